"""`/ontology`, `/shapes/NAME.ttl`, `/context.jsonld`: what the data mean and must look like."""

from hashlib import sha256

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from regesta import __version__
from regesta.assets import asset
from regesta.identifiers import is_local_name
from regesta.outputs.ontology import describe_ontology, read_ontology
from regesta.serialisation import JSON_LD, TURTLE, serialise
from regesta.web.conditional import make_etag
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML
from regesta.web.openapi import offered_as
from regesta.web.parts import parts_of
from regesta.web.representations import (
    RDF_TYPES,
    Representation,
    choose_media_type,
    rdf_format,
    suffix_in_path,
    suffix_of,
)

router = APIRouter(tags=["definitions"])


@router.get(
    "/ontology",
    summary="The vocabulary: the few terms that no standard has",
    responses=offered_as(HTML, *RDF_TYPES),
    response_class=Response,
)
@router.get("/ontology.{suffix}", include_in_schema=False, response_class=Response)
def read_vocabulary(request: Request) -> Response:
    """The terms of our own, as a page with a place for each, and as RDF."""
    media_type = choose_media_type(request, suffix_in_path(request), (HTML, *RDF_TYPES))
    if media_type == HTML:
        page = parts_of(request).pages.render("ontology", page=describe_ontology())
        return _answer(request, "ontology.html", f"{HTML}; charset=utf-8", page.encode())
    chosen = rdf_format(media_type)
    body = serialise(read_ontology(), chosen)
    return _answer(request, f"ontology.{suffix_of(media_type)}", chosen.content_type, body)


@router.get(
    "/shapes/{name}.ttl",
    summary="The shapes that a kind of record must have",
    responses=offered_as(TURTLE.media_type),
    response_class=Response,
)
def read_shapes(request: Request, name: str) -> Response:
    """A file of shapes."""
    path = asset("shapes") / f"{name}.ttl"
    if not is_local_name(name) or not path.is_file():
        raise ProblemError(404, f"There are no shapes named “{name}”.")
    return _answer(request, f"shapes/{name}.ttl", TURTLE.content_type, path.read_bytes())


@router.get(
    "/context.jsonld",
    summary="The JSON-LD context: the table of prefixes",
    responses=offered_as(JSON_LD.media_type),
    response_class=Response,
)
def read_context(request: Request) -> Response:
    """The prefixes of all namespaces in use."""
    body = asset("ontology", "context.jsonld").read_bytes()
    return _answer(request, "context.jsonld", JSON_LD.content_type, body)


def _answer(request: Request, relative: str, media_type: str, body: bytes) -> Response:
    etag = make_etag(sha256(body).hexdigest(), media_type, __version__)
    location = parts_of(request).links.absolute(relative)
    representation = Representation(media_type, location, etag)
    return representation.answer_if_current(request) or representation.answer(body)
