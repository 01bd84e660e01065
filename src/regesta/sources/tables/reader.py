"""The reader of tables: one row of a CSV file or of a workbook is one record."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from regesta.errors import ConfigurationError
from regesta.findings import Finding, Severity
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.reader import Reader, Unit, source_files
from regesta.sources.tables import words
from regesta.sources.tables.building import read_row
from regesta.sources.tables.delimited import find_dialect, read_delimited
from regesta.sources.tables.encodings import UTF8
from regesta.sources.tables.file_kinds import START, kind_of_file, refused_file, unreadable
from regesta.sources.tables.inspection import UnreadColumns, find_heading, inspect
from regesta.sources.tables.layout import Layout, decode_layout
from regesta.sources.tables.rows import Row, decode_row
from regesta.sources.tables.workbook import read_workbook

_SAMPLE_ROWS = 240
_SAMPLE_CHARACTERS = 4_000_000


class TableReader(Reader):
    """Reads tables in text and Excel workbooks, by what the files hold, not by their names."""

    name = "table"
    suffixes = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
    options = ("columns", "delimiter", "encoding", "separator", "sheet")

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """A unit for each row below the heading that is not blank."""
        stated = self._stated(source)
        for file in source_files(path, self.suffixes, source.name):
            if isinstance(file, Finding):
                yield file
                continue
            try:
                yield from self._split_file(*file, source, stated)
            except OSError as error:
                yield unreadable(error, file[1])

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """The record of a row, after what was found in it."""
        row = decode_row(unit.content, unit.place.row or 0)
        yield from read_row(row, decode_layout(unit.context[0]), unit.place)

    def _split_file(
        self, path: Path, place: Place, source: SourceSettings, stated: Mapping[str, str]
    ) -> Iterator[Unit | Finding]:
        with path.open("rb") as file:
            kind = kind_of_file(file.read(START))
        layout = Layout((), separator=self.option(source, "separator", ""))
        if refused := refused_file(path, place, kind):
            yield refused
        elif kind == "zip":
            sheet = self.option(source, "sheet", "")
            yield from _units(read_workbook(path, place, sheet, stated), layout, stated, place)
        else:
            yield from self._split_text(path, place, source, stated, layout)

    def _split_text(
        self,
        path: Path,
        place: Place,
        source: SourceSettings,
        stated: Mapping[str, str],
        layout: Layout,
    ) -> Iterator[Unit | Finding]:
        encoding = self.option(source, "encoding", "")
        delimiter = self.option(source, "delimiter", "")
        if len(delimiter) > 1:
            raise ConfigurationError(
                f"The source “{source.name}”: the option “delimiter” is one character, "
                f"not “{delimiter}”."
            )
        dialect = find_dialect(path, encoding, delimiter, stated)
        if not dialect.encoding.is_certain:
            yield new_finding(
                "encoding-assumed",
                place,
                value=dialect.encoding.example,
                encoding=dialect.encoding.said,
                name=dialect.encoding.name,
            )
        elif not encoding and dialect.encoding.name not in (UTF8, "utf-8-sig"):
            yield new_finding("encoding-other", place, encoding=dialect.encoding.said)
        rows = read_delimited(path, dialect, place)
        yield from _units(rows, replace(layout, delimiter=dialect.delimiter), stated, place)

    def _stated(self, source: SourceSettings) -> Mapping[str, str]:
        """The fields that the catalogue gives to headings, by the heading folded."""
        given = self.option(source, "columns", {})
        known = ", ".join(words.fields())
        stated = {}
        for heading, field in given.items():
            if not isinstance(field, str) or (
                field and field.partition("@")[0] not in words.fields()
            ):
                raise ConfigurationError(
                    f"The source “{source.name}”: the option “columns” gives “{heading}” the "
                    f'field “{field}”, which there is not; use one of {known}, or "" to leave '
                    "the column out."
                )
            stated[words.fold(heading)] = field
        return stated


def _units(
    rows: Iterator[Row | Finding], layout: Layout, stated: Mapping[str, str], place: Place
) -> Iterator[Unit | Finding]:
    """The units of a table: its first rows are looked at together, the others one by one."""
    first: list[Row] = []
    size = 0
    is_refused = False
    for item in islice(rows, _SAMPLE_ROWS):
        if isinstance(item, Finding):
            yield item
            is_refused = item.severity is Severity.VIOLATION
            continue
        first.append(item)
        place = replace(place, sheet=item.sheet or None)
        size += sum(map(len, item.cells))
        if size > _SAMPLE_CHARACTERS:
            break
    position = find_heading(first, stated)
    if position is None:
        if any(not row.is_blank for row in first):
            yield _without_heading(first, place)
        elif not is_refused:
            yield new_finding("table-empty", place, value=place.file)
        return
    heading, data = first[position], first[position + 1 :]
    yield from _above(first[:position], place)
    inspection = inspect(heading, data, layout, stated, place)
    yield from inspection.findings
    yield from _below(chain(data, rows), heading, inspection.layout, place)


def _below(
    rows: Iterator[Row | Finding], heading: Row, layout: Layout, place: Place
) -> Iterator[Unit | Finding]:
    context = (layout.encode(),)
    unread = UnreadColumns(layout, replace(place, row=heading.number))
    is_empty = True
    for row in rows:
        if isinstance(row, Finding):
            yield row
        elif row.is_blank:
            continue
        elif row.cells == heading.cells:
            yield new_finding("heading-repeated", replace(place, row=row.number))
        else:
            is_empty = False
            yield from unread.see(row)
            yield Unit(replace(place, row=row.number), row.encode(), context)
    if is_empty:
        yield new_finding("table-without-rows", replace(place, row=heading.number))


def _above(rows: list[Row], place: Place) -> Iterator[Finding]:
    """What stands above the heading, such as the table's title, in one finding."""
    filled = [row for row in rows if not row.is_blank]
    if filled:
        text = " | ".join(cell.strip() for row in filled for cell in row.cells if cell.strip())
        there = replace(place, row=filled[0].number)
        yield new_finding("rows-above-heading", there, value=text, last=str(filled[-1].number))


def _without_heading(rows: list[Row], place: Place) -> Finding:
    first = next(row for row in rows if not row.is_blank)
    shown = " | ".join(cell.strip() for cell in first.cells if cell.strip())
    return new_finding("heading-absent", replace(place, row=first.number), value=shown)
