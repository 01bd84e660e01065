"""Findings as CSV (RFC 4180), for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

COLUMNS: Final = (
    "severity", "record_title", "record_iri",
    "source", "file", "sheet", "line", "row", "record", "key", "field",
    "message", "value", "expected", "example", "remedy", "code",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def serialise_findings_csv(findings: Iterable[Mapping[str, object]]) -> str:
    """One row a finding, under a header; a cell that a spreadsheet would run gets an apostrophe."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for finding in findings:
        writer.writerow(_cell(finding[column]) for column in COLUMNS)
    return output.getvalue()


def _cell(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value
