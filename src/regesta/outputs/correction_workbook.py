"""A table to correct a source in, as an Excel workbook: faults are coloured and commented."""

from collections.abc import Sequence
from itertools import groupby
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from regesta.findings import Finding, Severity
from regesta.outputs.correction_table import (
    CorrectionRow,
    CorrectionTable,
    findings_heading,
    fitted,
    is_formula,
    say_finding,
    say_findings,
)

_COLOURS: Final = {
    Severity.VIOLATION: "FFC7CE",
    Severity.WARNING: "FFEB9C",
    Severity.INFO: "DDEBF7",
}
_SHEETS: Final = {"en": ("Corrections", "About the file"), "fr": ("Corrections", "Sur le fichier")}
_LONGEST: Final = 32_767
_MOST_COMMENTS: Final = 5_000
"""openpyxl keeps every comment in memory; further cells are coloured only."""
_FROZEN: Final = 2


def write_correction_workbook(
    table: CorrectionTable, file: IO[bytes], language: str = "en"
) -> None:
    """Write the table, row by row; all cells are texts, so that no number loses a digit."""
    book = Workbook(write_only=True)
    names = _SHEETS.get(language, _SHEETS["en"])
    _Sheet(book, names[0], table, language).write()
    if table.about_file:
        sheet = book.create_sheet(names[1])
        sheet.column_dimensions["A"].width = 120
        for finding in table.about_file:
            said = f"{finding.place}: {say_finding(finding, language)}"
            sheet.append([_cell(sheet, said)])
    book.save(file)


class _Sheet:
    """The sheet of the rows while it is written."""

    def __init__(self, book: Workbook, name: str, table: CorrectionTable, language: str) -> None:
        self._sheet: Any = book.create_sheet(name)
        self._table = table
        self._language = language
        self._comments = 0

    def write(self) -> None:
        """Write the heading and the rows; the heading and the first columns stay in view."""
        heading = (*self._table.heading, findings_heading(self._language))
        self._sheet.freeze_panes = f"{get_column_letter(min(_FROZEN, len(heading)) + 1)}2"
        for position in range(1, len(heading)):
            self._sheet.column_dimensions[get_column_letter(position)].width = 24
        self._sheet.column_dimensions[get_column_letter(len(heading))].width = 80
        titles = [_cell(self._sheet, text) for text in heading]
        for title in titles:
            title.font = Font(bold=True)
        self._sheet.append(titles)
        for row in self._table.rows:
            self._sheet.append(self._row(row))

    def _row(self, row: CorrectionRow) -> list[Any]:
        width = len(self._table.heading)
        made = [_cell(self._sheet, text) for text in fitted(row.cells, width)]
        for position, found in groupby(sorted(row.faults, key=_position), key=_position):
            if position < width:
                self._mark(made[position], [finding for _, finding in found])
        said = _cell(self._sheet, say_findings(row.findings, self._language))
        if row.findings:
            said.fill = _fill(row.findings)
            said.alignment = Alignment(wrap_text=True, vertical="top")
        return [*made, said]

    def _mark(self, cell: Any, findings: Sequence[Finding]) -> None:
        cell.fill = _fill(findings)
        self._comments += 1
        if self._comments <= _MOST_COMMENTS:
            cell.comment = Comment(_clean(say_findings(findings, self._language)), "Regesta")


def _position(fault: tuple[int, Finding]) -> int:
    return fault[0]


def _fill(findings: Sequence[Finding]) -> PatternFill:
    gravest = min((finding.severity for finding in findings), key=lambda each: each.rank)
    return PatternFill("solid", start_color=_COLOURS[gravest])


def _cell(sheet: Any, text: str) -> Any:
    """A cell that holds a text, whatever it begins with."""
    clean = _clean(text)
    cell = WriteOnlyCell(sheet, clean)
    cell.data_type = "s"
    if is_formula(clean):
        # As after a typed apostrophe, so that it stays a text when it is edited.
        cell.quotePrefix = True
    return cell


def _clean(text: str) -> str:
    """The text as a workbook can hold it."""
    writable = ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    return writable if len(writable) <= _LONGEST else writable[: _LONGEST - 1] + "…"
