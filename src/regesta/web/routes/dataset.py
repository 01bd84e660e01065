"""`/void`, `/dumps/`: the dataset as a whole."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from regesta.outputs.void import describe_dataset
from regesta.release.manifest import ReleaseFile
from regesta.serialisation import FORMATS, prefixes_for, serialise
from regesta.web.conditional import is_current, write_date
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML
from regesta.web.openapi import offered_as
from regesta.web.page_answers import answer_page
from regesta.web.parts import Parts, parts_of
from regesta.web.ranges import PartialFileResponse
from regesta.web.representations import (
    RDF_TYPES,
    choose_media_type,
    rdf_format,
    release_representation,
    suffix_in_path,
)

router = APIRouter(tags=["dataset"])
_LABELS = {each.media_type: each.label for each in FORMATS}


@router.get("/.well-known/void", include_in_schema=False)
async def find_description(request: Request) -> Response:
    """The place where clients look for the description."""
    return RedirectResponse(parts_of(request).links.path("void"), 302)


@router.get(
    "/void",
    summary="The description of the dataset in VoID",
    responses=offered_as(*RDF_TYPES),
    response_class=Response,
)
@router.get("/void.{suffix}", include_in_schema=False, response_class=Response)
def read_description(request: Request) -> Response:
    """What the dataset is, how large it is, and how to get it."""
    parts = parts_of(request)
    chosen = rdf_format(choose_media_type(request, suffix_in_path(request), RDF_TYPES))
    representation = release_representation(request, f"void.{chosen.suffix}", chosen.content_type)
    return representation.answer_if_current(request) or representation.answer(
        serialise(
            describe_dataset(
                parts.service.settings.catalogue,
                parts.service.identifiers,
                parts.service.release.manifest,
                parts.service.catalogue.examples(),
                parts.service.release.described,
            ),
            chosen,
            prefixes_for(parts.service.identifiers.base_iri),
        )
    )


@router.get("/dumps", include_in_schema=False, response_class=Response)
@router.get("/dumps/", summary="The dumps", responses=offered_as(HTML), response_class=Response)
def list_dumps(request: Request) -> Response:
    """The files that hold the whole catalogue, with their checksums."""
    parts = parts_of(request)
    choose_media_type(request, "", (HTML,))

    def render(_: tuple[str, ...]) -> str:
        manifest = parts.service.release.manifest
        return parts.pages.render(
            "dumps", manifest=manifest, labels=_LABELS, release=manifest.identifier
        )

    return answer_page(request, "dumps/", render)


@router.get(
    "/dumps/{name}",
    summary="One dump, or a part of it by Range",
    responses={
        **offered_as(*RDF_TYPES),
        206: {"description": "The range asked for"},
        416: {"description": "The dump has no such range"},
    },
    response_class=Response,
)
def read_dump(request: Request, name: str) -> Response:
    """A file that holds the whole catalogue."""
    parts = parts_of(request)
    dump = _find_dump(parts, name)
    etag = f'"{dump.sha256}"'
    created = parts.service.release.manifest.created_at
    headers = {
        "ETag": etag,
        "Last-Modified": write_date(created),
        "Cache-Control": "public, max-age=60",
        "Content-Location": parts.links.absolute(dump.name),
    }
    if is_current(request.headers, etag, created):
        return Response(status_code=304, headers=headers)
    path = parts.service.release.path / dump.name
    media_type = rdf_format(dump.media_type).content_type
    response = PartialFileResponse(
        path, headers=headers, media_type=media_type, stat_result=path.stat()
    )
    if request.state.is_head:
        return Response(headers=dict(response.headers))
    return response


def _find_dump(parts: Parts, name: str) -> ReleaseFile:
    dumps = parts.service.release.manifest.dumps
    found = next((one for one in dumps if one.name == f"dumps/{name}"), None)
    if found is None:
        names = ", ".join(one.name.removeprefix("dumps/") for one in dumps)
        raise ProblemError(404, f"There is no dump “{name}”; there are {names}.")
    return found
