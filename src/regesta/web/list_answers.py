"""Lists as answers: a page for readers, JSON for programs."""

import json
from collections.abc import Callable
from typing import Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from regesta.outputs.paging import Page
from regesta.web.document_pages import HEADINGS
from regesta.web.media_types import HTML, JSON
from regesta.web.page_answers import answer_page
from regesta.web.parts import parts_of
from regesta.web.reader_languages import read_languages
from regesta.web.representations import (
    Representation,
    choose_media_type,
    link,
    release_representation,
)


class _List(Protocol):
    @property
    def page(self) -> Page: ...


ListT = TypeVar("ListT", bound=_List)


def answer_list(
    request: Request,
    kind: str,
    template: str,
    select: Callable[[tuple[str, ...]], ListT],
    describe: Callable[[ListT], dict[str, object]],
) -> Response:
    """One page of a list: `select` finds it, `template` shows it, `describe` makes it JSON."""
    suffix = "json" if request.url.path.endswith(".json") else ""
    if choose_media_type(request, suffix, (HTML, JSON)) == HTML:
        alternate = link(_address(request, f"{kind}.json"), "alternate", JSON)
        return answer_page(
            request,
            kind,
            lambda languages: _render(request, kind, template, select(languages)),
            links=(alternate,),
        )
    languages = read_languages(request)
    found = select(languages)
    body = {
        "release": parts_of(request).service.release.identifier,
        "total": found.page.total,
        "page": found.page.number,
        "pages": found.page.last,
        **describe(found),
    }
    representation = _json_representation(request, kind, languages, found.page)
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return representation.answer_if_current(request) or representation.answer(text)


def _render(request: Request, kind: str, template: str, found: _List) -> str:
    parts = parts_of(request)

    def address(number: int) -> str:
        kept = {name: value for name, value in request.query_params.items() if name != "page"}
        return parts.links.query(kind, {**kept, "page": number})

    return parts.pages.render(
        template,
        found=found,
        section=kind,
        heading=HEADINGS[kind],
        address=address,
        release=parts.service.release.identifier,
    )


def _json_representation(
    request: Request, kind: str, languages: tuple[str, ...], page: Page
) -> Representation:
    query = request.url.query
    relative = f"{kind}.json" + (f"?{query}" if query else "")
    around = {"prev": page.previous, "next": page.following}
    links = tuple(
        link(_address(request, f"{kind}.json", number), relation, JSON)
        for relation, number in around.items()
        if number
    )
    plain = release_representation(request, relative, JSON, *languages)
    return Representation(
        plain.media_type,
        plain.location,
        plain.etag,
        plain.modified,
        links=(*links, link(_address(request, kind), "alternate", HTML)),
        vary="Accept, Accept-Language",
    )


def _address(request: Request, relative: str, number: int | None = None) -> str:
    parts = parts_of(request)
    values: dict[str, object] = dict(request.query_params)
    if number:
        values["page"] = number
    path = parts.links.query(relative, values)
    return parts.links.absolute(path.removeprefix(parts.links.root))
