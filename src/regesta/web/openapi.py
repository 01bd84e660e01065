"""The description of the service at `/openapi.json`, true about statuses and media types."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

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
    },
}


def describe_api(app: FastAPI, server: str) -> dict[str, Any]:
    """The OpenAPI description: parameters that are refused answer 400, never FastAPI's 422."""
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
    for operations in description["paths"].values():
        for operation in operations.values():
            _correct(operation["responses"])
    return description


def _correct(responses: dict[str, Any]) -> None:
    if responses.pop("422", None):
        responses["400"] = {
            "description": "A parameter is not what it should be",
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
