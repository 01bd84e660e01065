"""`/healthz`, `/readyz` and `/metrics`: how the service is, for the programs that watch it."""

import json
from ipaddress import ip_address

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta.settings import MetricsAccess
from regesta.store.query import load_query
from regesta.web.errors import ProblemError
from regesta.web.media_types import JSON
from regesta.web.metrics import METRICS_TYPE
from regesta.web.openapi import PROBLEM_CONTENT, problems
from regesta.web.parts import parts_of

_NOT_KEPT = {"Cache-Control": "no-store"}
_RETRY_AFTER = {"Retry-After": "5"}
# A proxy on this machine asks from it on behalf of others, and says so in one of these.
_HEADERS_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

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
    return Response(json.dumps(body) + "\n", headers=_NOT_KEPT, media_type=JSON)


@router.get(
    "/readyz",
    summary="Whether the service is ready for requests",
    responses={
        200: {"description": "It is", "content": {JSON: {"schema": {"type": "object"}}}},
        503: {"description": "It is not; the problem says why", "content": PROBLEM_CONTENT},
    },
    response_class=Response,
)
async def read_readiness(request: Request) -> Response:
    """Whether a release is open, workers live, there is room for a query, and no end is near."""
    service = parts_of(request).service
    if service.is_closing:
        raise _not_ready("The service is closing down.")
    workers = await request.app.state.release_workers.revive(service.release)
    health = workers.describe_health()
    # Where no place is idle, a worker is about to start in the place of one that was used up.
    if health["idle"] and not health["workers"]:
        raise _not_ready("No process that answers queries is running.")
    if workers.is_full:
        raise _not_ready("Too many queries are waiting.")
    body = {"status": "ready", "release": service.release.identifier}
    return Response(json.dumps(body) + "\n", headers=_NOT_KEPT, media_type=JSON)


@router.get(
    "/metrics",
    summary="Metrics for Prometheus, where the operator lets them be read",
    responses={
        200: {
            "description": "All metrics",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        403: {"description": "Only this machine may read them", "content": PROBLEM_CONTENT},
        **problems(404),
    },
    response_class=Response,
)
async def read_metrics(request: Request) -> Response:
    """The metrics in Prometheus' text format."""
    parts = parts_of(request)
    access = parts.service.settings.operation.metrics
    if access is MetricsAccess.OFF:
        raise ProblemError(404, "This service does not show its metrics.")
    if access is MetricsAccess.LOCAL and not _is_local(request):
        raise ProblemError(403, "The metrics are shown to programs on this machine only.")
    return Response(parts.metrics.write(), headers={**_NOT_KEPT, "Content-Type": METRICS_TYPE})


def _is_local(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _HEADERS_OF_PROXIES):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _not_ready(reason: str) -> ProblemError:
    return ProblemError(503, reason, headers=_RETRY_AFTER)
