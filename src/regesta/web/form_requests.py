"""Parameters of requests, whether they stand in the address or in a form that is posted."""

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import Request

from regesta.web.errors import ProblemError

FORM = "application/x-www-form-urlencoded"
_MOST_BYTES = 2 * 1024**2
_SECONDS = 30.0


async def read_parameters(request: Request) -> dict[str, str]:
    """The parameters of a request by name; of two that are alike, the one in the form.

    Raises ProblemError for a body that is too long, too slow or no form.
    """
    in_address = request.scope["query_string"]
    parameters = _parse(in_address)
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != FORM:
            raise ProblemError(
                415,
                f"Send a form ({FORM}), not “{media_type[:60] or 'nothing'}”.",
                headers={"Accept-Post": FORM},
            )
        parameters |= _parse(await _read_body(request))
    return parameters


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > _MOST_BYTES:
                    raise ProblemError(413, "The request is too long; send fewer rows at once.")
    except TimeoutError:
        raise ProblemError(408, f"The request did not arrive within {_SECONDS:g} s.") from None
    return bytes(body)


def _parse(encoded: bytes) -> dict[str, str]:
    try:
        text = encoded.decode("utf-8")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except (UnicodeDecodeError, ValueError):
        raise ProblemError(400, "The request is not a form in UTF-8.") from None
