"""What every route works with; `create_app` puts it at `app.state.parts`."""

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from regesta.web.answer_cache import AnswerCache
from regesta.web.links import Links
from regesta.web.metrics import Metrics
from regesta.web.pages import Pages
from regesta.web.service import Service
from regesta.web.sparql.query_answers import QueryAnswers
from regesta.web.writing.writer import Writer


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the application."""

    service: Service
    links: Links
    pages: Pages
    answer_cache: AnswerCache
    writer: Writer
    query_answers: QueryAnswers
    metrics: Metrics


def parts_of(request: Request) -> Parts:
    """The parts of the application that a request came to."""
    return cast(Parts, request.app.state.parts)
