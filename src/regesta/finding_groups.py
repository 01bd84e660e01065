"""Findings by their code: how many there are, in how many records, and the first few of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.findings import Finding, Severity
from regesta.records import Place

_MOST_EXAMPLES = 3


@dataclass(slots=True)
class FindingGroup:
    """The findings of one code; `examples` differ in the value at fault.

    `records` is right where findings come record by record.
    """

    code: str
    severity: Severity
    number: int = 0
    records: int = 0
    examples: list[Finding] = field(default_factory=list)
    _last: tuple[object, ...] = ()

    def add(self, finding: Finding) -> None:
        """Count one more finding."""
        self.number += 1
        record = record_key(finding)
        self.records += record != self._last
        self._last = record
        if len(self.examples) < _MOST_EXAMPLES and all(
            finding.value != example.value for example in self.examples
        ):
            self.examples.append(finding)


class FindingGroups:
    """Takes findings one by one, and keeps no more of them than it shows."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._groups: dict[tuple[Severity, str], FindingGroup] = {}
        for finding in findings:
            self.add(finding)

    def add(self, finding: Finding) -> None:
        """Count one more finding."""
        key = finding.severity, finding.code
        if key not in self._groups:
            self._groups[key] = FindingGroup(finding.code, finding.severity)
        self._groups[key].add(finding)

    def in_order(self) -> list[FindingGroup]:
        """The groups, the gravest first and of these the largest."""
        return sorted(
            self._groups.values(),
            key=lambda group: (group.severity.rank, -group.number, group.code),
        )

    def by_severity(self) -> dict[str, int]:
        """How many findings there are of each severity, gravest first, none left out."""
        return {
            severity.value: sum(
                group.number for group in self._groups.values() if group.severity is severity
            )
            for severity in Severity
        }


def record_key(finding: Finding) -> tuple[object, ...]:
    """What the findings of one record have in common, or those of a place in no record."""
    place: Place = finding.place
    if finding.record_iri or finding.record_title:
        return place.source, place.file, finding.record_iri, finding.record_title
    return place.source, place.file, place.sheet, place.position, place.key
