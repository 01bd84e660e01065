"""The findings of a release by record, one page at a time.

All of these read findings one after the other, however many there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regesta.findings import Severity

FoundFinding = Mapping[str, object]
"""A finding as JSON values."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one record, the gravest first; without one, those of one file."""

    title: str
    iri: str
    findings: tuple[FoundFinding, ...]

    @property
    def severity(self) -> str:
        """How grave the gravest of them is."""
        return str(self.findings[0]["severity"])


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Some of the records that have findings; `has_more` tells whether there are others."""

    number: int
    groups: tuple[FindingGroup, ...]
    has_more: bool


def select_findings(
    findings: Iterable[FoundFinding], *, severity: str = "", code: str = ""
) -> Iterator[FoundFinding]:
    """The findings of one severity or of one code, where these are given."""
    return (
        finding
        for finding in findings
        if severity in ("", finding["severity"]) and code in ("", finding["code"])
    )


def page_findings(findings: Iterable[FoundFinding], number: int, size: int) -> FindingsPage | None:
    """One page of records with their findings, None beyond the last page.

    Findings are read up to the end of the page, and come in the order of their places; on the
    page the records with the gravest come first.
    """
    current, groups, has_more = 1, _Groups(), False
    for finding in findings:
        if len(groups) == size and finding not in groups:
            if current == number:
                has_more = True
                break
            current, groups = current + 1, _Groups()
        groups.add(finding)
    if current < number or (number > 1 and not len(groups)):
        return None
    return FindingsPage(number, groups.sorted(), has_more)


def group_findings(findings: Iterable[FoundFinding]) -> tuple[FindingGroup, ...]:
    """All findings by record, the records with the gravest first."""
    groups = _Groups()
    for finding in findings:
        groups.add(finding)
    return groups.sorted()


class _Groups:
    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[FoundFinding]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, finding: FoundFinding) -> bool:
        return _group_of(finding) in self._found

    def add(self, finding: FoundFinding) -> None:
        self._found.setdefault(_group_of(finding), []).append(finding)

    def sorted(self) -> tuple[FindingGroup, ...]:
        grouped = (
            FindingGroup(title, iri, tuple(sorted(found, key=_gravity)))
            for (title, iri), found in self._found.items()
        )
        return tuple(sorted(grouped, key=lambda group: _gravity(group.findings[0])))


def _group_of(finding: FoundFinding) -> tuple[str, str]:
    title = finding["record_title"] or finding["file"] or finding["source"]
    return str(title), str(finding["record_iri"])


def _gravity(finding: FoundFinding) -> int:
    return Severity(str(finding["severity"])).rank
