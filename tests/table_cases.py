"""What the tests of tables share: the cases, and workbooks made of their descriptions."""

import datetime
import json
from pathlib import Path

import openpyxl

from regesta.findings import Finding
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.tables.reader import TableReader

CASES = Path(__file__).resolve().parent / "fixtures" / "tables"
TABLES = sorted(path for path in CASES.iterdir() if path.suffix in TableReader.suffixes)
WORKBOOKS = sorted((CASES / "workbooks").glob("*.json"))
EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))


def make_workbook(description, path):
    """A workbook as a JSON file describes it: dates, formats, links, merged and hidden cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for described in description["sheets"]:
        sheet = book.create_sheet(described["name"])
        for number, row in enumerate(described["rows"], start=1):
            for column, value in enumerate(row, start=1):
                _fill(sheet.cell(number, column), value)
        for area in described.get("merge", ()):
            sheet.merge_cells(area)
        for number in described.get("hidden", ()):
            sheet.row_dimensions[number].hidden = True
    book.save(path)
    return path


def _fill(cell, value):
    if not isinstance(value, dict):
        cell.value = value
        return
    cell.value = datetime.date.fromisoformat(value["date"]) if "date" in value else value["value"]
    if "format" in value:
        cell.number_format = value["format"]
    if "link" in value:
        cell.hyperlink = value["link"]


def read_table(path, **options):
    """The records and the findings of a file."""
    source = SourceSettings("t", "table", str(path), "t", "2026-01-01", options=options)
    items = list(TableReader().read_records(Path(path), source))
    return (
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, Finding)],
    )


def summarise(records, findings):
    """What a case says of a file: the fields of its records, and where each finding stands."""
    return {
        "records": [_record(record) for record in records],
        "findings": [
            f"{finding.code} {finding.place.row or '-'} {finding.place.field or '-'}"
            for finding in findings
            if finding.code != "columns-read"
        ],
    }


def _record(record):
    values = {"row": record.place.row}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if name not in ("place", "places") and value:
            values[name] = _plain(value)
    return values


def _plain(value):
    if isinstance(value, str):
        return value
    return [_said(each) for each in value]


def _said(value):
    if isinstance(value, str):
        return value
    if hasattr(value, "language"):
        return f"{value.value}@{value.language}" if value.language else value.value
    if hasattr(value, "scheme"):
        return f"{value.scheme} {value.value}"
    if not hasattr(value, "name"):
        return value.value
    parts = (value.family_name, value.given_name, value.orcid, value.role)
    known = [value.name.value, *(part for part in parts if part)]
    return " | ".join([*known, *(["agency"] if value.is_agency else [])])
