"""The findings of a release, by record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regesta.findings import Severity


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one record, the gravest first; without one, those of one file."""

    title: str
    iri: str
    findings: tuple[Mapping[str, object], ...]

    @property
    def severity(self) -> str:
        """How grave the gravest of them is."""
        return str(self.findings[0]["severity"])


def group_findings(findings: Iterable[Mapping[str, object]]) -> tuple[FindingGroup, ...]:
    """Findings by record, the records with the gravest first."""
    groups: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for finding in findings:
        title = str(finding["record_title"] or finding["file"] or finding["source"])
        groups.setdefault((title, str(finding["record_iri"])), []).append(finding)
    grouped = [
        FindingGroup(title, iri, tuple(sorted(found, key=_gravity)))
        for (title, iri), found in groups.items()
    ]
    return tuple(sorted(grouped, key=lambda group: _gravity(group.findings[0])))


def _gravity(finding: Mapping[str, object]) -> int:
    return Severity(str(finding["severity"])).rank
