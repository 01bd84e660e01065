"""`/healthz`: how the service is."""

import json

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta.store.query import load_query
from regesta.web.media_types import JSON
from regesta.web.openapi import problems
from regesta.web.parts import parts_of

router = APIRouter(tags=["state"])


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
