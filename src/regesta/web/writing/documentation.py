"""What OpenAPI says of writing."""

from typing import Any

from regesta.web.media_types import JSON
from regesta.web.openapi import PROBLEM_CONTENT, problems
from regesta.web.representations import RDF_TYPES
from regesta.web.writing.bodies import MERGE_PATCH

_SECURITY: dict[str, Any] = {"security": [{"token": []}]}
_WRITTEN = {
    "type": "object",
    "required": ["document", "release", "findings"],
    "properties": {
        "document": {"type": "string", "format": "uri"},
        "release": {"type": "string"},
        "findings": {"type": "array", "items": {"type": "object"}},
    },
}
_REFUSALS = {
    400: "The body is not what its media type says",
    401: "There is no token, or it is not good",
    403: "The token does not cover this document",
    405: "Nothing can be written: there is no token at all",
    408: "The body did not arrive in time",
    409: "The document was not written as a record",
    411: "The length of the body is missing",
    412: "The document is in another state than the condition says",
    413: "The body is too long",
    415: "The media type is none of those that can be read",
    422: "The document breaks rules; the body has the findings",
    428: "The condition is missing",
}


def writes(*media_types: str, refusals: tuple[int, ...] = ()) -> dict[str, Any]:
    """What to say of an operation that takes these media types, if any."""
    extra: dict[str, Any] = dict(_SECURITY)
    if media_types:
        content = {each: {"schema": _schema(each)} for each in media_types}
        extra["requestBody"] = {"required": True, "content": content}
    return {"openapi_extra": extra, "responses": _responses(bool(media_types), refusals)}


def _responses(has_body: bool, refusals: tuple[int, ...]) -> dict[int | str, dict[str, Any]]:
    written = {"content": {JSON: {"schema": _WRITTEN}}}
    success: dict[int | str, dict[str, Any]] = {204: {"description": "Done; nothing to say of it"}}
    if has_body:
        success |= {
            200: {"description": "Replaced", **written},
            201: {"description": "Created", **written},
        }
    statuses = (
        401,
        403,
        405,
        412,
        *((400, 408, 411, 413, 415, 422) if has_body else ()),
        *refusals,
    )
    refused = {
        status: {"description": _REFUSALS[status], "content": _content(status)}
        for status in sorted(statuses)
    }
    return {**success, **refused, **problems(404, 503), **(problems(410) if not has_body else {})}


def _content(status: int) -> dict[str, Any]:
    if status != 422:
        return PROBLEM_CONTENT
    return {**PROBLEM_CONTENT, **{each: {"schema": _schema(each)} for each in RDF_TYPES}}


def _schema(media_type: str) -> dict[str, Any]:
    return (
        {}
        if media_type in (JSON, MERGE_PATCH) or media_type.endswith("json")
        else {"type": "string"}
    )
