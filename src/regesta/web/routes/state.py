"""`/findings` and `/healthz`: how the release and the service are."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta.findings import Severity
from regesta.outputs.findings import FindingsPage, page_findings, select_findings
from regesta.release.release import Release
from regesta.store.query import load_query
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML, JSON
from regesta.web.openapi import offered_as, problems
from regesta.web.page_answers import answer_page
from regesta.web.parts import parts_of
from regesta.web.representations import choose_media_type, release_representation, suffix_in_path

router = APIRouter(tags=["state"])

_SIZE = 100
_AT_ONCE = 1000


@router.get(
    "/findings",
    summary="What a curator should put right",
    responses=offered_as(HTML, JSON),
    response_class=Response,
)
@router.get("/findings.{suffix}", include_in_schema=False, response_class=Response)
def read_findings(
    request: Request,
    severity: Annotated[
        Severity | None, Query(description="Only findings that are so grave")
    ] = None,
    code: Annotated[str, Query(max_length=100, description="Only findings with this code")] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """The findings of the release: as a page some, by record; as JSON all."""
    release = parts_of(request).service.release
    if choose_media_type(request, suffix_in_path(request), (HTML, JSON)) == HTML:
        wanted = severity.value if severity else ""

        def render(_: tuple[str, ...]) -> str:
            chosen = select_findings(release.findings(), severity=wanted, code=code)
            found = page_findings(chosen, page, _SIZE)
            if found is None:
                raise ProblemError(404, f"The list has no page {page}.")
            return _render(request, found, wanted, code)

        return answer_page(request, "findings.html", render)
    representation = release_representation(request, "findings.json", JSON)
    return representation.answer_if_current(request) or representation.stream(_write_json(release))


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


def _write_json(release: Release) -> Iterator[str]:
    """All findings, made while they are sent."""
    about = {"release": release.identifier, "counts": dict(release.manifest.findings)}
    yield json.dumps(about, ensure_ascii=False).removesuffix("}") + ', "findings": ['
    findings = (json.dumps(finding, ensure_ascii=False) for finding in release.findings())
    separator = "\n"
    # Each part that is sent changes threads, which takes longer than to write a finding.
    while part := list(islice(findings, _AT_ONCE)):
        yield separator + ",\n".join(part)
        separator = ",\n"
    yield "\n]}\n"


def _render(request: Request, found: FindingsPage, severity: str, code: str) -> str:
    parts = parts_of(request)

    def address(**changed: object) -> str:
        asked: dict[str, object] = {"severity": severity, "code": code, **changed}
        return parts.links.query("findings", asked)

    return parts.pages.render(
        "findings",
        found=found,
        summary=parts.service.release.findings_summary(),
        severity=severity,
        code=code,
        address=address,
        release=parts.service.release.identifier,
    )
