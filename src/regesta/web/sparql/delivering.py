"""Delivers the answer to a query: from those kept, shared with who asks the same, or new."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from regesta.store.query_analysis import OutsideQuery
from regesta.store.worker_pool import Dataset
from regesta.web.media_types import HTML
from regesta.web.parts import parts_of
from regesta.web.release_workers import workers_of
from regesta.web.sparql.answer import answer_in_pieces, most_at_once, while_connected
from regesta.web.sparql.kept_answers import AnswerKey, identify_answer
from regesta.web.sparql.observing import ObservedQuery
from regesta.web.sparql.page import ROWS_ON_PAGE


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that is to be run: what it asks, what its answer is known by, how it is observed."""

    query: OutsideQuery
    dataset: Dataset
    key: AnswerKey | None
    observed: ObservedQuery


def observe(request: Request, text: str) -> ObservedQuery:
    """A query that has just arrived."""
    parts = parts_of(request)
    served = parts.service.served
    return ObservedQuery(text, served.release.identifier if served else "", parts.metrics)


def key_of(
    request: Request, query: OutsideQuery, dataset: Dataset, media_type: str
) -> AnswerKey | None:
    """What the answer is known by, if every answer to the query is as good as the first."""
    if query.is_volatile:
        return None
    release = parts_of(request).service.release.identifier
    return identify_answer(release, query, dataset, media_type)


async def deliver(request: Request, asked: Asked, headers: Mapping[str, str]) -> Response:
    """The answer in the media type that is observed."""
    workers, answers = workers_of(request), parts_of(request).query_answers
    beginning = answers.find(asked.key)
    if beginning is None:
        media_type = asked.observed.media_type
        making = answers.begin(
            asked.key,
            lambda: workers.run(asked.query, media_type, asked.dataset),
            most_at_once(request),
        )
        beginning = await while_connected(request, making)
    asked.observed.origin = beginning.origin if asked.key else ""
    return await answer_in_pieces(request, beginning, headers, asked.observed)


async def read_rows(request: Request, asked: Asked) -> dict[str, Any]:
    """The first rows of the answer, for a page."""
    workers = workers_of(request)
    making = parts_of(request).query_answers.read(
        asked.key, lambda: workers.run(asked.query, HTML, asked.dataset, ROWS_ON_PAGE)
    )
    beginning = await while_connected(request, making)
    asked.observed.origin = beginning.origin if asked.key else ""
    rows: dict[str, Any] = json.loads(beginning.body)
    return rows
