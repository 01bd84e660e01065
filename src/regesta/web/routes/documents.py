"""`/KIND/NAME`: the document about a thing, as a page and as RDF."""

from datetime import datetime

from fastapi import APIRouter
from pyoxigraph import NamedNode, Quad
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from regesta import __version__
from regesta.identifiers import KINDS
from regesta.outputs.description import Description
from regesta.outputs.publication import leading_publication
from regesta.serialisation import FORMATS, prefixes_for, serialise
from regesta.vocabulary import DCTERMS
from regesta.web.conditional import make_etag, read_modified
from regesta.web.document_pages import render_document
from regesta.web.media_types import HTML
from regesta.web.openapi import offered_as, problems
from regesta.web.page_answers import answer_page
from regesta.web.parts import Parts, parts_of
from regesta.web.presence import require_document
from regesta.web.representations import (
    NAMING_THE_GRAPH,
    RDF_TYPES,
    Representation,
    choose_media_type,
    link,
    rdf_format,
    split_suffix,
    suffix_of,
)

OFFERS = (HTML, *RDF_TYPES)
router = APIRouter(tags=["documents"])


_MERGED: dict[int | str, dict[str, object]] = {
    303: {"description": "The page of the publication that this record is merged into"}
}


def _add_route(kind: str) -> None:
    async def answer(request: Request, name: str) -> Response:
        name, suffix = split_suffix(name)
        checksum = require_document(request, kind, name, suffix)
        media_type = choose_media_type(request, suffix, OFFERS)
        if media_type == HTML:
            return await run_in_threadpool(_answer_page, request, kind, name)
        return _answer_rdf(request, (kind, name), media_type, checksum)

    router.add_api_route(
        f"/{kind}/{{name}}",
        answer,
        name=f"{kind}_document",
        summary=f"The document about a {kind}",
        description="The format is the one that the suffix or the Accept header asks for.",
        responses={
            **offered_as(*OFFERS),
            **(_MERGED if kind == "publication" else {}),
            **problems(410),
        },
        response_class=Response,
    )


for each_kind in KINDS:
    _add_route(each_kind)


def _answer_page(request: Request, kind: str, name: str) -> Response:
    """The page about a thing; that of a record which was merged is its publication's."""
    parts = parts_of(request)
    leader = leading_publication(parts.service.catalogue, name) if kind == "publication" else None
    if leader:
        return RedirectResponse(parts.links.path(f"publication/{leader}"), 303)
    return answer_page(
        request,
        f"{kind}/{name}.html",
        lambda languages: render_document(parts, kind, name, languages),
        links=_links(parts, kind, name, HTML),
    )


def _answer_rdf(
    request: Request, thing: tuple[str, str], media_type: str, checksum: str
) -> Response:
    parts, (kind, name) = parts_of(request), thing
    quads = parts.service.catalogue.document(kind, name)
    chosen = rdf_format(media_type)
    representation = Representation(
        media_type=chosen.content_type,
        location=parts.links.absolute(f"{kind}/{name}.{chosen.suffix}"),
        etag=make_etag(checksum, media_type, __version__),
        modified=_read_modified(parts, parts.service.identifiers.document(kind, name), quads),
        links=_links(parts, kind, name, media_type),
    )
    prefixes = prefixes_for(parts.service.identifiers.base_iri)
    statements = quads if chosen in NAMING_THE_GRAPH else [quad.triple for quad in quads]
    return representation.answer_if_current(request) or representation.answer(
        parts.answer_cache.get(representation.etag, lambda: serialise(statements, chosen, prefixes))
    )


def _read_modified(parts: Parts, document: NamedNode, quads: list[Quad]) -> datetime | None:
    """The later of the record's own date and the moment when its last change was published.

    The record's date alone is too coarse for If-Modified-Since, and does not move when only the
    way in which the record is linked does.
    """
    dates = Description(quads).texts(document, DCTERMS.modified)
    change = parts.service.repository.last_change(document.value)
    moments = [read_modified(text) for text in (*dates, *([change.time] if change else []))]
    return max((moment for moment in moments if moment), default=None)


def _links(parts: Parts, kind: str, name: str, media_type: str) -> tuple[str, ...]:
    document = parts.links.absolute(f"{kind}/{name}")
    thing = parts.service.identifiers.thing(kind, name).value
    others = [each for each in FORMATS if each.media_type != media_type]
    is_page = media_type == HTML
    relation = "alternate describedby" if is_page else "alternate"
    page = link(f"{document}.{suffix_of(HTML)}", "alternate", HTML)
    return (
        link(document, "canonical"),
        link(thing, "cite-as" if is_page else "describes"),
        *(() if is_page else (page,)),
        *(link(f"{document}.{each.suffix}", relation, each.media_type) for each in others),
    )
