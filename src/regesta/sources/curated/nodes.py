"""What a file of records holds, whatever its format: values that know their line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.messages.phrases import Phrase, phrase
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


def kind_of(node: Node) -> Phrase:
    """What a person calls such a value."""
    return phrase({Scalar: "single-value", Sequence: "list", Table: "table"}[type(node)])


def fault(
    message: str,
    place: Place,
    line: int | None,
    *,
    value: str = "",
    field: str | None = None,
    **parts: object,
) -> Finding:
    """A finding at a line of a file of records."""
    return new_finding(message, replace(place, line=line, field=field), value=value, **parts)
