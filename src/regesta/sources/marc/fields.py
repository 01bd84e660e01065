"""A MARC record as values: leader, control fields and data fields, whatever it was written in."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

_LINK = re.compile(r"([0-9]{3})-([0-9]{2})")


@dataclass(slots=True)
class DataField:
    """A field with indicators; its subfields keep their order."""

    tag: str
    first: str
    second: str
    subfields: list[tuple[str, str]]

    def get(self, code: str) -> str:
        """The first subfield with this code, empty if there is none."""
        for known, value in self.subfields:
            if known == code:
                return value
        return ""

    def all(self, codes: str) -> list[str]:
        """The values of all subfields with one of these codes, in their order."""
        return [value for code, value in self.subfields if code in codes]


@dataclass(slots=True)
class MarcRecord:
    """The fields of one record in their order; `control` holds those without subfields."""

    leader: str
    control: dict[str, str] = field(default_factory=dict)
    fields: list[DataField] = field(default_factory=list)
    _tagged: dict[str, list[DataField]] = field(default_factory=dict)
    _linked: dict[tuple[str, str], DataField] | None = None

    def add(self, each: DataField) -> None:
        """Append a field."""
        self.fields.append(each)
        self._tagged.setdefault(each.tag, []).append(each)

    def of(self, tag: str) -> Sequence[DataField]:
        """The fields with this tag."""
        return self._tagged.get(tag, ())

    def of_any(self, tags: Set[str]) -> Sequence[DataField]:
        """The fields with one of these tags, in their order."""
        present = tags & self._tagged.keys()
        if len(present) < 2:
            return self._tagged[present.pop()] if present else ()
        return [each for each in self.fields if each.tag in present]

    @property
    def tags(self) -> Set[str]:
        """The tags that the record has."""
        return self._tagged.keys() | self.control.keys()

    def original(self, romanised: DataField) -> DataField | None:
        """The field 880 that has a field's content in its own script."""
        found = _LINK.match(romanised.get("6"))
        if not found or found[2] == "00":
            return None
        if self._linked is None:
            self._linked = dict(self._originals())
        return self._linked.get((romanised.tag, found[2]))

    def _originals(self) -> Iterator[tuple[tuple[str, str], DataField]]:
        for each in self.of("880"):
            found = _LINK.match(each.get("6"))
            if found:
                yield (found[1], found[2]), each

    @property
    def kind(self) -> str:
        """The type of record, position 6 of the leader."""
        return self.leader[6:7]

    @property
    def level(self) -> str:
        """The bibliographic level, position 7 of the leader."""
        return self.leader[7:8]

    def fixed(self, start: int, end: int) -> str:
        """Positions of field 008; empty where the field is shorter."""
        return self.control.get("008", "")[start:end]
