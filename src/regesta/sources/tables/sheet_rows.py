"""The rows of a sheet, as texts: dates as precise as they are shown, numbers without decimals."""

import datetime
import re
from collections.abc import Iterator
from typing import IO, Any, Final, cast

from lxml import etree
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._reader import (
    CELL_TAG,
    DATA_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHEET_MAIN_NS

from regesta.sources.tables.book import Book
from regesta.sources.tables.rows import LAST_COLUMN

LAST_ROW: Final = 1_048_576
"""The most rows that a sheet may have; Excel has no more."""

_LONGEST_PIECE: Final = 4 * 1024 * 1024
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"(https?://[^"]+)"', re.IGNORECASE)
_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_FAILED: Final = "#VALUE!"
_YEARS: Final = range(1500, 2101)


class SheetTooLargeError(Exception):
    """A sheet has more in a row or a cell than Excel can hold."""


class SheetParser(WorkSheetParser):
    """openpyxl's parser, which keeps formulas without a value apart from empty cells.

    It drops each cell as soon as it is read, so that a row of any length takes no memory.
    """

    def cells_by_row(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """The number and the cells of each row; raises SheetTooLargeError."""
        cells: list[dict[str, Any]] = []
        source = cast(BoundedFile, self.source)
        tags = (DATA_TAG, ROW_TAG, CELL_TAG)
        for event, element in etree.iterparse(source, ("start", "end"), tag=tags, no_network=True):
            source.forget()
            if event == "end" and element.tag == CELL_TAG:
                cells.append(self.parse_cell(element))
                element.clear()
                if self.col_counter > LAST_COLUMN or len(cells) > LAST_COLUMN:
                    raise SheetTooLargeError
            elif event == "start" and element.tag == ROW_TAG:
                self._begin_row(element)
            elif event == "end" and element.tag == DATA_TAG:
                return
            elif event == "end":
                _drop(element)
                yield self.row_counter, cells
                cells = []

    def parse_cell(self, element: etree._Element) -> dict[str, Any]:
        """A cell, with its formula where it has one."""
        inline = element.find(INLINE_STRING)
        if inline is not None:
            element.remove(inline)
        before = self.col_counter
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            # One cell that is not as the standard has it must not cost the sheet.
            self.col_counter = max(self.col_counter, before + 1)
            cell = {"column": self.col_counter, "value": _FAILED, "style_id": 0}
        if inline is not None and cell["value"] is None:
            cell |= {"value": "".join(_texts(inline)), "data_type": "s"}
        formula = element.find(FORMULA_TAG)
        cell["formula"] = "" if formula is None else f"={formula.text or ''}"
        return cell

    def _begin_row(self, element: etree._Element) -> None:
        number = element.get("r") or ""
        self.row_counter = int(number) if number.isdecimal() else self.row_counter + 1
        self.col_counter = 0
        if self.row_counter > LAST_ROW:
            raise SheetTooLargeError


def _texts(inline: etree._Element) -> Iterator[str]:
    """The pieces of a text that stands in its cell, without how it is pronounced."""
    for text in inline.iter(f"{{{SHEET_MAIN_NS}}}t"):
        parent = text.getparent()
        if parent is None or not str(parent.tag).endswith("}rPh"):
            yield text.text or ""


def _drop(row: etree._Element) -> None:
    """Take a row that was read out of the tree, which would else grow with each."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


class BoundedFile:
    """A part of an archive, which may not go on too long without anything in it ending."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        """Read as a file does; raises SheetTooLargeError."""
        content = self._file.read(size)
        self._size += len(content)
        if self._size > _LONGEST_PIECE:
            raise SheetTooLargeError
        return content

    def forget(self) -> None:
        """Start to count anew."""
        self._size = 0


def cell_text(cell: dict[str, Any], book: Book) -> tuple[str, tuple[str, str] | None]:
    """The text of a cell, and the kind and text of a note on it."""
    value, formula = cell["value"], cell["formula"]
    link = _HYPERLINK.search(formula) if formula else None
    if value is None:
        return "", ("link", link[1]) if link else (("formula", formula) if formula else None)
    note = ("link", link[1]) if link else None
    if isinstance(value, bool):
        return str(value).upper(), note
    if isinstance(value, int | float):
        return _number(value), note
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, cell["style_id"], book)
    return str(value), note


def _number(value: float) -> str:
    whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e15)
    return str(int(value)) if whole else repr(value)


def _date(
    value: datetime.datetime | datetime.date, style: int, book: Book
) -> tuple[str, tuple[str, str] | None]:
    # The stub of this function has no types.
    serial: float = to_excel(value, book.epoch)  # type: ignore[no-untyped-call]
    if serial in _YEARS and value.year < 1910:
        # Who types 2016 into a cell for dates gets 8 July 1905.
        return str(int(serial)), ("year", str(int(serial)))
    pattern = book.number_format(style)
    shown = _IN_FORMAT.sub("", pattern.partition(";")[0]).lower()
    if "y" in shown and "d" not in shown and "h" not in shown:
        return value.strftime("%Y-%m" if "m" in shown else "%Y"), None
    return f"{value:%Y-%m-%d}", None
