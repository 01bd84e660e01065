"""Findings are counted, chosen and cut into pages one after the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from regesta.outputs.findings import (
    FoundFinding,
    group_findings,
    page_findings,
    select_findings,
)
from regesta.release.findings_summary import FindingsSummary, summarise_findings


def finding(title: str, severity: str, code: str = "a-code", line: int = 1) -> FoundFinding:
    return {
        "record_title": title,
        "record_iri": f"http://localhost/{title}" if title else "",
        "severity": severity,
        "code": code,
        "message": f"{title} line {line}",
        "file": "list.yaml",
        "source": "list",
    }


FINDINGS = [
    finding("A", "info", "abstract-missing"),
    finding("A", "warning", "date-unclear"),
    finding("B", "info", "abstract-missing"),
    finding("C", "violation", "title-missing"),
    finding("", "warning", "key-unknown"),
    finding("D", "info", "abstract-missing"),
]


def test_findings_are_counted_by_severity_and_by_code_with_an_example(tmp_path: Path) -> None:
    summary = summarise_findings(iter(FINDINGS))
    assert summary.severities == {"violation": 1, "warning": 2, "info": 3}
    assert [(one.severity, one.code, one.count) for one in summary.codes] == [
        ("violation", "title-missing", 1),
        ("warning", "date-unclear", 1),
        ("warning", "key-unknown", 1),
        ("info", "abstract-missing", 3),
    ]
    assert summary.codes[3].example is FINDINGS[0]
    assert summarise_findings(()).codes == ()
    summary.write(tmp_path / "summary.json")
    assert FindingsSummary.read(tmp_path / "summary.json") == summary


def test_findings_are_chosen_by_severity_and_by_code() -> None:
    assert len(list(select_findings(FINDINGS, severity="info"))) == 3
    assert len(list(select_findings(FINDINGS, code="key-unknown"))) == 1
    assert list(select_findings(FINDINGS, severity="info", code="key-unknown")) == []
    assert list(select_findings(FINDINGS)) == FINDINGS


@pytest.mark.parametrize(
    ("number", "titles", "has_more"),
    [(1, ["A", "B"], True), (2, ["C", "list.yaml"], True), (3, ["D"], False)],
)
def test_a_page_has_so_many_records(number: int, titles: list[str], has_more: bool) -> None:
    page = page_findings(iter(FINDINGS), number, 2)
    assert page is not None
    assert [group.title for group in page.groups] == titles
    assert page.has_more is has_more


def test_there_is_one_empty_page_and_none_beyond_the_last() -> None:
    assert page_findings(FINDINGS, 4, 2) is None
    assert page_findings(FINDINGS, 2, 5) is None
    assert page_findings((), 2, 5) is None
    empty = page_findings((), 1, 5)
    assert empty is not None
    assert empty.groups == ()


def test_no_more_is_read_than_the_page_needs() -> None:
    def endless() -> Iterator[FoundFinding]:
        for number in range(100):
            assert number < 12
            yield finding(str(number), "info")

    page = page_findings(endless(), 2, 5)
    assert page is not None
    assert [group.title for group in page.groups] == ["5", "6", "7", "8", "9"]


def test_all_on_one_page_are_as_they_are_grouped_at_once() -> None:
    page = page_findings(FINDINGS, 1, 100)
    assert page is not None
    assert page.groups == group_findings(FINDINGS)
    assert page.groups[0].title == "C"
