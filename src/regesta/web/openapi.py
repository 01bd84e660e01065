"""The description of the service at `/openapi.json`, true about statuses and media types."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from regesta.web.media_types import HTML, PROBLEM

_PROBLEM = {
    "title": "Problem",
    "description": "Problem details (RFC 9457)",
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "offers": {"type": "array", "items": {"type": "string"}},
        "withdrawn": {"type": "string", "format": "date-time"},
        "parameter": {"type": "string"},
        "expected": {"type": "string"},
        "example": {"type": "string"},
        "findings": {"type": "array", "items": {"type": "object"}},
    },
}


SECURITY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token that the operator makes with “regesta token add”.",
}
PROBLEM_CONTENT = {
    PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}},
    HTML: {"schema": {"type": "string"}},
}
_PROBLEMS = {
    400: "A parameter is not what it should be",
    404: "There is no such thing, page or format",
    406: "None of the accepted media types is offered",
    410: "The document was withdrawn; the body says when",
    503: "No release has been built yet",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What to say of answers that are no success."""
    return {
        status: {"description": _PROBLEMS[status], "content": PROBLEM_CONTENT}
        for status in statuses
    }


def offered_as(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """What to say of an answer in these media types."""
    return {
        200: {
            "description": "The representation asked for",
            "content": {each: {"schema": _schema(each)} for each in media_types},
        },
        304: {"description": "The client's copy is current"},
        **problems(404, 406, 503),
    }


def _schema(media_type: str) -> dict[str, Any]:
    """Anything where a client reads the answer as JSON, else text."""
    return {} if media_type.endswith("json") else {"type": "string"}


def describe_api(app: FastAPI, server: str, more_paths: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI description: parameters that are refused answer 400, never FastAPI's 422.

    `more_paths` describe addresses that one route answers together.
    """
    description = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        servers=[{"url": server}],
    )
    schemas = description.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    description["components"]["securitySchemes"] = {"token": SECURITY_SCHEME}
    for operations in description["paths"].values():
        for operation in operations.values():
            _correct(operation)
    description["paths"].update(more_paths)
    return description


def _correct(operation: dict[str, Any]) -> None:
    refused = operation["responses"].pop("422", None)
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    if refused and "query" in places:
        operation["responses"]["400"] = problems(400)[400]
