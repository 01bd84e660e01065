"""`/sparql`: the SPARQL endpoint, its description, and a page to ask from."""

from urllib.parse import urlencode

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from regesta.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError
from regesta.outputs.service_description import describe_service
from regesta.serialisation import content_type, serialise
from regesta.store.query_analysis import analyse_query
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML
from regesta.web.parts import parts_of
from regesta.web.release_workers import run_workers
from regesta.web.representations import rdf_format
from regesta.web.sparql.answer import ANSWERED, ClientGoneError
from regesta.web.sparql.caching import answer_headers, is_copy_current
from regesta.web.sparql.delivering import Asked, deliver, key_of, observe, read_rows
from regesta.web.sparql.documentation import (
    GET_DOCUMENTATION,
    POST_DOCUMENTATION,
    SUFFIX_DOCUMENTATION,
)
from regesta.web.sparql.formats import (
    choose_answer_type,
    choose_description_type,
    prefers_page,
    suffix_type,
)
from regesta.web.sparql.observing import CURRENT, ObservedQuery
from regesta.web.sparql.page import render_form, render_rows
from regesta.web.sparql.request import SparqlRequest, read_sparql_request

_HEADERS = {"Vary": "Accept", "Cache-Control": "no-cache"}
_STATUS_ON_PAGE = {QuerySyntaxError: 400, QueryRefusedError: 403, QueryLimitError: 500}
_CLIENT_CLOSED_REQUEST = 499

router = APIRouter(tags=["sparql"], lifespan=run_workers)


@router.get("/sparql", **GET_DOCUMENTATION)
@router.post("/sparql", **POST_DOCUMENTATION)
async def answer_sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service."""
    asked = await read_sparql_request(request)
    return _describe(request) if asked.query is None else await _answer(request, asked)


@router.get("/sparql.{suffix}", **SUFFIX_DOCUMENTATION)
async def answer_sparql_in_format(request: Request, suffix: str) -> Response:
    """Answer a query in the format of the suffix, so that an answer can be linked to."""
    asked = await read_sparql_request(request)
    if asked.query is None:
        raise ProblemError(400, "Give a query in the parameter “query”.")
    return await _answer(request, asked, suffix)


async def _answer(request: Request, asked: SparqlRequest, suffix: str = "") -> Response:
    text = asked.query or ""
    observed = observe(request, text)
    try:
        return await _ask(request, asked, suffix, observed)
    except BaseException as error:
        observed.fail(error)
        if isinstance(error, ClientGoneError):
            return Response(status_code=_CLIENT_CLOSED_REQUEST)
        if isinstance(error, QuerySyntaxError | QueryRefusedError | QueryLimitError):
            return _answer_failure(request, text, suffix, error)
        raise


def _answer_failure(
    request: Request,
    text: str,
    suffix: str,
    error: QuerySyntaxError | QueryRefusedError | QueryLimitError,
) -> Response:
    """A page with the query and what is wrong with it; raises the error for other clients."""
    if not suffix and prefers_page(request.headers.get("accept")):
        return _page(render_form(parts_of(request), text, str(error)), _STATUS_ON_PAGE[type(error)])
    if isinstance(error, QuerySyntaxError):
        place = {"line": error.line, "column": error.column}
        raise ProblemError(400, str(error), members=place) from None
    raise error


async def _ask(
    request: Request, asked: SparqlRequest, suffix: str, observed: ObservedQuery
) -> Response:
    accept = request.headers.get("accept")
    query = analyse_query(asked.query or "")
    observed.form = query.form
    chosen = suffix_type(suffix, query.form) if suffix else choose_answer_type(accept, query.form)
    observed.media_type = chosen
    key = key_of(request, query, asked.dataset, chosen)
    running = Asked(query, asked.dataset, key, observed)
    if chosen == HTML:
        return await _answer_page(request, running)
    headers = {**answer_headers(request, key), "Content-Type": content_type(chosen)}
    if key is not None and is_copy_current(request, key):
        observed.finish(CURRENT)
        return Response(status_code=304, headers=headers)
    return await deliver(request, running, headers)


async def _answer_page(request: Request, running: Asked) -> Response:
    found = await read_rows(request, running)
    dataset = running.dataset
    parameters = [
        ("query", running.query.text),
        *(("default-graph-uri", iri) for iri in dataset.default_graphs or ()),
        *(("named-graph-uri", iri) for iri in dataset.named_graphs or ()),
    ]
    page = _page(render_rows(parts_of(request), running.query, found, urlencode(parameters)))
    running.observed.bytes = len(page.body)
    running.observed.finish(ANSWERED)
    return page


def _describe(request: Request) -> Response:
    chosen = choose_description_type(request.headers.get("accept"))
    parts = parts_of(request)
    if chosen == HTML:
        return _page(render_form(parts))
    release = parts.service.release
    triples = describe_service(
        _endpoint(request),
        release.manifest.triples + len(release.described),
        parts.service.settings.query_limits,
    )
    headers = {**_HEADERS, "Content-Type": content_type(chosen)}
    return Response(serialise(triples, rdf_format(chosen)), headers=headers)


def _endpoint(request: Request) -> NamedNode:
    """The address as the client wrote it, since clients compare it with the one they know."""
    try:
        return NamedNode(str(request.url.replace(query="", fragment="")))
    except ValueError:
        return parts_of(request).service.identifiers.page("sparql")


def _page(text: str, status: int = 200) -> Response:
    return Response(text, status, {**_HEADERS, "Content-Type": content_type(HTML)})
