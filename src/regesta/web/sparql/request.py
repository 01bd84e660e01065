"""What a request to the SPARQL endpoint asks, by the rules of the SPARQL 1.1 Protocol."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from regesta.errors import QueryRefusedError
from regesta.store.worker_pool import Dataset
from regesta.web.errors import ProblemError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_MOST_BODY_BYTES = 1024**2
_BODY_SECONDS = 30.0
_MOST_CHARACTERS = 256 * 1024
_UTF_8 = {"utf-8", "utf8", "us-ascii"}

_Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """The query of a request, None where it has none, and the graphs that it is to be asked."""

    query: str | None
    dataset: Dataset


async def read_sparql_request(request: Request) -> SparqlRequest:
    """Read a request; raises ProblemError, or QueryRefusedError for an update."""
    in_address = _parse(request.scope["query_string"], "address")
    if request.method != "POST":
        return _make_request(in_address, [])
    media_type = _read_content_type(request)
    body = await _read_body(request)
    if media_type == FORM:
        in_body = _parse(body, "body")
        return _make_request(in_body, in_address, is_post=True)
    direct = ("query", _decode(body, "body"))
    return _make_request([*in_address, direct], [], is_post=True)


def _make_request(
    parameters: _Parameters, elsewhere: _Parameters, *, is_post: bool = False
) -> SparqlRequest:
    names = [name for name, _ in (*parameters, *elsewhere)]
    if "update" in names:
        raise QueryRefusedError("This service only answers queries; it takes no updates.")
    queries = [value for name, value in parameters if name == "query"]
    count = names.count("query")
    if count > 1 or (is_post and not queries):
        raise ProblemError(400, f"Give exactly one parameter “query”; this request has {count}.")
    if queries and len(queries[0]) > _MOST_CHARACTERS:
        raise _too_long()
    dataset = Dataset(
        _read_graphs(parameters, "default-graph-uri"), _read_graphs(parameters, "named-graph-uri")
    )
    return SparqlRequest(queries[0] if queries else None, dataset)


def _read_graphs(parameters: _Parameters, name: str) -> list[str] | None:
    iris = [value for each, value in parameters if each == name]
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError:
            raise ProblemError(
                400, f"The parameter “{name}” must be an absolute IRI, not “{iri}”."
            ) from None
    return iris or None


def _read_content_type(request: Request) -> str:
    media_type, *parameters = request.headers.get("content-type", "").split(";")
    media_type = media_type.strip().lower()
    if media_type == "application/sparql-update":
        raise QueryRefusedError("This service only answers queries; it takes no updates.")
    if media_type not in (FORM, QUERY):
        raise ProblemError(
            415,
            f"Send the query as {FORM} or as {QUERY}, not as “{media_type or 'nothing'}”.",
            headers={"Accept-Post": f"{FORM}, {QUERY}"},
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in _UTF_8:
            raise ProblemError(415, "Send the query in UTF-8; no other charset is understood.")
    return media_type


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > _MOST_BODY_BYTES:
                    raise _too_long()
    except TimeoutError:
        seconds = f"{_BODY_SECONDS:g} s"
        raise ProblemError(408, f"The query did not arrive within {seconds}.") from None
    return bytes(body)


def _parse(encoded: bytes, place: str) -> _Parameters:
    text = _decode(encoded, place)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise _not_utf_8(place) from None


def _decode(text: bytes, place: str) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf_8(place) from None


def _not_utf_8(place: str) -> ProblemError:
    return ProblemError(400, f"The {place} of the request is not UTF-8.")


def _too_long() -> ProblemError:
    return ProblemError(
        413, f"The query is too long; it may have up to {_MOST_CHARACTERS:,} characters."
    )
