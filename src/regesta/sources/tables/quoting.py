"""Rows of delimited text: a quotation mark that is never closed takes no other row with it."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TextIO

LONGEST_ROW = 1_000_000
"""The most characters that a row may have; a longer one is not kept."""
MOST_LINES = 2_000
"""The most lines that one row may run over."""

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row whose cells cannot be told; `kind` is `long` or `quote`, `cells` are a reading of it.

    The cells of a row with an open quotation mark are those that it has if no mark counts.
    """

    kind: str
    shown: str
    cells: tuple[str, ...] = ()


def read_rows(file: TextIO, delimiter: str) -> Iterator[tuple[str, ...] | BrokenRow]:
    """The rows of a file that was opened with `newline=""`, in memory bounded by one row."""
    csv.field_size_limit(LONGEST_ROW + MOST_LINES)
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        if long := lines.skip_long_line():
            yield BrokenRow("long", long)
            continue
        try:
            yield tuple(next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield _again(lines, delimiter)


def _again(lines: "_Lines", delimiter: str) -> tuple[str, ...] | BrokenRow:
    """What the first of the lines holds that no row could be made of; the others are read anew."""
    is_open = lines.is_at_end or len(lines.taken) > 1
    first = lines.give_back_all_but_first()
    if not is_open:
        return _cells(first, delimiter, is_quoted=True)
    return BrokenRow("quote", first[:_SHOWN].rstrip(), _cells(first, delimiter, is_quoted=False))


def _cells(line: str, delimiter: str, *, is_quoted: bool) -> tuple[str, ...]:
    mark = '"' if is_quoted else None
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    try:
        return tuple(
            next(csv.reader([line], delimiter=delimiter, quotechar=mark, quoting=quoting), ())
        )
    except csv.Error:
        return (line,)


class _Lines:
    """The lines of a file, of which some can be given back; one row takes a limited number."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.is_at_end = False
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._next()
        is_too_much = self._size + len(line) > LONGEST_ROW or len(self.taken) >= MOST_LINES
        if not line or is_too_much:
            self._back.extendleft([line] if line else [])
            self.is_at_end = True
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        return line

    def begin(self) -> None:
        """Begin a new row."""
        self.taken.clear()
        self._size = 0
        self.is_at_end = False

    def skip_long_line(self) -> str:
        """The beginning of the next line if it is too long, which is then passed over."""
        line = self._next()
        if len(line) <= LONGEST_ROW:
            self._back.extendleft([line] if line else [])
            return ""
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = self._next()
        return line[:_SHOWN]

    def give_back_all_but_first(self) -> str:
        """The first line of this row, after the others were put back."""
        first, *others = self.taken
        self._back.extendleft(reversed(others))
        return first

    def _next(self) -> str:
        return self._back.popleft() if self._back else self._file.readline(LONGEST_ROW + 1)
