"""Findings: what is wrong, where, and what to do, in the words of a curator."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from regesta.records import Place


class Severity(StrEnum):
    """How grave a finding is: a record with a violation is not published."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """The place in the order of gravity, 0 for the gravest."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a curator should know of, and put right where it is graver than `info`.

    `code` is a stable name for machines (`title-missing`); all other text is for people and names
    no RDF machinery. `record_iri` and `record_title` are empty where no record was recognised.
    `parts` are what the message was filled with, so that it can be said in another language.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    value: str = ""
    expected: str = ""
    example: str = ""
    remedy: str = ""
    record_title: str = ""
    record_iri: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    def about(self, title: str, iri: str) -> "Finding":
        """The finding, told of the record that it belongs to."""
        return replace(self, record_title=title, record_iri=iri)

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON values, its place flattened into source, file, line and field."""
        values = asdict(self)
        place = values.pop("place")
        del values["parts"]
        return {**values, **place, "severity": self.severity.value}


def has_violation(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings keeps its record from being published."""
    return any(finding.severity is Severity.VIOLATION for finding in findings)


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, gravest first, none left out."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
