"""What OpenAPI says of the endpoint."""

from typing import Any

from starlette.responses import Response

from regesta.web.openapi import PROBLEM_CONTENT
from regesta.web.sparql.formats import EVERY_TYPE
from regesta.web.sparql.request import FORM, QUERY

_TEXT = {"schema": {"type": "string"}}
_STATUSES = {
    400: "The query is not SPARQL, is missing or is there twice; the problem says line and column",
    403: "The query is an update or calls another service, which this service does not do",
    404: "No release has been built, or the suffix names no format for this form of query",
    406: "None of the accepted media types fits this form of query",
    408: "The body of the request did not arrive in time",
    413: "The query is too long",
    415: "The body is neither a form nor a query, or is not in UTF-8",
    500: "The query was stopped at a limit of time, memory or size",
    503: "No release has been built, or too many queries are waiting; try again later",
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The answer", "content": dict.fromkeys(EVERY_TYPE, _TEXT)},
    304: {"description": "The client's copy, named by its ETag in If-None-Match, is current"},
    **{
        status: {"description": description, "content": PROBLEM_CONTENT}
        for status, description in _STATUSES.items()
    },
}


def _parameter(name: str, description: str, *, many: bool = False) -> dict[str, Any]:
    text = {"type": "string"}
    schema = {"type": "array", "items": text} if many else text
    return {"name": name, "in": "query", "description": description, "schema": schema}


_PARAMETERS = [
    _parameter("query", "A SPARQL 1.1 query"),
    _parameter("default-graph-uri", "A graph that the query asks", many=True),
    _parameter("named-graph-uri", "A graph that GRAPH may name", many=True),
]
GET_DOCUMENTATION: dict[str, Any] = {
    "summary": "Ask in SPARQL, or get the description of the service",
    "responses": _RESPONSES,
    "response_class": Response,
    "openapi_extra": {"parameters": _PARAMETERS},
}
POST_DOCUMENTATION: dict[str, Any] = {
    "summary": "Ask in SPARQL",
    "responses": _RESPONSES,
    "response_class": Response,
    "openapi_extra": {
        "parameters": _PARAMETERS[1:],
        "requestBody": {
            "required": True,
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {"query": {"type": "string"}},
                    }
                },
                QUERY: _TEXT,
            },
        },
    },
}
SUFFIX_DOCUMENTATION: dict[str, Any] = {
    "summary": "Ask in SPARQL, the format being the one that the suffix names",
    "responses": _RESPONSES,
    "response_class": Response,
    "openapi_extra": {"parameters": [{**_PARAMETERS[0], "required": True}, *_PARAMETERS[1:]]},
}
