"""`/`, `/about` and `/robots.txt`."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from regesta.outputs.attribution import read_attribution
from regesta.outputs.directory import describe_home
from regesta.web.media_types import HTML
from regesta.web.openapi import offered_as
from regesta.web.page_answers import answer_page
from regesta.web.parts import parts_of
from regesta.web.representations import RDF_TYPES, choose_media_type, link

router = APIRouter(tags=["pages"])


@router.get(
    "/",
    summary="The front page; RDF clients are led to the description of the dataset",
    responses={**offered_as(HTML), 303: {"description": "See the description of the dataset"}},
    response_class=Response,
)
def read_home(request: Request) -> Response:
    """What is in the catalogue at a glance."""
    parts = parts_of(request)
    if choose_media_type(request, "", (HTML, *RDF_TYPES)) != HTML:
        return RedirectResponse(parts.links.path("void"), 303, {"Vary": "Accept"})

    def render(languages: tuple[str, ...]) -> str:
        home = describe_home(parts.service.catalogue, languages)
        release = parts.service.release.identifier
        return parts.pages.render("home", home=home, release=release)

    described = (link(parts.links.absolute("void"), "describedby", each) for each in RDF_TYPES[:1])
    return answer_page(request, "", render, links=tuple(described))


@router.get("/about", summary="What this is", responses=offered_as(HTML), response_class=Response)
def read_about(request: Request) -> Response:
    """What this is, under which licence, and whom it owes facts."""
    parts = parts_of(request)
    choose_media_type(request, "", (HTML,))

    def render(_: tuple[str, ...]) -> str:
        manifest = parts.service.release.manifest
        attribution = read_attribution(parts.service.settings.data)
        return parts.pages.render(
            "about",
            section="about",
            manifest=manifest,
            attribution=attribution,
            release=manifest.identifier,
        )

    return answer_page(request, "about", render)


@router.get("/robots.txt", include_in_schema=False)
async def read_robots(request: Request) -> PlainTextResponse:
    """Everything may be read but the query service, which a crawler would only burden."""
    return PlainTextResponse(f"User-agent: *\nDisallow: {parts_of(request).links.path('sparql')}\n")
