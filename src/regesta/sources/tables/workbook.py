"""Excel workbooks: the sheet to read, and its rows."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.tables.archives import ARCHIVE_FAULTS, refused_archive
from regesta.sources.tables.book import Book, Sheet
from regesta.sources.tables.inspection import find_heading, letter_of
from regesta.sources.tables.rows import Note, Row
from regesta.sources.tables.sheet_marks import SheetMarks, read_marks
from regesta.sources.tables.sheet_rows import (
    BoundedFile,
    SheetParser,
    SheetTooLargeError,
    cell_text,
)

_LOOKED_AT = 40
# What openpyxl and the parsers below it raise for a file that is not as the standard has it.
_FAULTS = (AttributeError, OverflowError, SyntaxError, TypeError, *ARCHIVE_FAULTS)


def read_workbook(
    path: Path, place: Place, wanted: str, stated: Mapping[str, str]
) -> Iterator[Row | Finding]:
    """The rows of the sheet that is wanted, or of the first with a heading that is known.

    What keeps the workbook from being read is one finding; rows before it are kept.
    """
    if refused := refused_archive(path, place):
        yield refused
        return
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            yield from _rows_of_book(Book(file), place, wanted, stated)
    except SheetTooLargeError:
        yield new_finding("workbook-too-large", place, value=place.file, size="?")
    except _FAULTS:
        yield new_finding("workbook-damaged", place, value=place.file)


def _rows_of_book(
    book: Book, place: Place, wanted: str, stated: Mapping[str, str]
) -> Iterator[Row | Finding]:
    sheets = list(book.sheets())
    if wanted:
        chosen = next((sheet for sheet in sheets if sheet.title.strip() == wanted.strip()), None)
        if chosen is None:
            names = ", ".join(f"“{sheet.title}”" for sheet in sheets)
            yield new_finding("sheet-absent", place, value=wanted, sheets=names)
            return
    else:
        chosen = _first_with_heading(book, sheets, stated)
    if chosen is None:
        yield new_finding("table-empty", place, value=place.file)
        return
    there = replace(place, sheet=chosen.title)
    others = [sheet.title for sheet in sheets if sheet is not chosen and _has_content(book, sheet)]
    if others and not wanted:
        said = ", ".join(f"“{name}”" for name in others)
        yield new_finding("sheets-unread", there, read=chosen.title, others=said)
    yield from read_sheet(book, chosen, there)


def _first_with_heading(book: Book, sheets: list[Sheet], stated: Mapping[str, str]) -> Sheet | None:
    """The first sheet in which several headings are known, else one, else the first with cells."""
    best: Sheet | None = None
    most = -1
    for sheet in sheets:
        rows = list(islice(_rows(book, sheet, SheetMarks()), _LOOKED_AT))
        position = find_heading(rows, stated)
        is_filled = any(not row.is_blank for row in rows)
        known = int(is_filled) if position is None else 1 + _known(rows[position])
        if known > 3:
            return sheet
        if known > most and is_filled:
            best, most = sheet, known
    return best


def _known(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _has_content(book: Book, sheet: Sheet) -> bool:
    return any(not row.is_blank for row in islice(_rows(book, sheet, SheetMarks()), _LOOKED_AT))


def read_sheet(book: Book, sheet: Sheet, place: Place) -> Iterator[Row | Finding]:
    """The rows of one sheet, merged cells filled; hidden rows are rows."""
    marks = read_marks(book.archive, sheet.part)
    filling: dict[int, tuple[int, str]] = {}
    filled = 0
    for row in _rows(book, sheet, marks):
        cells = list(row.cells)
        for column, (last, text) in list(filling.items()):
            if row.number > last:
                del filling[column]
            elif column < len(cells) and not cells[column].strip():
                cells[column] = text
                filled += 1
        for column, text in enumerate(row.cells):
            last = marks.merged.get((row.number, column + 1), 0)
            if last and text.strip():
                filling[column] = (last, text)
        if filled == 1 and tuple(cells) != row.cells:
            there = replace(place, row=row.number)
            column = next(at for at, text in enumerate(cells) if text != row.cells[at])
            yield new_finding("cells-merged", there, value=cells[column], letter=letter_of(column))
        yield replace(row, cells=tuple(cells))


def _rows(book: Book, sheet: Sheet, marks: SheetMarks) -> Iterator[Row]:
    """The rows that the sheet's file holds, all as wide as the widest so far."""
    with book.archive.open(sheet.part) as file:
        parser = SheetParser(BoundedFile(file), **book.parser_options())
        width = 0
        for number, cells in parser.cells_by_row():
            width = max([width, *(cell["column"] for cell in cells if cell["value"] is not None)])
            texts = [""] * width
            notes: list[Note] = []
            for cell in cells:
                text, note = cell_text(cell, book)
                position = cell["column"] - 1
                if position < width:
                    texts[position] = text
                target = marks.links.get((number, cell["column"]))
                notes += [Note(position, *each) for each in (note,) if each]
                notes += [Note(position, "link", target)] if target else []
            yield Row(number, tuple(texts), tuple(notes), sheet.title)
