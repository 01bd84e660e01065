"""What the OpenAPI description says of the reconciliation service."""

from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from regesta.web.form_requests import FORM
from regesta.web.media_types import HTML, JAVASCRIPT, JSON
from regesta.web.openapi import PROBLEM_CONTENT, problems

_MORE: Final = {
    408: "The body of the request did not arrive in time",
    413: "The request asks for too much at once",
    415: "The body is no form",
}
_TEXT = {"type": "string"}


def _parameter(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": _TEXT}


def _documented(
    summary: str, parameters: list[dict[str, Any]], *statuses: int, posted: bool = False
) -> dict[str, Any]:
    answer = {JSON: {"schema": {"type": "object"}}, JAVASCRIPT: {"schema": _TEXT}}
    more = {
        status: {"description": _MORE[status], "content": PROBLEM_CONTENT}
        for status in statuses
        if status in _MORE
    }
    fields = {each["name"]: each["schema"] for each in parameters}
    form = {FORM: {"schema": {"type": "object", "properties": fields}}}
    return {
        "summary": summary,
        "responses": {
            200: {"description": "The answer", "content": answer},
            **problems(*(status for status in statuses if status not in _MORE)),
            **more,
        },
        "response_class": Response,
        "openapi_extra": (
            {"requestBody": {"required": True, "content": form}}
            if posted
            else {"parameters": [*parameters, _CALLBACK]}
        ),
    }


_CALLBACK = _parameter("callback", "The name of a function that the answer is to call (JSONP)")
_QUERIES = _parameter("queries", "A batch of names to reconcile, as JSON")
_EXTEND = _parameter("extend", "Identifiers and properties of which values are wanted, as JSON")
_ID = {**_parameter("id", "The IRI of the thing"), "required": True}
_PREFIX = _parameter("prefix", "How the name begins")
_TYPE = _parameter("type", "agency, region, theme or publication")

ASKED_BY_GET: Final = _documented(
    "The manifest of the reconciliation service, candidates for names, or values of properties",
    [_QUERIES, _EXTEND],
    *(400, 413, 503),
)
ASKED_BY_POST: Final = _documented(
    "Candidates for names, or values of properties",
    [_QUERIES, _EXTEND],
    *(400, 408, 413, 415, 503),
    posted=True,
)
SUGGESTION: Final = _documented(
    "Names that begin so, of things (entity), properties or types",
    [_PREFIX, _TYPE, _parameter("cursor", "How many suggestions to pass over")],
    *(400, 404, 503),
)
PROPOSAL: Final = _documented(
    "The properties by which a column of a type can be extended",
    [_TYPE, _parameter("limit", "How many at most")],
    400,
)
VIEW: Final[dict[str, Any]] = {
    "summary": "Leads from the identifier of a thing to the document about it",
    "status_code": 303,
    "response_class": RedirectResponse,
    "responses": {
        303: {"description": "See the document about the thing"},
        **problems(404, 410, 503),
    },
    "openapi_extra": {"parameters": [_ID]},
}
PREVIEW: Final[dict[str, Any]] = {
    "summary": "A small page about a thing, to be shown in a frame",
    "response_class": Response,
    "responses": {
        200: {"description": "The page", "content": {HTML: {"schema": _TEXT}}},
        **problems(404, 503),
    },
    "openapi_extra": {"parameters": [_ID]},
}
