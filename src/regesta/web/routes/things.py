"""`/id/KIND/NAME`: the things themselves, which are no documents."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from regesta.identifiers import KINDS
from regesta.web.openapi import problems
from regesta.web.parts import parts_of
from regesta.web.presence import require_document

router = APIRouter(tags=["things"])


def _add_route(kind: str) -> None:
    async def redirect(request: Request, name: str) -> Response:
        require_document(request, kind, name)
        return RedirectResponse(parts_of(request).links.path(f"{kind}/{name}"), 303)

    router.add_api_route(
        f"/id/{kind}/{{name}}",
        redirect,
        name=f"{kind}_thing",
        summary=f"A {kind} itself: leads to the document about it",
        status_code=303,
        response_class=RedirectResponse,
        responses={
            303: {"description": "See the document about the thing"},
            **problems(404, 410, 503),
        },
    )


for each_kind in KINDS:
    _add_route(each_kind)
