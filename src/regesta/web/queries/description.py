"""What machines are told of the named queries: the list of them, and their part of OpenAPI."""

from collections.abc import Mapping
from typing import Any

from regesta.outputs.query_values import describe_expected
from regesta.store.query_parameters import Parameter, ParameterType
from regesta.web.openapi import PROBLEM_CONTENT
from regesta.web.parts import Parts
from regesta.web.queries.formats import formats_of
from regesta.web.queries.named import PATH, NamedQuery, read_named_queries

_FORMATS = {ParameterType.IRI: "iri", ParameterType.DATE: "date"}
_NUMBERS = (ParameterType.INTEGER, ParameterType.YEAR)
_STATUSES = {
    400: "A parameter is wrong, missing, unknown or given twice; the problem names it, says what "
    "was expected and gives an example",
    404: "There is no such query or format",
    406: "None of the accepted media types is offered",
    500: "The query was stopped at a limit of time, memory or size",
    503: "No release has been built, or too many queries are waiting; try again later",
}


def describe_query(parts: Parts, named: NamedQuery) -> dict[str, Any]:
    """A query with its parameters, its addresses, and the SPARQL page it can be changed on."""
    asked = named.example(parts.service.identifiers)
    absolute = parts.links.absolute
    editor = named.editor_path(asked, parts.links).removeprefix(parts.links.root)
    return {
        "name": named.name,
        "summary": named.query.summary,
        "form": named.form,
        "url": absolute(named.address()),
        "parameters": [_describe_parameter(each) for each in named.query.declared],
        "example": absolute(named.address("json", asked.values)),
        "formats": {
            suffix: {"mediaType": kind, "url": absolute(named.address(suffix))}
            for suffix, kind in formats_of(named.form).items()
        },
        "sparql": absolute(editor),
    }


def describe_paths(root: str) -> dict[str, Any]:
    """The part of OpenAPI about each query, made of what its file declares."""
    paths: dict[str, Any] = {}
    for named in read_named_queries().values():
        formats = formats_of(named.form)
        plain = f"{root}{PATH}/{named.name}"
        suffix = {
            "name": "suffix",
            "in": "path",
            "required": True,
            "description": "The format",
            "schema": {"type": "string", "enum": [*formats]},
        }
        paths[plain] = {"get": _operation(named, formats)}
        paths[plain + ".{suffix}"] = {"get": _operation(named, formats, suffix)}
    return paths


def _operation(
    named: NamedQuery, formats: Mapping[str, str], suffix: dict[str, Any] | None = None
) -> dict[str, Any]:
    content: dict[str, Any] = {kind: {"schema": {}} for kind in formats.values()}
    parameters = [_document(each) for each in named.query.declared]
    return {
        "tags": ["queries"],
        "summary": named.query.summary + (" In the format of the suffix" if suffix else ""),
        "operationId": f"query-{named.name}" + ("-in-format" if suffix else ""),
        "parameters": [suffix, *parameters] if suffix else parameters,
        "responses": {
            "200": {"description": "The whole answer", "content": content},
            "304": {"description": "The client's copy is current"},
            **{
                str(status): {"description": text, "content": PROBLEM_CONTENT}
                for status, text in _STATUSES.items()
            },
        },
    }


def _document(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "description": f"{parameter.description}: {describe_expected(parameter)}.",
        "schema": _schema(parameter),
        **({"example": _value(parameter)} if parameter.is_required else {}),
    }


def _schema(parameter: Parameter) -> dict[str, Any]:
    default = {} if parameter.is_required else {"default": _value(parameter)}
    if parameter.type in _NUMBERS:
        limits = {"minimum": parameter.least, "maximum": parameter.most}
        return {"type": "integer", **limits, **default}
    if parameter.type is ParameterType.STRING:
        limits = {"minLength": parameter.least, "maxLength": parameter.most}
        return {"type": "string", **limits, **default}
    form = _FORMATS.get(parameter.type)
    return {"type": "string", **({"format": form} if form else {}), **default}


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "description": parameter.description,
        "expected": describe_expected(parameter),
        "required": parameter.is_required,
        "example" if parameter.is_required else "default": _value(parameter),
    }


def _value(parameter: Parameter) -> str | int:
    return int(parameter.value) if parameter.type in _NUMBERS else parameter.value
