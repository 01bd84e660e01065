"""What is at hand while one MARC record is being read: its fields, its places, its findings."""

from dataclasses import dataclass, field

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Name, Place, Text
from regesta.sources.marc.fields import DataField, MarcRecord


@dataclass(slots=True)
class Work:
    """One record being read; `language` is the tag of its text where it is in one language."""

    marc: MarcRecord
    place: Place
    language: str | None = None
    findings: list[Finding] = field(default_factory=list)
    _places: dict[str, Place] = field(default_factory=dict)

    def at(self, label: str) -> Place:
        """The place of a field, called by its tag and its subfield: `245 $a`."""
        known = self._places.get(label)
        if known is None:
            place = self.place
            known = self._places[label] = Place(
                place.source, place.file, None, label, None, None, place.record, place.key
            )
        return known

    def name(self, value: str, field: DataField, code: str = "a") -> Name:
        """A name with its place."""
        return Name(value, self.at(f"{field.tag} ${code}"))

    def report(self, code: str, label: str, value: str, **parts: object) -> None:
        """Keep a finding on one field."""
        place = self.at(label) if label else self.place
        self.findings.append(new_finding(code, place, value=value, **parts))

    def text(self, value: str) -> Text:
        """A text in the language of the record."""
        return Text(value, self.language)
