"""`/publication`: the list of publications, narrowed down by what a reader asks for."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from regesta.outputs.paging import Wanted
from regesta.outputs.selection import PublicationList, Selection, select_publications
from regesta.web.errors import ProblemError
from regesta.web.list_answers import answer_list
from regesta.web.media_types import HTML, JSON
from regesta.web.openapi import offered_as
from regesta.web.parts import parts_of

router = APIRouter(tags=["lists"])

_LONGEST = 200


class _Asked(BaseModel):
    """The parameters of the list; things are asked for by their local names."""

    agency: str = Field("", max_length=_LONGEST, description="An agency, such as iom")
    region: str = Field("", max_length=_LONGEST, description="A region and all within it")
    theme: str = Field("", max_length=_LONGEST, description="A theme and all narrower ones")
    person: str = Field("", max_length=_LONGEST, description="An author or contributor")
    language: str = Field("", max_length=3, description="A code such as eng")
    q: str = Field("", max_length=_LONGEST, description="Words that a title contains")
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(20, ge=1, le=100)

    def select(self) -> Selection:
        """The selection asked for. Raises ProblemError where a name cannot be one."""
        text, language = " ".join(self.q.split()), self.language.lower()
        selection = Selection(self.agency, self.region, self.theme, self.person, language, text)
        if not selection.is_valid:
            raise ProblemError(400, "A name is made of lower-case letters, digits and hyphens.")
        return selection


@router.get(
    "/publication",
    summary="Publications, the latest first",
    responses=offered_as(HTML, JSON),
    response_class=Response,
)
@router.get("/publication.json", include_in_schema=False, response_class=Response)
def list_publications(request: Request, asked: Annotated[_Asked, Query()]) -> Response:
    """The publications that all parameters fit, as a page or as JSON."""
    selection = asked.select()

    def select(languages: tuple[str, ...]) -> PublicationList:
        catalogue, wanted = parts_of(request).service.catalogue, Wanted(asked.page, asked.size)
        found = select_publications(catalogue, selection, wanted, languages)
        if found is None:
            raise ProblemError(404, f"The list has no page {asked.page}.")
        return found

    return answer_list(request, "publication", "publications", select, _describe)


def _describe(found: PublicationList) -> dict[str, object]:
    chosen = {kind: thing.iri for kind, thing in found.chosen}
    return {"filters": chosen, "items": [asdict(item) for item in found.items]}
