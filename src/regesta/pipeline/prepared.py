"""What preparing a unit of a source gives, in a form that is small, lasting and quick to read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from regesta.findings import Finding, Severity
from regesta.records import Place

_PLACE: Final = ("source", "file", "line", "field", "row", "sheet", "record", "key")
_NUMBERS: Final = ("line", "row", "record")


@dataclass(frozen=True, slots=True)
class PreparedGraph:
    """The graph of a document: its checksum, and where its lines stand among those of its unit."""

    document: str
    checksum: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class PreparedRecord:
    """What became of one record.

    `graph` is None where a violation keeps it from being published, as then are `others`: the
    persons and new agencies that it names. `description` is what duplicates are found by;
    `is_registered` tells that the identifier comes from the registry, not from the source.
    """

    identifier: str
    title: str
    place: Place
    findings: tuple[Finding, ...]
    graph: PreparedGraph | None = None
    others: tuple[PreparedGraph, ...] = ()
    description: tuple[Any, ...] = ()
    is_registered: bool = False
    named_at: Place | None = None
    """Where its identifier stands, if that has a place of its own."""
    subdivisions: tuple[str, ...] = ()
    """The documents of the parts of countries that it names; others are not released."""


Item = PreparedRecord | Finding


@dataclass(frozen=True, slots=True)
class PreparedUnit:
    """All that one unit gives; `lines` are those of all its graphs, one after the other."""

    items: tuple[Item, ...]
    lines: bytes = b""

    def moved(self, old: Place, new: Place) -> "PreparedUnit":
        """The same where the unit now stands at another place of its file."""
        shifts = {
            name: (getattr(new, name) or 0) - (getattr(old, name) or 0)
            for name in _NUMBERS
            if getattr(old, name) != getattr(new, name)
        }
        if not shifts:
            return self
        return PreparedUnit(tuple(_move(item, shifts) for item in self.items), self.lines)


def _move(item: Item, shifts: Mapping[str, int]) -> Item:
    if isinstance(item, Finding):
        return replace(item, place=_move_place(item.place, shifts))
    findings = tuple(
        replace(finding, place=_move_place(finding.place, shifts)) for finding in item.findings
    )
    named_at = _move_place(item.named_at, shifts) if item.named_at else None
    place = _move_place(item.place, shifts)
    return replace(item, place=place, findings=findings, named_at=named_at)


def _move_place(place: Place, shifts: Mapping[str, int]) -> Place:
    numbers = {name: getattr(place, name) for name in shifts}
    return replace(
        place,
        **{name: number + shifts[name] for name, number in numbers.items() if number is not None},
    )


def encode_items(items: tuple[Item, ...]) -> str:
    """The items as JSON."""
    return json.dumps([_encode(item) for item in items], ensure_ascii=True, separators=(",", ":"))


def decode_items(text: str) -> tuple[Item, ...]:
    """The items that `encode_items` has written."""
    return tuple(_decode(values) for values in json.loads(text))


def _encode(item: Item) -> list[Any]:
    if isinstance(item, Finding):
        return [_finding_values(item)]
    graphs = [*([item.graph] if item.graph else ()), *item.others]
    return [
        item.identifier,
        item.title,
        _place_values(item.place),
        [_finding_values(finding) for finding in item.findings],
        [[each.document, each.checksum, each.start, each.length] for each in graphs],
        item.description,
        item.is_registered,
        _place_values(item.named_at) if item.named_at else None,
        item.subdivisions,
    ]


def _decode(values: list[Any]) -> Item:
    if len(values) == 1:
        return _finding(values[0])
    identifier, title, place, findings, graphs, *rest = values
    description, is_registered, named_at, subdivisions = rest
    prepared = tuple(PreparedGraph(*graph) for graph in graphs)
    return PreparedRecord(
        identifier,
        title,
        Place(**place),
        tuple(_finding(each) for each in findings),
        prepared[0] if prepared else None,
        prepared[1:],
        _tuples(description),
        is_registered,
        Place(**named_at) if named_at else None,
        tuple(subdivisions),
    )


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _place_values(place: Place) -> dict[str, Any]:
    values = {name: getattr(place, name) for name in _PLACE if getattr(place, name) is not None}
    return values if place.file else {key: value for key, value in values.items() if value != ""}


def _finding_values(finding: Finding) -> dict[str, Any]:
    values = {name: getattr(finding, name) for name in finding.__slots__}
    return {name: value for name, value in values.items() if value not in ("", ())} | {
        "place": _place_values(finding.place)
    }


def _finding(values: dict[str, Any]) -> Finding:
    return Finding(
        **{
            **values,
            "severity": Severity(values["severity"]),
            "place": Place(**values["place"]),
            "parts": tuple((name, part) for name, part in values.get("parts", ())),
        }
    )


def documents_of(items: tuple[Item, ...]) -> Iterator[PreparedGraph]:
    """Every graph of some items."""
    for item in items:
        if isinstance(item, PreparedRecord):
            yield from (*([item.graph] if item.graph else ()), *item.others)
