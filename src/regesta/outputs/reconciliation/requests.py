"""Reading what clients send: JSON of any shape becomes queries, or an error for its sender."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regesta.outputs.reconciliation.model import (
    MOST_CANDIDATES,
    MOST_IDS,
    MOST_PROPERTIES,
    MOST_QUERIES,
    Query,
    RequestError,
    TooLargeError,
    Wanted,
)

_USUAL = 10
_STRICTNESS = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Extension:
    """The things and the properties of which the values are wanted, with at most so many each."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int | None], ...]


def read_queries(text: str) -> dict[str, Query]:
    """The queries of a batch by their keys. Raises RequestError."""
    batch = _read_object(text, "queries")
    if len(batch) > MOST_QUERIES:
        raise TooLargeError(f"Send up to {MOST_QUERIES} queries at once; these are {len(batch)}.")
    return {key: _read_query(key, value) for key, value in batch.items()}


def read_extension(text: str) -> Extension:
    """What a request for values asks. Raises RequestError."""
    asked = _read_object(text, "extend")
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise RequestError("“ids” in “extend” must be a list of strings.")
    if not isinstance(properties, list):
        raise RequestError("“properties” in “extend” must be a list of objects with an “id”.")
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise TooLargeError(
            f"Ask for up to {MOST_PROPERTIES} properties of up to {MOST_IDS} things at once."
        )
    return Extension(tuple(dict.fromkeys(ids)), tuple(map(_read_property, properties)))


def _read_object(text: str, name: str) -> dict[str, Any]:
    try:
        value = _without_surrogates(json.loads(text))
    except (ValueError, RecursionError):
        raise RequestError(f"“{name}” is not JSON.") from None
    if not isinstance(value, dict):
        raise RequestError(f"“{name}” must be a JSON object.")
    return value


def _without_surrogates(value: Any) -> Any:
    """A value whose strings can be written in UTF-8, since half a character can be escaped."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_without_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(each) for key, each in value.items()}
    return value


def _read_query(key: str, value: object) -> Query:
    if isinstance(value, str):  # as services of version 0.1 were asked
        value = {"query": value}
    if not isinstance(value, dict):
        raise RequestError(f"The query “{key[:40]}” must be a JSON object.")
    text = value.get("query") or ""
    properties = value.get("properties") or []
    if not isinstance(text, str) or not isinstance(properties, list):
        raise RequestError(
            f"In the query “{key[:40]}”, “query” must be a string and “properties” a list."
        )
    if len(properties) > MOST_PROPERTIES:
        raise TooLargeError(f"A query may have up to {MOST_PROPERTIES} properties.")
    strictness = value.get("type_strict") or "any"
    if strictness not in _STRICTNESS:
        raise RequestError(f"“type_strict” must be one of {', '.join(_STRICTNESS)}.")
    types = _read_types(value.get("type"))
    if strictness == "all" and len(set(types)) > 1:
        types = ("",)  # nothing is of two types
    wanted = tuple(_read_wanted(key, each) for each in properties)
    limit = _read_limit(value.get("limit"))
    return Query(text, types, strictness == "should", limit, wanted)


def _read_types(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    types = (one.get("id") if isinstance(one, dict) else one for one in found if one)
    return tuple(dict.fromkeys(str(one) for one in types))


def _read_limit(value: object) -> int:
    if not isinstance(value, int | float) or not value >= 1:  # not a number is not more than 1
        return _USUAL
    return int(min(value, MOST_CANDIDATES))


def _read_wanted(key: str, value: object) -> Wanted:
    name = (value.get("pid") or value.get("p")) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(name, str):
        raise RequestError(f"Each property of the query “{key[:40]}” needs a “pid” and a “v”.")
    values = value.get("v")
    return Wanted(name, tuple(_texts(values if isinstance(values, list) else [values])))


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, dict):
            yield from (str(value[key]) for key in ("id", "name") if value.get(key))
        elif isinstance(value, float) and value.is_integer():
            yield str(int(value))
        elif isinstance(value, str | int | float) and str(value).strip():
            yield str(value)


def _read_property(value: object) -> tuple[str, int | None]:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise RequestError("Each of the “properties” in “extend” must be an object with an “id”.")
    settings = value.get("settings")
    limit = str(settings.get("limit") or "") if isinstance(settings, dict) else ""
    return value["id"], int(limit[:9]) if limit.isascii() and limit.isdecimal() else None
