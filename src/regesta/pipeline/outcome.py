"""What becomes of records: of each one, and of all of a run together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Final

import msgspec
from pyoxigraph import Quad

from regesta.findings import Finding, Severity, has_violation
from regesta.messages import new_finding
from regesta.records import LinkedRecord, Place

_SHOWN = 200
_ONCE = frozenset(("agency-new", "agency-new-similar"))
_COUNTED: Final = {"publication-abstract-missing": "publication-abstracts-missing"}
"""What most records of a library have, and the finding that gives the number of the rest."""
_TOLD_SINGLY = 100
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Finding)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: its links, its quads, what is wrong with it.

    `others` are the graphs of what it names and no authority knows, by their documents.
    """

    linked: LinkedRecord
    document_iri: str
    quads: tuple[Quad, ...]
    findings: tuple[Finding, ...]
    others: Mapping[str, tuple[Quad, ...]] = field(default_factory=dict)

    @property
    def is_publishable(self) -> bool:
        """Whether no violation keeps the record from being published."""
        return not has_violation(self.findings)


@dataclass(slots=True)
class Tally:
    """The account of a run: each record that was read is published, merged or quarantined.

    A record that its reader could not make out, but has named, counts as quarantined. Findings
    are kept in a file, since there may be more than fit in memory; `shown` are the first warnings
    and violations.
    """

    spool: IO[bytes]
    published: int = 0
    quarantined: int = 0
    merged: int = 0
    counts: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    shown: list[Finding] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)
    alike: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """How many records were recognised."""
        return self.published + self.merged + self.quarantined

    def count_record(self, *, is_published: bool) -> None:
        """Enter a record that was read."""
        if is_published:
            self.published += 1
        else:
            self.quarantined += 1

    def count_merged(self) -> None:
        """Enter that a published record is part of the publication of another one."""
        self.published -= 1
        self.merged += 1

    def add_finding(self, finding: Finding) -> None:
        """Keep a finding; one about a body that many records name is told of the first only.

        What hundreds of records of a source have is counted after the first hundred.
        """
        if finding.code in _ONCE:
            known = len(self.told)
            self.told.add((finding.code, finding.value))
            if len(self.told) == known:
                return
        if finding.code in _COUNTED:
            key = finding.code, finding.place.source
            self.alike[key] += 1
            if self.alike[key] > _TOLD_SINGLY:
                return
        self.counts[finding.severity, finding.code] += 1
        self.spool.write(_ENCODER.encode(finding) + b"\n")
        if finding.severity is not Severity.INFO and len(self.shown) < _SHOWN:
            self.shown.append(finding)

    def count_finding(self, finding: Finding) -> None:
        """Enter what a reader has found; a violation on a record that it has named is a record."""
        self.add_finding(finding)
        if finding.severity is Severity.VIOLATION and finding.record_title:
            self.quarantined += 1

    def tell_counted(self) -> None:
        """Enter, when all is read, how many findings of a source have been counted only."""
        for (code, source), number in self.alike.items():
            if number > _TOLD_SINGLY:
                more = f"{number - _TOLD_SINGLY:,}"
                self.add_finding(new_finding(_COUNTED[code], Place(source), number=more))

    def findings(self) -> Iterator[Finding]:
        """All findings, in the order in which they were made."""
        self.spool.seek(0)
        yield from map(_DECODER.decode, self.spool)

    def severities(self) -> dict[str, int]:
        """How many findings there are of each severity, gravest first, none left out."""
        totals: Counter[Severity] = Counter()
        for (severity, _), number in self.counts.items():
            totals[severity] += number
        return {severity.value: totals[severity] for severity in Severity}

    def statistics(self) -> dict[str, int]:
        """The counts of records, for the release's manifest."""
        return {
            "read": self.read,
            "published": self.published,
            "merged": self.merged,
            "quarantined": self.quarantined,
        }
