"""Tables in text: CSV and its kin, whatever their encoding and delimiter."""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.tables.encodings import Encoding, find_encoding
from regesta.sources.tables.headings import is_heading
from regesta.sources.tables.quoting import BrokenRow, read_rows
from regesta.sources.tables.rows import LAST_COLUMN, Note, Row

DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"
"""Stands for none, in a table of one column; no text has it."""

_SAMPLE = 64 * 1024
_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its encoding, its delimiter, whether a `sep=` line is first."""

    encoding: Encoding
    delimiter: str
    has_separator_line: bool = False

    @property
    def delimiter_name(self) -> str:
        """What a person calls the delimiter."""
        return _NAMES.get(self.delimiter, f"“{self.delimiter}”")


def find_dialect(path: Path, encoding: str, delimiter: str, stated: Mapping[str, str]) -> Dialect:
    """How a file is written; what is given counts, the rest is told from its beginning.

    Raises ConfigurationError for an encoding that is none.
    """
    known = Encoding(_checked(encoding)) if encoding else find_encoding(path)
    with path.open("rb") as file:
        sample = _decode(file.read(_SAMPLE), known.name)
    first = sample.lstrip("\ufeff").partition("\n")[0].strip().strip('"')
    has_line = first.lower().startswith("sep=") and len(first) <= 5
    named = first[4:5] or "\t" if has_line else ""
    chosen = delimiter or named or _find_delimiter(sample, stated)
    return Dialect(known, chosen, has_line)


def read_delimited(path: Path, dialect: Dialect, place: Place) -> Iterator[Row | Finding]:
    """The rows of a file; one that cannot be told from the next is a finding."""
    errors = "replace" if dialect.encoding.name.startswith("utf-16") else "surrogateescape"
    with path.open(encoding=dialect.encoding.name, errors=errors, newline="") as file:
        rows = read_rows(file, dialect.delimiter)
        if dialect.has_separator_line:
            next(rows, None)
        for number, row in enumerate(rows, start=1):
            there = replace(place, row=number)
            if isinstance(row, BrokenRow) and row.kind == "long":
                yield new_finding("row-too-large", there, value=row.shown)
                continue
            cells = row.cells if isinstance(row, BrokenRow) else row
            if number == 1 and cells:
                cells = (cells[0].lstrip("\ufeff"), *cells[1:])
            notes = (Note(0, "quote", row.shown),) if isinstance(row, BrokenRow) else ()
            if len(cells) > LAST_COLUMN:
                yield new_finding("row-too-large", there, value="".join(cells[:3]))
            else:
                yield Row(number, cells, notes)


def _checked(encoding: str) -> str:
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    except LookupError:
        raise ConfigurationError(
            f"The option “encoding” names “{encoding}”, which is no encoding of text; "
            "write one such as utf-8, windows-1252 or iso-8859-1."
        ) from None
    return encoding


def _decode(content: bytes, encoding: str) -> str:
    return content.decode(encoding, "replace")


def _find_delimiter(sample: str, stated: Mapping[str, str]) -> str:
    """The delimiter with which most headings are known, then the one with the evenest rows."""
    read = {each: _rows(sample, each) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: _score(read[each], stated))
    first = next((row for row in read[best] if any(map(str.strip, row))), ())
    has_one_column = len(first) < 2 and not _score(read[best], stated)[0]
    return NO_DELIMITER if has_one_column else best


def _rows(sample: str, delimiter: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for row in read_rows(io.StringIO(sample, newline=""), delimiter):
        rows.append(row.cells if isinstance(row, BrokenRow) else row)
        if len(rows) == 60:
            break
    return rows


def _score(rows: list[tuple[str, ...]], stated: Mapping[str, str]) -> tuple[int, float, int]:
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return 0, 0.0, 0
    known = max(sum(is_heading(cell, stated) for cell in row[:100]) for row in filled[:30])
    (width, times), *_ = Counter(len(row) for row in filled).most_common(1)
    return (known if known > 1 else 0), (times / len(filled) if width > 1 else 0), width
