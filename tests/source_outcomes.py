"""What readers yield, in the few words that tests of readers compare."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from regesta.findings import Finding
from regesta.records import Contributor, Identifier, Name, Place, Record, Relation, Text


def told(found: Iterable[Record | Finding]) -> list[Any]:
    """Records as tables of their filled fields without places, findings as code and place."""
    return [_finding(each) if isinstance(each, Finding) else _record(each) for each in found]


def _finding(finding: Finding) -> str:
    return f"{finding.severity.value} {finding.code}: {finding.place}"


def _record(record: Record) -> dict[str, Any]:
    values = {
        field.name: getattr(record, field.name)
        for field in dataclasses.fields(record)
        if field.name != "places"
    }
    return {name: _value(value) for name, value in values.items() if value}


def _value(value: Any) -> Any:
    match value:
        case tuple():
            return [_value(each) for each in value]
        case Text():
            return [value.value, value.language] if value.language else value.value
        case Name():
            return [value.value, value.identifier] if value.identifier else value.value
        case Place():
            return str(value)
        case Identifier() | Relation():
            return list(dataclasses.astuple(value))
        case Contributor():
            fields = dataclasses.fields(value)
            parts = {field.name: getattr(value, field.name) for field in fields}
            return {
                name: _value(part) for name, part in parts.items() if part not in (None, (), "")
            }
        case _:
            return value
