"""What was sent to be written: within limits, and in one of the formats that are served."""

import asyncio
import json

from starlette.requests import Request

from regesta.editing.editor import RdfBody, RecordBody
from regesta.serialisation import format_by_media_type
from regesta.values.nesting import nesting_depth
from regesta.web.errors import ProblemError
from regesta.web.media_types import JSON
from regesta.web.representations import RDF_TYPES

MERGE_PATCH = "application/merge-patch+json"
_MOST_BYTES = 1024**2
_SECONDS = 30.0
_DEEPEST = 50
_UTF_8 = {"utf-8", "utf8", "us-ascii"}


async def read_graph_body(request: Request) -> RdfBody:
    """A graph. Raises ProblemError: 408, 411, 413, 415."""
    media_type = _media_type(request, RDF_TYPES)
    chosen = format_by_media_type(media_type)
    assert chosen is not None
    return RdfBody(await _read(request), chosen)


async def read_body(request: Request) -> RdfBody | RecordBody:
    """A graph or a record. Raises ProblemError as `read_graph_body`, and 400 for broken JSON."""
    if _media_type(request, (*RDF_TYPES, JSON)) != JSON:
        return await read_graph_body(request)
    values = _parse(await _read(request))
    if not isinstance(values, dict):
        raise ProblemError(400, "A record is a JSON object, with keys such as “title”.")
    return RecordBody(values)


async def read_patch(request: Request) -> object:
    """A merge patch. Raises ProblemError as `read_body`."""
    _media_type(request, (MERGE_PATCH,))
    return _parse(await _read(request))


def _media_type(request: Request, offers: tuple[str, ...]) -> str:
    media_type, *parameters = request.headers.get("content-type", "").split(";")
    media_type = media_type.strip().lower()
    if media_type not in offers:
        name = "Accept-Patch" if offers == (MERGE_PATCH,) else "Accept-Post"
        raise ProblemError(
            415,
            f"Send {', '.join(offers)}, not “{media_type[:60] or 'nothing'}”.",
            headers={name: ", ".join(offers)},
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in _UTF_8:
            raise ProblemError(415, "Send it in UTF-8; no other charset is understood.")
    return media_type


async def _read(request: Request) -> bytes:
    headers = request.headers
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise ProblemError(415, "Send the body as it is, not compressed.")
    length = headers.get("content-length")
    if length is None and "transfer-encoding" not in headers:
        raise ProblemError(411, "Say how long the body is (Content-Length).")
    if length is not None and length.isdecimal() and int(length) > _MOST_BYTES:
        raise _too_long()
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > _MOST_BYTES:
                    raise _too_long()
    except TimeoutError:
        raise ProblemError(408, f"The body did not arrive within {_SECONDS:g} s.") from None
    return bytes(body)


def _parse(content: bytes) -> object:
    try:
        text = content.decode("utf-8")
        if nesting_depth(text) > _DEEPEST:
            raise ProblemError(400, f"The body is nested more than {_DEEPEST} deep.")
        value: object = json.loads(text, parse_constant=_refuse)
        # Half of a pair of surrogates is no character, and could be written nowhere.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except ValueError as error:
        reason = getattr(error, "msg", None) or "it is not UTF-8 text and numbers of usual size"
        raise ProblemError(400, f"The body is not JSON: {reason}.") from None
    return value


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no value of JSON")


def _too_long() -> ProblemError:
    return ProblemError(413, f"The body is too long; it may have up to {_MOST_BYTES:,} bytes.")
