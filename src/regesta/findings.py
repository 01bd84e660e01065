"""Findings: what is wrong, where, and what to do, in the words of a curator."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

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
    `parts` are what the message was filled with, so that it can be said in another language;
    `wording` is the name of the message where its code has several.
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
    wording: str = ""

    def about(self, title: str, iri: str) -> "Finding":
        """The finding, told of the record that it belongs to."""
        return replace(self, record_title=title, record_iri=iri)

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON values, its place flattened into source, file, line and field."""
        values = asdict(self)
        place = values.pop("place")
        del values["parts"], values["wording"]
        return {**values, **place, "severity": self.severity.value}

    def as_stored(self) -> dict[str, object]:
        """The finding as JSON values from which `from_stored` makes it again."""
        parts = {"parts": dict(self.parts)} if self.parts else {}
        wording = {"wording": self.wording} if self.wording else {}
        return {**self.as_dict(), **parts, **wording}

    @classmethod
    def from_stored(cls, values: Mapping[str, Any]) -> Self:
        """The finding that `as_stored` has written, also one of an older release."""
        own = {each.name: values[each.name] for each in fields(cls) if each.name in values}
        place = {each.name: values[each.name] for each in fields(Place) if each.name in values}
        parts = tuple(sorted(values.get("parts", {}).items()))
        severity = Severity(values["severity"])
        return cls(**{**own, "place": Place(**place), "parts": parts, "severity": severity})


def has_violation(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings keeps its record from being published."""
    return any(finding.severity is Severity.VIOLATION for finding in findings)


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, gravest first, none left out."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
