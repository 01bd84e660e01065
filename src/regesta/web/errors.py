"""Errors as answers: problem details (RFC 9457) for machines, a page for readers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from regesta import errors
from regesta.web.media_types import HTML, PROBLEM
from regesta.web.methods import allowed_methods
from regesta.web.negotiation import negotiate
from regesta.web.pages import Pages

_STATUS: Mapping[type[errors.RegestaError], int] = {
    errors.QuerySyntaxError: 400,
    errors.QueryRefusedError: 403,
    errors.QueryLimitError: 500,
    errors.ServiceBusyError: 503,
    errors.ReleaseError: 503,
    errors.SerialisationError: 406,
    errors.RegestaError: 500,
}
"""The status of each error that is raised on purpose; a subclass counts as its nearest parent."""

_RETRY_AFTER = "5"


@dataclass
class ProblemError(Exception):
    """An answer that is no success; `detail` is a sentence for a person.

    `offers` are the media types that there are instead (406), `members` more of the problem. A
    `body` of its own media type takes the place of the usual ones.
    """

    status: int
    detail: str
    offers: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, object] = field(default_factory=dict)
    body: bytes = b""
    media_type: str = ""


class Problems:
    """Turns every error into an answer."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def register(self, app: FastAPI) -> None:
        """Take care of every error of an application."""
        app.add_exception_handler(ProblemError, self._answer_problem)
        app.add_exception_handler(HTTPException, self._answer_http)
        app.add_exception_handler(RequestValidationError, self._answer_invalid)
        app.add_exception_handler(errors.RegestaError, self._answer_own)

    def fail(self, request: Request) -> Response:
        """The answer to an error that nobody foresaw; it tells nothing of the inside."""
        detail = (
            "Something went wrong here, not in your request; the operator can read it in the log."
        )
        return self.render(request, ProblemError(500, detail))

    def render(self, request: Request, problem: ProblemError) -> Response:
        """A problem as JSON or as a page, whichever the client likes better."""
        title = HTTPStatus(problem.status).phrase
        headers = {"Vary": "Accept", "Cache-Control": "no-store", **problem.headers}
        if problem.body:
            return Response(problem.body, problem.status, headers, problem.media_type)
        if negotiate(request.headers.get("accept"), (PROBLEM, HTML)) == HTML:
            body = self._pages.render(
                "error",
                status=problem.status,
                title=title,
                detail=problem.detail,
                offers=problem.offers,
            )
            return Response(body, problem.status, headers, HTML)
        members: dict[str, object] = {
            "type": "about:blank",
            "title": title,
            "status": problem.status,
            "detail": problem.detail,
            "instance": quote(request.scope["path"]),
            **problem.members,
        }
        if problem.offers:
            members["offers"] = list(problem.offers)
        body = json.dumps(members, ensure_ascii=False, indent=2) + "\n"
        return Response(body, problem.status, headers, PROBLEM)

    def _answer_problem(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return self.render(request, error)

    def _answer_http(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        details = {
            404: "There is nothing at this address.",
            405: f"This address does not answer {request.method}.",
        }
        detail = details.get(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = allowed_methods(request.scope)
        return self.render(request, ProblemError(error.status_code, detail, headers=headers))

    def _answer_invalid(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"][1:])
        return self.render(request, ProblemError(400, f"The parameter “{name}”: {first['msg']}."))

    def _answer_own(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, errors.RegestaError)
        status = next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
        headers = {"Retry-After": _RETRY_AFTER} if status == 503 else {}
        return self.render(request, ProblemError(status, str(error), headers=headers))
