"""Inspection: what a table's first rows say of its columns, before any row is read."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.messages import messages, new_finding
from regesta.records import Place
from regesta.sources.tables import words
from regesta.sources.tables.headings import Certainty, is_heading, read_heading
from regesta.sources.tables.layout import UNREAD, Column, Layout
from regesta.sources.tables.rows import Row
from regesta.sources.tables.swapped import exchange_columns

_HEADING_WITHIN = 40
_DATE = re.compile(r"\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{4}\s*")


@dataclass(slots=True)
class Inspection:
    """What was found: the layout, and findings on the table as a whole."""

    layout: Layout
    findings: list[Finding] = field(default_factory=list)


def find_heading(rows: Sequence[Row], stated: Mapping[str, str]) -> int | None:
    """The position of the row with the most known headings; None where no row has any.

    A single known word counts only in the first row that holds anything, or alone in its row.
    """
    best, most = None, 0
    is_first = True
    for position, row in enumerate(rows[:_HEADING_WITHIN]):
        if row.is_blank:
            continue
        known = sum(is_heading(cell, stated) for cell in row.cells)
        filled = sum(1 for cell in row.cells if cell.strip())
        if known > most and (known > 1 or is_first or filled == 1):
            best, most = position, known
        is_first = False
    return _nearly_a_heading(rows, stated) if best is None else best


def _nearly_a_heading(rows: Sequence[Row], stated: Mapping[str, str]) -> int | None:
    """The first row that holds anything, where most of it nearly is a heading."""
    first = next((at for at, row in enumerate(rows[:_HEADING_WITHIN]) if not row.is_blank), None)
    cells = [cell for cell in rows[first].cells if cell.strip()] if first is not None else []
    known = sum(read_heading(cell, stated) is not None for cell in cells)
    return first if known > 1 and known * 2 >= len(cells) else None


def inspect(
    heading: Row,
    rows: Sequence[Row],
    layout: Layout,
    stated: Mapping[str, str],
    place: Place,
) -> Inspection:
    """What the columns below a heading are; `layout` holds what is known of the file so far."""
    data = [row for row in rows if not row.is_blank]
    there = replace(place, row=heading.number)
    columns = _columns(heading, _width(heading, data), stated)
    found = Inspection(replace(layout, columns=columns))
    found.findings += _doubtful(columns, there)
    found.findings += _absent(stated, columns, there)
    columns, exchanged = exchange_columns(columns, data, there)
    found.findings += exchanged
    found.layout = replace(
        found.layout,
        columns=columns,
        date_order=_date_order(columns, data),
        is_ragged=_is_ragged(len(columns), data),
    )
    found.findings.append(_listing(columns, there))
    return found


def _columns(heading: Row, width: int, stated: Mapping[str, str]) -> tuple[Column, ...]:
    cells = [*heading.cells, *([""] * width)][:width]
    columns = []
    for cell in cells:
        name = " ".join(cell.split())
        meaning = read_heading(name, stated) if name else None
        columns.append(
            Column(name, meaning.field, meaning.language, meaning.certainty)
            if meaning
            else Column(name)
        )
    return _title_of_publication(_without_repetition(columns))


def _without_repetition(columns: list[Column]) -> list[Column]:
    """Without what DSpace calls the collection, a handle, and Scopus's authors in short."""
    headings = [words.fold(column.heading) for column in columns]
    is_dspace = any(heading.startswith("dc ") for heading in headings)
    is_scopus = any(heading.startswith("author full name") for heading in headings)
    needless = [("collection", is_dspace), ("authors", is_scopus)]
    return [
        replace(column, field=words.IGNORED) if (heading, True) in needless else column
        for heading, column in zip(headings, columns, strict=True)
    ]


def _title_of_publication(columns: list[Column]) -> tuple[Column, ...]:
    """“Publication title” is that of a journal only where another column has the title."""
    if not any(column.field == "title" for column in columns):
        for position, column in enumerate(columns):
            if column.field == "journal" and column.certainty != Certainty.STATED:
                columns[position] = replace(column, field="title", certainty=Certainty.GUESSED)
                break
    return tuple(columns)


def _width(heading: Row, data: Sequence[Row]) -> int:
    """That of the heading, or of most rows where those have more cells."""
    own = len("".join("x" if cell.strip() else " " for cell in heading.cells).rstrip())
    lengths = Counter(_filled(row) for row in data)
    more = sum(times for length, times in lengths.items() if length > own)
    if more * 2 > len(data):
        own = max(own, lengths.most_common(1)[0][0])
    return own


def _filled(row: Row) -> int:
    """How many cells a row has, empty ones at its end not counted."""
    return next((at for at in range(len(row.cells), 0, -1) if row.cells[at - 1].strip()), 0)


def _doubtful(columns: Sequence[Column], place: Place) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for column in columns:
        there = replace(place, field=column.heading or None)
        folded = column.heading.casefold()
        if folded and folded in seen and column.field not in ("", words.IGNORED):
            yield new_finding("heading-duplicated", there, value=column.heading)
        seen[folded] = column.heading
        if column.certainty == Certainty.GUESSED:
            yield new_finding("column-guessed", there, value=column.heading, field=named(column))
    if not any(column.field == "title" for column in columns):
        yield new_finding("column-title-absent", place)


def _absent(
    stated: Mapping[str, str], columns: Sequence[Column], place: Place
) -> Iterator[Finding]:
    """The headings that the catalogue speaks of and the table does not have."""
    there = {words.fold(column.heading) for column in columns}
    for heading in stated:
        if heading not in there:
            yield new_finding("column-stated-absent", place, value=heading)


def _date_order(columns: Sequence[Column], data: Sequence[Row]) -> str:
    """Whether all dates in figures can have their day first, or all their month, but not both."""
    first = second = 0
    for position, column in enumerate(columns):
        if column.field in ("date", "modified"):
            for row in data:
                found = _DATE.fullmatch(row.cells[position]) if position < len(row.cells) else None
                if found:
                    first += int(found[1]) > 12
                    second += int(found[2]) > 12
    return {(True, False): "dmy", (False, True): "mdy"}.get((first > 0, second > 0), "")


def _is_ragged(width: int, data: Sequence[Row]) -> bool:
    short = sum(len(row.cells) < width for row in data)
    return short > 2 and short * 4 > len(data)


def named(column: Column) -> str:
    """The field of a column as the option `columns` writes it."""
    return f"{column.field}@{column.language}" if column.language else column.field


def _listing(columns: Sequence[Column], place: Place) -> Finding:
    """The whole list of columns, which no message would else show at its full length."""
    read = ", ".join(f"“{each.heading}” = {named(each)}" for each in columns if each.is_read)
    message = messages()["columns-read"]
    return Finding(
        code="columns-read",
        severity=message.severity,
        place=place,
        parts=(("columns", read), ("value", "")),
        **message.render({"columns": read, "value": ""}, "en"),
    )


class UnreadColumns:
    """Watches the columns that are not read, and reports each once, when something is in it."""

    def __init__(self, layout: Layout, place: Place) -> None:
        self._place = place
        self._waiting = {
            position: column
            for position, column in enumerate(layout.columns)
            if column.field == UNREAD
        }

    def see(self, row: Row) -> Iterator[Finding]:
        """The findings for the columns of which this row is the first with content."""
        for position in [each for each in self._waiting if each < len(row.cells)]:
            value = row.cells[position].strip()
            if value:
                column = self._waiting.pop(position)
                code = "column-unread" if column.heading else "heading-empty"
                there = replace(self._place, field=column.heading or None)
                yield new_finding(
                    code, there, value=value, heading=column.heading, letter=letter_of(position)
                )


def letter_of(position: int) -> str:
    """The letters by which a spreadsheet names a column, counted from 0."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
