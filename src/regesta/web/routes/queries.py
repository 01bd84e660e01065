"""`/api/queries`: the example queries, each an address with parameters of its own."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta.errors import QueryLimitError
from regesta.outputs.query_values import AskedQuery, ParameterError, fill_query
from regesta.serialisation import content_type
from regesta.store.worker_pool import Dataset
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML, JSON
from regesta.web.openapi import offered_as
from regesta.web.page_answers import answer_page
from regesta.web.parts import parts_of
from regesta.web.queries.description import describe_query
from regesta.web.queries.formats import choose_format
from regesta.web.queries.named import PATH, NamedQuery, read_named_queries
from regesta.web.queries.page import Shown, render_list, render_query
from regesta.web.reader_languages import read_languages
from regesta.web.representations import (
    Representation,
    choose_media_type,
    release_representation,
    split_suffix,
    suffix_in_path,
)
from regesta.web.sparql.answer import ANSWERED, ClientGoneError
from regesta.web.sparql.delivering import Asked, deliver, key_of, observe, read_rows

_CLIENT_CLOSED_REQUEST = 499
_NO_STORE = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}

router = APIRouter(tags=["queries"])


@router.get(
    f"/{PATH}",
    summary="The questions that can be asked by address, with their parameters",
    responses=offered_as(HTML, JSON),
    response_class=Response,
)
@router.get(f"/{PATH}.{{suffix}}", include_in_schema=False, response_class=Response)
def list_queries(request: Request) -> Response:
    """Every query, as a page or as JSON."""
    parts = parts_of(request)
    if choose_media_type(request, suffix_in_path(request), (JSON, HTML)) == HTML:
        return answer_page(request, f"{PATH}.html", lambda _: render_list(parts))
    found = [describe_query(parts, named) for named in read_named_queries().values()]
    text = json.dumps({"queries": found}, ensure_ascii=False, indent=1) + "\n"
    representation = release_representation(request, f"{PATH}.json", JSON, text)
    return representation.answer_if_current(request) or representation.answer(text)


# OpenAPI describes each query at its own address: `describe_paths`.
@router.get(f"/{PATH}/{{name}}", include_in_schema=False, response_class=Response)
async def answer_query(request: Request, name: str) -> Response:
    """Answer one query, with the values that the address gives and defaults for the rest."""
    stem, suffix = split_suffix(name)
    named = read_named_queries().get(stem)
    if named is None:
        raise ProblemError(404, f"There is no query “{stem[:80]}” here; {PATH} lists them all.")
    suffix, media_type = choose_format(request.headers.get("accept"), named.form, suffix)
    given = _read_given(request)
    try:
        asked = _fill(request, named, given)
        representation = _representation(request, named, asked, suffix, media_type)
        current = representation.answer_if_current(request)
        return current or await _answer(request, named, asked, representation)
    except ClientGoneError:
        return Response(status_code=_CLIENT_CLOSED_REQUEST)
    except ParameterError as error:
        if media_type != HTML:
            members = {
                "parameter": error.parameter,
                "expected": error.expected,
                "example": error.example,
            }
            raise ProblemError(400, str(error), members=members) from None
        declared = {one.name for one in named.query.declared}
        written = {name: value for name, value in given if name in declared}
        shown = Shown(named, written=written, error=str(error))
        return _failure(await _render(request, shown), 400)


def _read_given(request: Request) -> list[tuple[str, str]]:
    try:
        text = request.scope["query_string"].decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise ProblemError(400, "The address of the request is not UTF-8.") from None


def _fill(request: Request, named: NamedQuery, given: list[tuple[str, str]]) -> AskedQuery:
    service = parts_of(request).service

    def is_known(kind: str, name: str) -> bool:
        thing = service.identifiers.thing(kind, name)
        return service.catalogue.things(kind).label(thing.value, ()) is not None

    return fill_query(named.query, given, service.identifiers, is_known)


def _representation(
    request: Request, named: NamedQuery, asked: AskedQuery, suffix: str, media_type: str
) -> Representation:
    parts = parts_of(request)
    relative = named.address(suffix, asked.values)
    if media_type != HTML:
        plain = release_representation(request, relative, media_type, asked.text)
        return replace(plain, media_type=content_type(media_type))
    own = (asked.text, *read_languages(request), parts.pages.fingerprint)
    plain = release_representation(request, relative, media_type, *own)
    return replace(plain, media_type=content_type(HTML), vary="Accept, Accept-Language")


async def _answer(
    request: Request, named: NamedQuery, asked: AskedQuery, representation: Representation
) -> Response:
    query = named.prepare(asked)
    observed = observe(request, query.text)
    observed.form, observed.media_type = query.form, representation.media_type.partition(";")[0]
    key = key_of(request, query, Dataset(), observed.media_type)
    running = Asked(query, Dataset(), key, observed)
    try:
        if observed.media_type != HTML:
            headers = representation.headers_with_type()
            return await deliver(request, running, headers)
        found = await read_rows(request, running)
    except BaseException as error:
        observed.fail(error)
        if isinstance(error, QueryLimitError) and observed.media_type == HTML:
            shown = Shown(named, asked, error=str(error))
            return _failure(await _render(request, shown), 500)
        raise
    page = representation.answer(await _render(request, Shown(named, asked, found)))
    observed.bytes = len(page.body)
    observed.finish(ANSWERED)
    return page


async def _render(request: Request, shown: Shown) -> str:
    languages = read_languages(request)
    return await run_in_threadpool(render_query, parts_of(request), shown, languages)


def _failure(text: str, status: int) -> Response:
    return Response(text, status, _NO_STORE, content_type(HTML))
