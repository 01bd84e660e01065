"""What becomes of records: of each one, and of all of a run together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Quad

from regesta.findings import Finding, Severity, has_violation
from regesta.records import LinkedRecord, Person, Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: its links, its quads, what is wrong with it."""

    linked: LinkedRecord
    document_iri: str
    quads: tuple[Quad, ...]
    findings: tuple[Finding, ...]

    @property
    def is_publishable(self) -> bool:
        """Whether no violation keeps the record from being published."""
        return not has_violation(self.findings)


@dataclass(slots=True)
class Tally:
    """The account of a run: each record that was read is either published or quarantined.

    A record that its reader could not make out, but has named, counts as quarantined.
    """

    published: int = 0
    quarantined: int = 0
    findings: list[Finding] = field(default_factory=list)
    persons: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    """Where each document's record stands, so that a second one is noticed."""
    subdivisions: set[str] = field(default_factory=set)
    """The documents of the subdivisions of countries that published records name."""
    reported: set[tuple[str, Place, str]] = field(default_factory=set)

    @property
    def read(self) -> int:
        """How many records were recognised."""
        return self.published + self.quarantined

    def count_outcome(self, outcome: Outcome) -> None:
        """Enter a record that was read."""
        self.findings += outcome.findings
        if outcome.is_publishable:
            self.published += 1
            for person in outcome.linked.persons:
                self.persons.setdefault(person.identifier, person)
        else:
            self.quarantined += 1

    def count_finding(self, finding: Finding) -> None:
        """Enter what a reader has found."""
        self.findings.append(finding)
        if finding.severity is Severity.VIOLATION and finding.record_title:
            self.quarantined += 1

    def only_new(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings that were not made before: one on a heading would else return in each record.

        A violation is always kept, since it is what keeps its record from being published.
        """
        for finding in findings:
            key = (finding.code, finding.place, finding.value)
            if key not in self.reported or finding.severity is Severity.VIOLATION:
                self.reported.add(key)
                yield finding

    def statistics(self) -> dict[str, int]:
        """The counts of records, for the release's manifest."""
        return {
            "read": self.read,
            "published": self.published,
            "quarantined": self.quarantined,
        }
