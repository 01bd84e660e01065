"""`/agency`, `/region`, `/theme`, `/person`: what publications are linked to."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from regesta.outputs.catalogue import CLASSES
from regesta.outputs.directory import Directory, list_things
from regesta.outputs.paging import Wanted
from regesta.web.document_pages import HEADINGS
from regesta.web.errors import ProblemError
from regesta.web.list_answers import answer_list
from regesta.web.media_types import HTML, JSON
from regesta.web.openapi import offered_as
from regesta.web.parts import parts_of

router = APIRouter(tags=["lists"])


def _add_routes(kind: str) -> None:
    def answer(
        request: Request,
        all_of_them: Annotated[
            bool, Query(alias="all", description="Those without publications too")
        ] = False,
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
        size: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> Response:
        def select(languages: tuple[str, ...]) -> Directory:
            catalogue, wanted = parts_of(request).service.catalogue, Wanted(page, size)
            found = list_things(catalogue, kind, wanted, languages, all_of_them)
            if found is None:
                raise ProblemError(404, f"The list has no page {page}.")
            return found

        return answer_list(request, kind, "directory", select, _describe)

    router.add_api_route(
        f"/{kind}",
        answer,
        name=f"{kind}_list",
        summary=f"{HEADINGS[kind]}, with the number of publications",
        responses=offered_as(HTML, JSON),
        response_class=Response,
    )
    router.add_api_route(f"/{kind}.json", answer, include_in_schema=False, response_class=Response)


for each_kind in CLASSES:
    _add_routes(each_kind)


def _describe(found: Directory) -> dict[str, object]:
    items = [{**asdict(one.thing), "publications": one.publications} for one in found.items]
    return {"items": items}
