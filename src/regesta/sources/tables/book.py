"""An open workbook: its sheets by name, and what their cells need from the rest of the file."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and the part of the archive that holds it."""

    title: str
    part: str


class Book:
    """A workbook whose sheets are read row by row.

    It takes openpyxl's steps but the last, which reads a sheet without a stated size to its end.
    """

    def __init__(self, file: IO[bytes]) -> None:
        reader: Any = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self._reader = reader
        self.archive: zipfile.ZipFile = reader.archive
        self.epoch = reader.wb.epoch

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in their order, charts left out."""
        for sheet, relation in self._reader.parser.find_sheets():
            is_chart = "worksheet" not in relation.Type
            if not is_chart and relation.target in self._reader.valid_files:
                yield Sheet(str(sheet.name), relation.target)

    def parser_options(self) -> dict[str, Any]:
        """What the parser of a sheet has to know of the workbook."""
        book = self._reader.wb
        return {
            "shared_strings": self._reader.shared_strings,
            "data_only": True,
            "epoch": book.epoch,
            "date_formats": book._date_formats,
            "timedelta_formats": book._timedelta_formats,
        }

    def number_format(self, style: int) -> str:
        """How a cell of this style shows its number."""
        book = self._reader.wb
        number = book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
