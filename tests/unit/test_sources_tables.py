import json
import pickle
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_cases import CASES, EXPECTED, TABLES, WORKBOOKS, make_workbook, read_table, summarise

from regesta.errors import ConfigurationError
from regesta.findings import Severity
from regesta.settings import SourceSettings
from regesta.sources.reader import Unit
from regesta.sources.registry import guess_reader
from regesta.sources.tables import words
from regesta.sources.tables.headings import Meaning, read_heading
from regesta.sources.tables.quoting import LONGEST_ROW
from regesta.sources.tables.reader import TableReader


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def codes(findings):
    return [finding.code for finding in findings]


def test_all_cases_are_collected():
    assert len(TABLES) >= 50
    assert len(WORKBOOKS) >= 5
    assert {path.name for path in (*TABLES, *WORKBOOKS)} == EXPECTED.keys()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_is_read_as_its_case_says(path):
    assert summarise(*read_table(path)) == EXPECTED[path.name]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook_is_read_as_its_case_says(path, tmp_path):
    description = json.loads(path.read_text(encoding="utf-8"))
    made = make_workbook(description, tmp_path / f"{path.stem}.xlsx")
    assert summarise(*read_table(made)) == EXPECTED[path.name]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_ends_in_a_record_or_in_a_violation(path):
    source = SourceSettings("t", "table", str(path), "t", "2026-01-01")
    reader = TableReader()
    for unit in reader.split(path, source):
        if isinstance(unit, Unit):
            items = list(reader.read(pickle.loads(pickle.dumps(unit)), source))
            records = [item for item in items if hasattr(item, "titles")]
            violations = [each for each in items if getattr(each, "severity", None) == "violation"]
            assert len(records) == (0 if violations else 1)
            assert all(each.record_title for each in violations)
            assert all(each.place.row == unit.place.row for each in items)


def test_every_place_names_file_row_and_column(tmp_path):
    path = write(tmp_path / "a.csv", "Id,Titre,Auteur\nx-1,Étude,Zoé Roy\n")
    (record,), findings = read_table(path)
    assert str(record.place) == "a.csv, row 2, record “x-1”"
    assert str(record.place_of("titles")) == "a.csv, row 2, record “x-1”, column “Titre”"
    assert str(record.creators[0].name.place).endswith("column “Auteur”")
    assert record.identifier == "t-x-1"
    assert codes(findings) == ["columns-read"]


def test_the_mapping_of_columns_is_said_in_full(tmp_path):
    headings = ["Title", "Year", *(f"Author {number}" for number in range(1, 30))]
    path = write(tmp_path / "a.csv", ",".join(headings) + "\nA study,2016" + "," * 29 + "\n")
    _, (finding,) = read_table(path)
    assert finding.severity is Severity.INFO
    assert "“Author 29” = author" in finding.message


def test_a_unit_knows_its_row_whatever_stands_above_it(tmp_path):
    one = write(tmp_path / "a.csv", "Title,Year\nA study,2016\n")
    (first,) = _units(one)
    write(one, "Title,Year\nAnother,2017\n\nA study,2016\n")
    second = list(_units(one))[1]
    assert (first.place.row, second.place.row) == (2, 4)
    assert first.digest() == second.digest()


def _units(path):
    source = SourceSettings("t", "table", str(path), "t", "2026-01-01")
    return [item for item in TableReader().split(path, source) if isinstance(item, Unit)]


def test_columns_are_what_the_catalogue_says(tmp_path):
    path = write(tmp_path / "a.csv", "Work,Remarks,Year,Note FR\nA study,x,2016,Étude\n")
    columns = {"Work": "title", "remarks": "", "Note FR": "abstract@fr"}
    (record,), findings = read_table(path, columns=columns)
    assert record.title == "A study"
    assert record.abstracts[0].language == "fr"
    assert codes(findings) == ["columns-read"]


def test_a_column_that_the_catalogue_names_must_be_there(tmp_path):
    path = write(tmp_path / "a.csv", "Title,Year\nA study,2016\n")
    assert "column-stated-absent" in codes(read_table(path, columns={"Titel": "title"})[1])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"columns": {"Work": "titel"}}, "titel"),
        ({"encoding": "klingon"}, "no encoding of text"),
        ({"delimiter": "ab"}, "one character"),
        ({"separator": 3}, "must be written like"),
        ({"colums": {}}, "does not know"),
    ],
)
def test_an_option_that_is_wrong_is_said(tmp_path, options, said):
    path = write(tmp_path / "a.csv", "Title,Year\nA study,2016\n")
    with pytest.raises(ConfigurationError, match=said):
        read_table(path, **options)


def test_options_of_the_file_count_before_what_is_detected(tmp_path):
    path = write(tmp_path / "a.csv", "Title/Author\nÉtude/A B # C D\n", "iso-8859-1")
    (record,), findings = read_table(path, encoding="iso-8859-1", delimiter="/", separator="#")
    assert record.title == "Étude"
    assert [each.name.value for each in record.creators] == ["A B", "C D"]
    assert codes(findings) == ["columns-read"]


def test_a_sheet_is_chosen_by_its_name(tmp_path):
    description = json.loads((CASES / "workbooks" / "two-lists.json").read_text(encoding="utf-8"))
    path = make_workbook(description, tmp_path / "a.xlsx")
    (record,), findings = read_table(path, sheet="2016")
    assert record.title == "A second study"
    assert str(record.place) == "a.xlsx, sheet “2016”, row 2"
    assert codes(findings) == ["columns-read"]
    records, (absent,) = read_table(path, sheet="2017")
    assert not records
    assert "“2015”, “2016”" in absent.message


def test_a_workbook_is_known_by_its_content(tmp_path):
    description = json.loads((CASES / "workbooks" / "two-lists.json").read_text(encoding="utf-8"))
    path = make_workbook(description, tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert len(read_table(path)[0]) == 1


def test_files_are_recognised_by_their_suffix(tmp_path):
    for name in ("a.csv", "b.TSV", "c.tab", "d.xlsx", "e.XLSM"):
        write(tmp_path / name, "Title\n")
        assert guess_reader(tmp_path / name).name == "table"


def test_a_row_that_is_too_large_does_not_hide_the_next(tmp_path):
    long = "x" * (LONGEST_ROW + 10)
    path = write(tmp_path / "a.csv", f"Title,Year\nA,{long}\nA study,2016\n")
    (record,), findings = read_table(path)
    assert (record.title, record.place.row) == ("A study", 3)
    assert sorted(codes(findings)) == ["columns-read", "row-too-large"]


def test_an_open_quote_takes_no_other_row_with_it(tmp_path):
    rows = "".join(f"{number},Study {number},2016\n" for number in range(5000))
    path = write(tmp_path / "a.csv", f'Id,Title,Year\nx,"Open,2016,and more\n{rows}')
    records, findings = read_table(path)
    assert len(records) == 5000
    assert "row-quote-open" in codes(findings)


def _packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


PARTS = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({**PARTS, "xl/worksheets/sheet1.xml": b" " * 40_000_000}, "workbook-too-large"),
        ({**PARTS, "xl/sharedStrings.xml": b" " * 40_000_000}, "workbook-too-large"),
        (
            {**PARTS, "xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
            "workbook-with-entities",
        ),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "table-other-format"),
        ({**PARTS, "xl/workbook.bin": b""}, "table-other-format"),
        ({"word/document.xml": "<a/>"}, "table-other-format"),
        (PARTS, "workbook-damaged"),
    ],
)
def test_an_archive_that_is_no_workbook_or_a_trap_is_one_finding(tmp_path, parts, code):
    records, findings = read_table(_packed(tmp_path / "a.xlsx", parts))
    assert not records
    assert codes(findings) == [code]


def _with_sheet(tmp_path, change):
    made = make_workbook(
        {"sheets": [{"name": "A", "rows": [["Title", "Year"], ["A study", 2016], ["B", 2017]]}]},
        tmp_path / "made.xlsx",
    )
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    return _packed(tmp_path / "a.xlsx", {**parts, "xl/worksheets/sheet1.xml": change(sheet)})


def test_a_sheet_that_ends_early_keeps_the_rows_before(tmp_path):
    path = _with_sheet(tmp_path, lambda sheet: sheet[: sheet.index(b"</row>", 400)])
    _, findings = read_table(path)
    assert "workbook-damaged" in codes(findings)


@pytest.mark.parametrize("value", [b">abc<", b">1e999999999999<", b"><", b">--<"])
def test_one_bad_cell_does_not_cost_the_sheet(tmp_path, value):
    path = _with_sheet(tmp_path, lambda sheet: sheet.replace(b">2016<", value))
    assert [record.title for record in read_table(path)[0]] == ["A study", "B"]


def test_a_cell_that_goes_on_too_long_is_refused_early(tmp_path):
    text = b"<is><t>" + b"ab" * 3_000_000 + b"</t></is>"
    cell = b'<c r="C1" t="inlineStr">' + text + b"</c></row>"
    path = _with_sheet(tmp_path, lambda sheet: sheet.replace(b"</row>", cell, 1))
    assert codes(read_table(path)[1]) == ["workbook-too-large"]


def test_a_row_without_end_is_refused_early(tmp_path):
    many = b"<c><v>1</v></c>" * 20_000
    path = _with_sheet(tmp_path, lambda sheet: sheet.replace(b"</row>", many + b"</row>", 1))
    assert "workbook-too-large" in codes(read_table(path)[1])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_never_break_the_reader(tmp_path_factory, content):
    path = write(tmp_path_factory.mktemp("random") / "a.csv", content)
    records, findings = read_table(path)
    assert records or findings


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_table_loses_no_row(tmp_path_factory, data):
    """Whatever is done to one row, the rows after it are read."""
    noise = st.text(alphabet='",;\n\té’"x', max_size=20)
    broken = data.draw(noise)
    rows = "".join(f'{number},"Study ""{number}""",2016\n' for number in range(30))
    path = write(tmp_path_factory.mktemp("changed") / "a.csv", f"Id,Title,Year\n{broken}\n{rows}")
    records, _ = read_table(path)
    titles = {record.title for record in records}
    assert {f'Study "{number}"' for number in range(1, 30)} <= titles


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_changed_workbook_never_breaks_the_reader(tmp_path_factory, changes):
    path = _with_sheet(tmp_path_factory.mktemp("changed"), lambda sheet: sheet)
    content = bytearray(path.read_bytes())
    for at, byte in changes:
        content[int(at * len(content))] = byte
    records, findings = read_table(write(path, bytes(content)))
    assert records or findings


def test_the_same_file_gives_the_same_records():
    path = CASES / "preamble-and-broken-rows.csv"
    assert read_table(path) == read_table(Path(str(path)))


def test_every_field_has_headings_in_three_languages():
    tables = words._tables()
    assert len(words.fields()) >= 37
    english_only = {"orcid", "doi", "isbn", "issn"}
    for field in set(words.fields()) - english_only:
        assert {"en", "fr", "es"} <= tables[field].keys() or field in {"volume", "issue"}, field


@pytest.mark.parametrize("heading", ["Cited by", "Cited by (count)", "Times Cited"])
def test_a_count_of_citations_is_not_taken_for_an_editor(heading):
    assert read_heading(heading, {}) == Meaning(words.IGNORED)
