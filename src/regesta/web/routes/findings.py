"""`/findings`: what a curator should put right, page by page, all of it or one kind."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from regesta.findings import Finding, Severity
from regesta.messages.interface import Interface
from regesta.messages.translating import choose_language, translate
from regesta.outputs.findings import describe_group, findings_by_record
from regesta.outputs.findings_csv import serialise_findings_csv
from regesta.outputs.paging import Page, Wanted, cut_page
from regesta.release.release import Release
from regesta.web.errors import ProblemError
from regesta.web.media_types import CSV, HTML, JSON
from regesta.web.openapi import offered_as
from regesta.web.page_answers import answer_page
from regesta.web.parts import parts_of
from regesta.web.reader_languages import read_languages
from regesta.web.representations import (
    Representation,
    choose_media_type,
    link,
    release_representation,
    suffix_in_path,
)

router = APIRouter(tags=["state"])

_ON_A_PAGE = 100
_MOST = 1_000


class _Asked(BaseModel):
    """The parameters of the list."""

    code: str = Field("", max_length=200, description="A kind, such as title-missing")
    severity: str = Field("", pattern="^(|violation|warning|info)$")
    page: int = Field(1, ge=1, le=10_000_000)
    size: int = Field(0, ge=0, le=_MOST, description="0 for 100 on a page, 1000 as data")


@router.get(
    "/findings",
    summary="What a curator should put right",
    responses=offered_as(HTML, JSON, CSV),
    response_class=Response,
)
@router.get("/findings.{suffix}", include_in_schema=False, response_class=Response)
def read_findings(request: Request, asked: Annotated[_Asked, Query()]) -> Response:
    """The findings of the release, by record, those with the gravest first."""
    release = parts_of(request).service.release
    chosen = choose_media_type(request, suffix_in_path(request), (HTML, JSON, CSV))
    start, total = _range(release, asked)
    if chosen == CSV:
        return _as_csv(request, release, start, total)
    size = asked.size or (_ON_A_PAGE if chosen == HTML else _MOST)
    page = cut_page(total, Wanted(asked.page, size))
    if page is None:
        raise ProblemError(404, f"The list has no page {asked.page}.")
    found = release.findings_at(start + page.offset, min(page.size, total - page.offset))
    if chosen == HTML:
        return answer_page(
            request, "findings", lambda languages: _render(request, asked, page, found, languages)
        )
    return _as_json(request, release, page, found)


def _range(release: Release, asked: _Asked) -> tuple[int, int]:
    """Where in the order the findings asked for begin, and how many they are."""
    fitting = [
        each
        for each in release.findings_index.groups
        if asked.code in ("", each.group.code) and asked.severity in ("", each.group.severity)
    ]
    if asked.code and not fitting:
        raise ProblemError(404, f"This release has no finding of the kind “{asked.code}”.")
    if not (asked.code or asked.severity):
        return 0, sum(each.group.number for each in fitting)
    # Groups follow one another by severity; those of one code in two severities need not.
    first = fitting[:1] if asked.code else fitting
    return (first[0].start if first else 0), sum(each.group.number for each in first)


def _as_csv(request: Request, release: Release, start: int, total: int) -> Response:
    language = choose_language(read_languages(request))
    representation = _data(request, CSV, language)

    def rows() -> Iterator[str]:
        for offset in range(0, max(total, 1), _MOST):
            found = release.findings_at(start + offset, min(_MOST, total - offset))
            told = (translate(finding, language).as_dict() for finding in found)
            text = serialise_findings_csv(told)
            yield text if offset == 0 else text.partition("\r\n")[2]

    current = representation.answer_if_current(request)
    headers = representation.answer(b"").headers
    kept = {name: value for name, value in headers.items() if name != "content-length"}
    return current or StreamingResponse(rows(), headers=kept)


def _as_json(request: Request, release: Release, page: Page, found: list[Finding]) -> Response:
    language = choose_language(read_languages(request))
    around = {"prev": page.previous, "next": page.following}
    links = tuple(
        link(_absolute(request, number), relation, JSON)
        for relation, number in around.items()
        if number
    )
    representation = replace(_data(request, JSON, language), links=links)
    current = representation.answer_if_current(request)
    if current:
        return current
    groups = [each.group for each in release.findings_index.groups]
    body: dict[str, Any] = {
        "release": release.identifier,
        "counts": release.manifest.findings,
        "groups": [describe_group(group, language) for group in groups],
        "total": page.total,
        "page": page.number,
        "pages": page.last,
        "findings": [translate(finding, language).as_dict() for finding in found],
    }
    return representation.answer(json.dumps(body, ensure_ascii=False, indent=1) + "\n")


def _data(request: Request, media_type: str, language: str) -> Representation:
    query = request.url.query
    suffix = "csv" if media_type == CSV else "json"
    relative = f"findings.{suffix}" + (f"?{query}" if query else "")
    plain = release_representation(request, relative, media_type, language)
    return replace(plain, vary="Accept, Accept-Language")


def _absolute(request: Request, number: int) -> str:
    links = parts_of(request).links
    path = links.query("findings.json", {**dict(request.query_params), "page": number})
    return links.absolute(path.removeprefix(links.root))


def _render(
    request: Request,
    asked: _Asked,
    page: Page,
    found: list[Finding],
    languages: tuple[str, ...],
) -> str:
    parts = parts_of(request)
    release = parts.service.release
    language = choose_language(languages)
    words = Interface(language)
    kept = {name: value for name, value in request.query_params.items() if name != "page"}

    def address(**changed: object) -> str:
        return parts.links.query("findings", {**kept, **changed})

    lang = {"lang": kept.get("lang", "")}
    severity = words.severity(Severity(asked.severity)) if asked.severity else ""
    return parts.pages.render(
        "findings",
        words=words,
        translate=translate,
        counts=release.manifest.findings,
        kinds=[each.group for each in release.findings_index.groups],
        records=findings_by_record(found, language),
        chosen=asked.code or severity,
        page=page,
        address=lambda number: address(page=number),
        kind_address=lambda group: (
            parts.links.query("findings", {"code": group.code, **lang}) + "#records"
        ),
        data_address=lambda suffix: parts.links.query(f"findings.{suffix}", {**kept}),
        other_language=address(lang="en" if language == "fr" else "fr", page=page.number),
        release=release.identifier,
    )
