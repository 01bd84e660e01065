"""Records of OAI-PMH: every format field by field, and every record accounted for."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from regesta.findings import Finding, Severity
from regesta.records import Contributor, Name, Record, Text
from regesta.settings import SourceSettings
from regesta.sources.oai_pmh import marc, splitting
from regesta.sources.oai_pmh.reader import OaiPmhReader
from regesta.sources.oai_pmh.splitting import PartKind, split_response
from regesta.sources.reader import Unit, WholeFileReader
from regesta.sources.registry import guess_reader

FIXTURES = Path(__file__).parents[1] / "fixtures" / "oai_pmh"
RESPONSES = sorted((FIXTURES / "responses").glob("*.xml"))
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
NUMBERS = {
    "broken.xml": 11,
    "dspace-oai_dc.xml": 3,
    "marc21.xml": 2,
    "mods.xml": 1,
    "oai_datacite.xml": 1,
    "openaire.xml": 1,
    "qdc-and-etdms.xml": 2,
}
READER = OaiPmhReader()


@pytest.fixture(autouse=True)
def _without_marc(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is expected of MARC here does not depend on its reader."""
    monkeypatch.setattr(marc, "_reader", lambda: None)


def described(item: Record | Finding) -> dict[str, object]:
    """A record's or a finding's values as JSON holds them."""
    if isinstance(item, Finding):
        return {"code": item.code, "place": str(item.place), "value": item.value}
    values: dict[str, object] = {"place": str(item.place)}
    for name in Record.__dataclass_fields__:
        value = getattr(item, name)
        if value and name not in ("place", "places"):
            values[name] = [_plain(each) for each in value] if isinstance(value, tuple) else value
    values["fields"] = {name: place.field for name, place in item.places}
    return values


def _plain(value: object) -> object:
    if isinstance(value, Name):
        return list(filter(None, (value.value, value.identifier)))
    if isinstance(value, Contributor):
        return {
            name: _plain(getattr(value, name))
            for name in Contributor.__dataclass_fields__
            if getattr(value, name) not in (None, ())
        }
    if isinstance(value, str | bool):
        return value
    fields = type(value).__dataclass_fields__  # type: ignore[attr-defined]
    return [getattr(value, name) for name in fields]


def test_cases_are_collected():
    assert {path.name for path in RESPONSES} == NUMBERS.keys() == EXPECTED.keys()


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.name)
def test_each_field_of_each_format_is_read(path):
    assert [described(item) for item in READER.read_records(path, "s")] == EXPECTED[path.name]


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.name)
def test_every_record_is_accounted_for(path):
    items = list(READER.read_records(path, "s"))
    numbers = {item.place.record for item in items}
    assert numbers == set(range(1, NUMBERS[path.name] + 1))
    for number in numbers:
        here = [item for item in items if item.place.record == number]
        told = [item for item in here if isinstance(item, Finding)]
        are_records = [item for item in here if isinstance(item, Record)]
        deleted = any(item.code == "harvested-record-deleted" for item in told)
        assert are_records or deleted or any(i.severity is Severity.VIOLATION for i in told)


def test_the_reader_is_guessed(tmp_path):
    for path in RESPONSES:
        assert guess_reader(path).name == "oai-pmh"
    other = tmp_path / "other.xml"
    other.write_text("<records/>")
    assert guess_reader(other).name != "oai-pmh"


def test_sets_become_themes_by_the_option():
    source = SourceSettings(
        "s", "oai-pmh", "", "", "2026-01-01", options={"sets_as_themes": {"journal": "research"}}
    )
    path = FIXTURES / "responses" / "dspace-oai_dc.xml"
    records = [each for each in READER.read_records(path, source) if isinstance(each, Record)]
    assert [[theme.identifier for theme in record.themes] for record in records] == [
        [],
        ["research"],
    ]


class FakeMarcReader(WholeFileReader):
    """Stands for the reader of MARC, whichever way that is written."""

    def read(self, unit: Unit, source: SourceSettings):
        number = etree.fromstring(unit.content)[1].text
        yield Record(f"own-{number}", replace(unit.place, key=number), titles=(Text("T"),))

    def read_file(self, path, place, source):
        raise NotImplementedError


def test_marc_is_given_to_its_reader(monkeypatch):
    monkeypatch.setattr(marc, "_reader", FakeMarcReader)
    items = list(READER.read_records(FIXTURES / "responses" / "marc21.xml", "s"))
    assert [item.identifier[:26] for item in items] == [
        "s-oai-lib-example-org-900-",
        "s-oai-lib-example-org-901-",
    ]
    assert [item.place.key for item in items] == [
        "oai:lib.example.org:900",
        "oai:lib.example.org:901",
    ]
    assert {item.modified for item in items} == {"2021-01-01"}


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = (FIXTURES / "responses" / "dspace-oai_dc.xml").read_text(encoding="utf-8")
    path = tmp_path / "r.xml"
    declared = encoding.removesuffix("-sig")
    path.write_bytes(text.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding))
    assert guess_reader(path).name == "oai-pmh"
    found = [described(item) for item in READER.read_records(path, "s")]
    expected = json.dumps(EXPECTED["dspace-oai_dc.xml"]).replace("dspace-oai_dc.xml", "r.xml")
    assert found == json.loads(expected)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "harvested-nothing"),
        (b"<OAI-PMH><error code='noRecordsMatch'/></OAI-PMH>", "harvested-nothing"),
        (b"not xml at all", "harvested-nothing"),
        (b"SQLite format 3\x00 and no more", "harvested-nothing"),
    ],
)
def test_a_file_without_records_is_a_finding(tmp_path, content, code):
    (tmp_path / "r.xml").write_bytes(content)
    (finding,) = READER.read_records(tmp_path / "r.xml", "s")
    assert finding.code == code


def test_a_store_that_is_none_is_a_finding(tmp_path):
    path = tmp_path / "records.sqlite"
    path.write_bytes(b"SQLite format 3\x00 and no more")
    assert [each.code for each in READER.read_records(path, "s")] == ["harvest-unreadable"]
    path.unlink()
    assert [each.code for each in READER.read_records(path, "s")] == ["harvested-file-absent"]


def test_a_file_that_was_cut_is_a_finding(tmp_path):
    whole = (FIXTURES / "responses" / "dspace-oai_dc.xml").read_bytes()
    for end in (len(whole) - 20, len(whole) - 400, len(whole) // 2):
        (tmp_path / "r.xml").write_bytes(whole[:end])
        codes = [
            each.code
            for each in READER.read_records(tmp_path / "r.xml", "s")
            if isinstance(each, Finding)
        ]
        assert "harvested-file-cut" in codes or "harvested-record-cut" in codes


def test_entities_are_never_expanded(tmp_path):
    laughs = "".join(f'<!ETY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = (FIXTURES / "responses" / "oai_datacite.xml").read_text(encoding="utf-8")
    head, _, rest = body.partition("\n")
    doctype = f'<!DOCTYPE OAI-PMH [<!ENTITY l0 "ha">{laughs.replace("ETY", "ENTITY")}]>'
    rest = rest.replace("Zenodo", "&l11;")
    (tmp_path / "r.xml").write_text(f"{head}\n{doctype}\n{rest}", encoding="utf-8")
    codes = [each.code for each in READER.read_records(tmp_path / "r.xml", "s")]
    assert codes == ["harvested-entities", "harvested-record-malformed"]


def test_a_huge_record_and_a_huge_head_use_no_memory(monkeypatch):
    monkeypatch.setattr(splitting, "LONGEST_RECORD", 100_000)

    def chunks():
        yield b"<OAI-PMH>" + b" " * 200_000 + b"<ListRecords>"
        yield b"<record><header/>"
        for _ in range(50):
            yield b"x" * 50_000
        yield b"</record><record><header/></record></ListRecords></OAI-PMH>"

    parts = list(split_response(chunks()))
    kinds = [PartKind.HEAD, PartKind.TOO_LONG, PartKind.RECORD, PartKind.TAIL]
    assert [part.kind for part in parts] == kinds
    assert max(len(part.content) for part in parts) < 120_000


def test_deep_nesting_is_a_finding(tmp_path):
    body = (FIXTURES / "responses" / "oai_datacite.xml").read_text(encoding="utf-8")
    deep = "<a>" * 5000 + "</a>" * 5000
    (tmp_path / "r.xml").write_text(body.replace("Zenodo", deep), encoding="utf-8")
    codes = [each.code for each in READER.read_records(tmp_path / "r.xml", "s")]
    assert codes == ["harvested-record-malformed"]


WHOLE = [path.read_bytes() for path in RESPONSES]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_that_was_damaged_never_breaks_the_reader(tmp_path_factory, data):
    whole = data.draw(st.sampled_from(WHOLE))
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 400))
    inserted = data.draw(st.binary(max_size=30) | st.sampled_from([b"<record>", b"]]>", b"<!--"]))
    path = tmp_path_factory.getbasetemp() / "damaged.xml"
    path.write_bytes(whole[:at] + inserted + whole[at + length :])
    assert list(READER.read_records(path, "s"))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(st.integers(1, 3000), max_size=20))
def test_parts_do_not_depend_on_how_a_file_is_read(whole, lengths):
    chunks, at = [], 0
    for length in lengths:
        chunks.append(whole[at : at + length])
        at += length
    assert list(split_response([*chunks, whole[at:]])) == list(split_response([whole]))


def test_a_unit_is_read_alike_in_any_process():
    path = FIXTURES / "responses" / "openaire.xml"
    source = READER.settings("s", path)
    (unit,) = READER.split(path, source)
    moved = replace(unit, place=replace(unit.place, record=7))
    assert moved.digest() == unit.digest()
    (record,) = [each for each in READER.read(moved, source) if isinstance(each, Record)]
    assert record.place.record == 7
