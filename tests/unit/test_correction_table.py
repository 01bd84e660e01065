import csv
import io

import openpyxl
import pytest
from table_cases import CASES, read_table

from regesta.findings import Finding, Severity
from regesta.messages import new_finding
from regesta.outputs.correction_table import correct_records, correct_rows, write_correction_csv
from regesta.outputs.correction_workbook import write_correction_workbook
from regesta.outputs.record_cells import COLUMNS
from regesta.records import Contributor, Identifier, Name, Place, Record, Text
from regesta.sources.tables import words

HEADING = ("Title", "Year", "URL")
ROWS = (
    (2, ("=1+1", "2016", "https://x.org")),
    (3, ("", "2017", "@SUM(A1)\x07")),
    (4, ("A, study", "2018")),
)


def place(row, field=None):
    return Place("s", "a.csv", row=row, field=field)


def findings():
    return [
        new_finding("row-without-title", place(3, "Title"), value="2017"),
        new_finding("column-unread", place(1, "X"), value="x", heading="X", letter="D"),
        new_finding("row-too-large", place(9), value="x"),
        new_finding("cell-error", place(3, "URL"), value="#REF!"),
    ]


def workbook(table, language="en"):
    file = io.BytesIO()
    write_correction_workbook(table, file, language)
    return openpyxl.load_workbook(file)


def test_a_row_has_its_findings_beside_it():
    book = workbook(correct_rows(HEADING, ROWS, findings()))
    sheet = book["Corrections"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [*HEADING, "Findings"]
    assert rows[1][3] is None
    assert rows[2][3].startswith("Title: The row has no title: “2017”. → Write the title")
    assert rows[2][3].count("\n") == 1
    assert rows[4][3].startswith("The row is too large")
    assert sheet.freeze_panes == "C2"
    assert "X" in book["About the file"]["A1"].value


def test_cells_at_fault_are_coloured_and_commented():
    sheet = workbook(correct_rows(HEADING, ROWS, findings()))["Corrections"]
    assert sheet["A3"].fill.start_color.rgb.endswith("FFC7CE")
    assert sheet["C3"].fill.start_color.rgb.endswith("FFEB9C")
    assert "no title" in sheet["A3"].comment.text
    assert sheet["A2"].fill.fill_type is None
    assert sheet["A2"].comment is None


def test_no_cell_is_a_formula():
    sheet = workbook(correct_rows(HEADING, ROWS, findings()))["Corrections"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["A2"].quotePrefix
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    output = io.StringIO(newline="")
    write_correction_csv(correct_rows(HEADING, ROWS, findings()), output)
    rows = list(csv.reader(io.StringIO(output.getvalue(), newline="")))
    assert rows[1][0] == "'=1+1"
    assert rows[2][2] == "'@SUM(A1)\x07"
    assert rows[3] == ["A, study", "2018", "", ""]


def test_the_words_are_french_where_they_are_asked_for():
    sheet = workbook(correct_rows(HEADING, ROWS, findings()), "fr")["Corrections"]
    assert sheet["D1"].value == "Constats"
    assert "La ligne n’a pas de titre" in sheet["D3"].value


def test_cells_without_a_heading_are_not_lost():
    sheet = workbook(correct_rows(("A", "B"), [(2, ("1", "2", "", "4"))], ()))["Corrections"]
    assert [cell.value for cell in sheet[2]] == ["1", "2 | 4", None]


def record():
    there = Place("s", "a.bib", line=3, key="k1")
    return Record(
        "s-k1",
        there,
        titles=(Text("A study"), Text("Étude", "fr")),
        creators=(
            Contributor(Name("Doe, Jane", there)),
            Contributor(Name("IOM", there), is_agency=True),
        ),
        identifiers=(Identifier("doi", "10.1000/x"),),
        places=(("identifiers", Place("s", "a.bib", line=5, field="doi")),),
    )


def test_a_source_without_rows_gets_a_row_for_each_record():
    doi = Place("s", "a.bib", line=5, field="doi")
    at_fault = Finding("doi-malformed", Severity.WARNING, "Wrong.", doi)
    unread = new_finding("title-is-no-title", Place("s", "a.bib", line=9), value="x")
    second = Place("s", "a.bib", key="k2")
    lost = Finding("lost", Severity.VIOLATION, "Not read.", second, record_title="Lost")
    table = correct_records([(record(), (at_fault,))], [lost, unread])
    rows = list(table.rows)
    cells = dict(zip(COLUMNS, rows[0].cells, strict=True))
    assert (cells["Id"], cells["Title"], cells["Author"], cells["Agency"]) == (
        "k1",
        "A study",
        "Doe, Jane",
        "IOM",
    )
    assert [COLUMNS[position] for position, _ in rows[0].faults] == ["DOI"]
    assert dict(zip(COLUMNS, rows[1].cells, strict=True))["Title"] == "Lost"
    assert table.about_file == (unread,)


@pytest.mark.parametrize("heading", COLUMNS)
def test_the_reader_of_tables_knows_each_heading(heading):
    assert words.field_by_words().get(words.fold(heading)) not in (None, words.IGNORED)


def test_a_corrected_table_can_be_read_again(tmp_path):
    _, found = read_table(CASES / "formulas-neutralised.csv")
    rows = [(2, ("=HYPERLINK study", "2016"))]
    path = tmp_path / "again.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_correction_csv(correct_rows(("Title", "Year"), rows, found), file)
    (again,), findings = read_table(path)
    assert again.title == "=HYPERLINK study"
    assert [finding.code for finding in findings] == ["columns-read"]
