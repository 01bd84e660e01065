"""`/sparql`: the SPARQL endpoint, its description, and a page to ask from."""

import json
from typing import cast
from urllib.parse import urlencode

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from regesta.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError
from regesta.outputs.service_description import describe_service
from regesta.serialisation import content_type, serialise
from regesta.store.query_analysis import OutsideQuery, analyse_query
from regesta.store.worker_pool import Dataset, QueryWorkers
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML
from regesta.web.parts import parts_of
from regesta.web.release_workers import ReleaseWorkers, run_workers
from regesta.web.representations import rdf_format
from regesta.web.sparql.answer import (
    ANSWERED,
    ClientGoneError,
    answer_in_pieces,
    most_at_once,
    while_connected,
)
from regesta.web.sparql.caching import answer_headers, is_copy_current
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
from regesta.web.sparql.kept_answers import AnswerKey, identify_answer
from regesta.web.sparql.observing import CURRENT, ObservedQuery
from regesta.web.sparql.page import ROWS_ON_PAGE, render_form, render_rows
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
    parts, text = parts_of(request), asked.query or ""
    served = parts.service.served
    observed = ObservedQuery(text, served.release.identifier if served else "", parts.metrics)
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
    key = _key(request, query, asked.dataset, chosen)
    if chosen == HTML:
        return await _answer_page(request, query, asked.dataset, key, observed)
    headers = {**answer_headers(request, key), "Content-Type": content_type(chosen)}
    if key is not None and is_copy_current(request, key):
        observed.finish(CURRENT)
        return Response(status_code=304, headers=headers)
    workers, answers = _workers(request), parts_of(request).query_answers
    beginning = answers.find(key)
    if beginning is None:
        making = answers.begin(
            key, lambda: workers.run(query, chosen, asked.dataset), most_at_once(request)
        )
        beginning = await while_connected(request, making)
    observed.origin = beginning.origin if key else ""
    return await answer_in_pieces(request, beginning, headers, observed)


def _key(
    request: Request, query: OutsideQuery, dataset: Dataset, media_type: str
) -> AnswerKey | None:
    """What the answer is known by, if every answer to the query is as good as the first."""
    if query.is_volatile:
        return None
    release = parts_of(request).service.release.identifier
    return identify_answer(release, query, dataset, media_type)


async def _answer_page(
    request: Request,
    query: OutsideQuery,
    dataset: Dataset,
    key: AnswerKey | None,
    observed: ObservedQuery,
) -> Response:
    workers = _workers(request)
    beginning = await while_connected(
        request,
        parts_of(request).query_answers.read(
            key, lambda: workers.run(query, HTML, dataset, ROWS_ON_PAGE)
        ),
    )
    observed.origin = beginning.origin if key else ""
    parameters = [
        ("query", query.text),
        *(("default-graph-uri", iri) for iri in dataset.default_graphs or ()),
        *(("named-graph-uri", iri) for iri in dataset.named_graphs or ()),
    ]
    found = json.loads(beginning.body)
    page = _page(render_rows(parts_of(request), query, found, urlencode(parameters)))
    observed.bytes = len(page.body)
    observed.finish(ANSWERED)
    return page


def _describe(request: Request) -> Response:
    chosen = choose_description_type(request.headers.get("accept"))
    parts = parts_of(request)
    if chosen == HTML:
        return _page(render_form(parts))
    triples = describe_service(
        _endpoint(request),
        parts.service.release.manifest.triples,
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


def _workers(request: Request) -> QueryWorkers:
    workers = cast(ReleaseWorkers, request.app.state.release_workers)
    return workers.workers_for(parts_of(request).service.release)
