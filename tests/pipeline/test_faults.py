"""Forty faults of forty kinds, in three forms: each is a finding that a curator can act on."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fault_files import FAULTS, FORMS, FaultFile, make

from regesta.finding_groups import FindingGroups
from regesta.findings import Finding, Severity
from regesta.messages.places import say_place
from regesta.messages.translating import translate
from regesta.pipeline import Outcome, Pipeline
from regesta.records import Place
from regesta.settings import load_settings

ROOT = Path(__file__).parents[2]
MACHINERY = re.compile(
    r"\bsh:|_:|Constraint|Component|Traceback|\bNone\b|shacl|https?://www\.w3\.org"
)
CASES = [(form, at) for form in FORMS for at in range(len(FAULTS))]


@cache
def pipeline() -> Pipeline:
    return Pipeline(load_settings(data=ROOT / "data", environment={}))


@cache
def checked(form: str, folder: Path) -> tuple[FaultFile, tuple[Outcome | Finding, ...]]:
    file = make(form)
    path = folder / FORMS[form]
    path.write_bytes(file.content)
    return file, tuple(pipeline().check(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


def findings_of(items: tuple[Outcome | Finding, ...]) -> list[Finding]:
    return [
        finding
        for item in items
        for finding in ((item,) if isinstance(item, Finding) else item.findings)
    ]


def stands_at(finding: Finding, place: dict[str, Any]) -> bool:
    return all(
        getattr(finding.place, name) in (number if isinstance(number, range) else (number,))
        for name, number in place.items()
    )


def is_at_any(place: Place, places: tuple[dict[str, Any], ...]) -> bool:
    return any(stands_at(Finding("", Severity.INFO, "", place), each) for each in places)


def name(case: tuple[str, int]) -> str:
    return f"{case[0]}: {FAULTS[case[1]]['kind']}"


def test_there_are_forty_kinds():
    assert len({fault["kind"] for fault in FAULTS}) == len(FAULTS) == 40


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_fault_is_named_with_its_place_value_and_remedy(case, folder):
    form, at = case
    file, items = checked(form, folder)
    expected = FAULTS[at][form]
    found = [
        finding
        for finding in findings_of(items)
        if finding.code == expected["code"]
        and stands_at(finding, file.places[at])
        and (finding.place.field or "") in (expected["field"] or (finding.place.field or ""))
        and expected["value"].lower() in finding.value.lower()
    ]
    assert found, expected
    for finding in found:
        for language in ("en", "fr"):
            told = translate(finding, language)
            texts = told.message, told.expected, told.example, told.remedy
            assert all(texts), (language, texts)
            assert not any(MACHINERY.search(text) for text in texts)
            assert not any(re.search(r"\{[a-z_]+\}", text) for text in texts if form != "bibtex")
        assert translate(finding, "fr").message != finding.message
        assert translate(finding, "fr").remedy != finding.remedy
        assert FORMS[form] in say_place(finding.place, "fr")


@pytest.mark.parametrize("form", FORMS)
def test_a_bad_record_is_held_back_and_no_good_one(form, folder):
    file, items = checked(form, folder)
    outcomes = [item for item in items if isinstance(item, Outcome)]
    good = [
        item
        for item in outcomes
        if "good-" in item.linked.record.identifier
        and not is_at_any(item.linked.record.place, file.places)
    ]
    assert len(good) == len(FAULTS) + 1
    assert not any(item.findings for item in good)
    assert all(item.is_publishable for item in good)
    held_back = [item for item in outcomes if not item.is_publishable]
    unread = [
        item for item in items if isinstance(item, Finding) and item.severity is Severity.VIOLATION
    ]
    assert held_back
    assert unread
    for finding in findings_of(items):
        places = [*file.places, {"row": 1}] if form == "csv" else file.places
        assert any(stands_at(finding, place) for place in places), finding


@pytest.mark.parametrize("form", FORMS)
def test_findings_are_counted_by_kind(form, folder):
    _, items = checked(form, folder)
    findings = findings_of(items)
    groups = FindingGroups(findings)
    assert sum(group.number for group in groups.in_order()) == len(findings)
    ranks = [group.severity.rank for group in groups.in_order()]
    assert ranks == sorted(ranks)
    by_code = {group.code: group for group in groups.in_order()}
    dates = by_code["date-impossible"]
    assert (dates.number, dates.records) == (2, 2)
    assert [example.value for example in dates.examples] == ["2023-02-30", "2020-13"]
