"""What a file of records holds, whatever its format: values that know their line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regesta.findings import Finding, Severity
from regesta.records import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as the file writes it; empty where the file says that there is none."""

    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    line: int | None
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Values by key; `last_line` is where the table ends."""

    line: int | None
    last_line: int | None
    entries: Mapping[str, "Node"]


Node = Scalar | Sequence | Table


def kind_of(node: Node) -> str:
    """What a person calls such a value."""
    return {Scalar: "a single value", Sequence: "a list", Table: "a table of keys"}[type(node)]


def fault(  # noqa: PLR0913 - a finding has that many parts
    code: str,
    message: str,
    place: Place,
    line: int | None,
    *,
    value: str = "",
    expected: str = "",
    example: str = "",
    remedy: str = "",
    field: str | None = None,
) -> Finding:
    """A violation at a line of a file of records."""
    return Finding(
        code=code,
        severity=Severity.VIOLATION,
        message=message,
        place=replace(place, line=line, field=field),
        value=value[:200],
        expected=expected,
        example=example,
        remedy=remedy,
    )
