"""Records as plain values, without identifier and places, so that those of two formats compare."""

import dataclasses
from typing import Any

from regesta.records import Record

_APART = ("identifier", "place", "places")


def values_of(record: Record) -> dict[str, Any]:
    """Every field of a record that is not empty, as JSON would hold it."""
    return {
        field.name: _plain(getattr(record, field.name))
        for field in dataclasses.fields(record)
        if field.name not in _APART and getattr(record, field.name)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name != "place" and getattr(value, field.name) not in (None, ())
        }
    return value
