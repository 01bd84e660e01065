"""Gathers the values of a record, each with its place, and what is wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Name, Place, Record, Text
from regesta.sources.oai_pmh.elements import Element, attribute, paragraphs
from regesta.sources.reader import with_record
from regesta.values.languages import language_tag
from regesta.values.texts import clean_text

LONGEST_VALUE = 200_000
"""The most characters that one value may have."""

_MOST_VALUES = 5_000
_SINGLE = frozenset(
    "issued document_type volume issue page_range edition report_number extent licence "
    "modified".split()
)


@dataclass(slots=True)
class Draft:
    """A record in the making; the first value of a field that can have only one is kept."""

    place: Place
    values: dict[str, list[object]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    types: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)
    _named: dict[str, Place] = field(default_factory=dict)

    def at(self, name: str) -> Place:
        """The place of what the format calls so."""
        if name not in self._named:
            self._named[name] = replace(self.place, field=name)
        return self._named[name]

    def add(self, field_name: str, value: object, name: str) -> None:
        """Add a value once; `name` is what the format calls the field."""
        held = self.values.setdefault(field_name, [])
        if value and value not in held and self._has_room(held, name):
            held.append(value)
            self.places.setdefault(field_name, self.at(name))

    def add_text(self, field_name: str, element: Element, name: str) -> None:
        """Add the text of an element with the language that it says."""
        found = self.clean(paragraphs(element), name)
        if found:
            self.add(field_name, Text(found, self.language(attribute(element, "lang"))), name)

    def add_name(
        self, field_name: str, value: str, name: str, identifier: str | None = None
    ) -> None:
        """Add a name with the identifier that the format gives for it."""
        if found := self.clean(value, name):
            self.add(field_name, Name(found, self.at(name), identifier or None), name)

    def set(self, field_name: str, value: str, name: str) -> None:
        """Set a field that has one value, if nothing is there yet."""
        found = self.clean(value, name)
        if found and not self.values.get(field_name):
            self.add(field_name, found, name)

    def warn(self, code: str, name: str, value: str, **parts: object) -> None:
        """Note a finding about a value of the field that the format calls so."""
        self.findings.append(new_finding(code, self.at(name), value=value, **parts))

    def clean(self, value: str, name: str) -> str:
        """The text as every format of RDF can hold it; one that is far too long is left out."""
        if len(value) > LONGEST_VALUE:
            self.warn("harvested-value-too-long", name, value, length=f"{len(value):,}")
            return ""
        return clean_text(value)

    def language(self, code: str) -> str | None:
        """The tag for what an element says of its language."""
        return language_tag(code) if code else None

    def has(self, field_name: str) -> bool:
        """Whether a field has a value."""
        return bool(self.values.get(field_name))

    def record(self, identifier: str) -> Record:
        """The record as gathered."""
        several = {name: tuple(held) for name, held in self.values.items() if name not in _SINGLE}
        single = {name: held[0] for name, held in self.values.items() if name in _SINGLE and held}
        empty = Record(identifier, self.place, places=tuple(self.places.items()))
        # Each value was added under the name of the field whose type it has.
        return replace(empty, **several, **single)  # type: ignore[arg-type]

    def named(self, title: str) -> Iterable[Finding]:
        """The findings, told of the record that they belong to."""
        return (with_record(finding, title) for finding in self.findings)

    def _has_room(self, held: list[object], name: str) -> bool:
        if len(held) < _MOST_VALUES:
            return True
        too_many = new_finding("harvested-values-too-many", self.at(name), number=_MOST_VALUES)
        if too_many not in self.findings:
            self.findings.append(too_many)
        return False
