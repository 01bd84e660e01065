"""`/findings` and `/healthz`: how the release and the service are."""

import json

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta.outputs.findings import group_findings
from regesta.store.query import load_query
from regesta.web.media_types import HTML, JSON
from regesta.web.openapi import offered_as, problems
from regesta.web.page_answers import answer_page
from regesta.web.parts import parts_of
from regesta.web.representations import choose_media_type, release_representation, suffix_in_path

router = APIRouter(tags=["state"])


@router.get(
    "/findings",
    summary="What a curator should put right",
    responses=offered_as(HTML, JSON),
    response_class=Response,
)
@router.get("/findings.{suffix}", include_in_schema=False, response_class=Response)
def read_findings(request: Request) -> Response:
    """The findings of the release, by record."""
    release = parts_of(request).service.release
    if choose_media_type(request, suffix_in_path(request), (HTML, JSON)) == HTML:
        return answer_page(request, "findings.html", lambda _: _render(request))
    representation = release_representation(request, "findings.json", JSON)
    body = {
        "release": release.identifier,
        "counts": release.manifest.findings,
        "findings": list(release.findings()),
    }
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return representation.answer_if_current(request) or representation.answer(text)


@router.get(
    "/healthz",
    summary="Whether the service works",
    responses={
        200: {"description": "It does", "content": {JSON: {"schema": {"type": "object"}}}},
        **problems(503),
    },
    response_class=Response,
)
async def read_health(request: Request) -> Response:
    """The release that is served, after asking its store a question."""
    service = parts_of(request).service
    release = service.release.identifier
    holds_something = await run_in_threadpool(service.store.ask, load_query("web/health").bind())
    body = {
        "status": "ok" if holds_something else "empty",
        "release": release,
        "queries": request.app.state.release_workers.describe_health(),
    }
    return Response(json.dumps(body) + "\n", headers={"Cache-Control": "no-store"}, media_type=JSON)


def _render(request: Request) -> str:
    parts = parts_of(request)
    release = parts.service.release
    return parts.pages.render(
        "findings",
        groups=group_findings(list(release.findings())),
        counts=release.manifest.findings,
        release=release.identifier,
    )
