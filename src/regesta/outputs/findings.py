"""Findings as people and programs read them: by record, and counted by code."""

from collections.abc import Iterable
from dataclasses import dataclass

from regesta.finding_groups import FindingGroup, record_key
from regesta.findings import Finding
from regesta.messages.translating import translate


@dataclass(frozen=True, slots=True)
class RecordFindings:
    """The findings of one record, the gravest first; without one, those of one place."""

    title: str
    iri: str
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> str:
        """How grave the gravest of them is."""
        return self.findings[0].severity.value


def findings_by_record(
    findings: Iterable[Finding], language: str = "en"
) -> tuple[RecordFindings, ...]:
    """Findings by record in a language, the records with the gravest first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding), []).append(translate(finding, language))
    grouped = [
        RecordFindings(_title(found[0]), found[0].record_iri, tuple(sorted(found, key=_gravity)))
        for found in groups.values()
    ]
    return tuple(sorted(grouped, key=lambda group: _gravity(group.findings[0])))


def describe_group(group: FindingGroup, language: str = "en") -> dict[str, object]:
    """The findings of one code as JSON values: how many, and the first few."""
    examples = [translate(example, language) for example in group.examples]
    return {
        "code": group.code,
        "severity": group.severity.value,
        "count": group.number,
        "records": group.records,
        "message": examples[0].message if examples else "",
        "examples": [
            {"value": each.value, "record_title": each.record_title, "record_iri": each.record_iri}
            for each in examples
        ],
    }


def _key(finding: Finding) -> tuple[object, ...]:
    return record_key(finding) if finding.record_title else (finding.place.file,)


def _title(finding: Finding) -> str:
    return finding.record_title or finding.place.file or finding.place.source


def _gravity(finding: Finding) -> int:
    return finding.severity.rank
