"""Files as programs write them, and broken ones: which records and findings they give."""

import json
from pathlib import Path
from typing import Any

import pytest
from record_values import values_of

from regesta.findings import Finding
from regesta.records import Record
from regesta.sources.registry import guess_reader

FIXTURES = Path(__file__).parents[1] / "fixtures" / "bibliographies"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(
    path.relative_to(FIXTURES).as_posix()
    for folder in ("tools", "broken")
    for path in (FIXTURES / folder).iterdir()
)


def read(name: str) -> dict[str, Any]:
    path = FIXTURES / name
    reader = guess_reader(path)
    records: list[Record] = []
    findings: list[Finding] = []
    for each in reader.read_records(path, "s"):
        (findings if isinstance(each, Finding) else records).append(each)  # type: ignore[arg-type]
    return {
        "reader": reader.name,
        "records": [{"line": each.place.line, **values_of(each)} for each in records],
        "findings": [[each.code, each.place.line, each.value] for each in findings],
    }


def test_everything_is_collected() -> None:
    assert len(FILES) >= 26
    assert sorted(EXPECTED) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_its_records_and_findings(name: str) -> None:
    assert read(name) == EXPECTED[name]
