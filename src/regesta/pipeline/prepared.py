"""What preparing a unit of a source gives, in a form that is small, lasting and quick to read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import msgspec

from regesta.findings import Finding
from regesta.linking.duplicates import Description
from regesta.records import Place

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
    description: Description | None = None
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


class _Coded(NamedTuple):
    """An item as it is stored: the decoder must know which of the two it is."""

    record: PreparedRecord | None
    finding: Finding | None


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(tuple[_Coded, ...])


def encode_items(items: Iterable[Item]) -> bytes:
    """The items as MessagePack."""
    return _ENCODER.encode(
        [_Coded(None, item) if isinstance(item, Finding) else _Coded(item, None) for item in items]
    )


def decode_items(content: bytes) -> tuple[Item, ...]:
    """The items that `encode_items` has written. Raises DecodeError where they are damaged."""
    return tuple(item for each in _DECODER.decode(content) for item in each if item is not None)


def documents_of(items: tuple[Item, ...]) -> Iterator[PreparedGraph]:
    """Every graph of some items."""
    for item in items:
        if isinstance(item, PreparedRecord):
            yield from (*([item.graph] if item.graph else ()), *item.others)
