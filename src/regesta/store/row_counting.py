"""Counts the rows of an answer while it is written, whatever its values hold."""

import re
from collections.abc import Callable

import pyoxigraph as ox

_JSON_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_OPEN_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(\\?)$', re.DOTALL)
_XML_ROW = b"<result>"

_Count = Callable[[bytes, bytes], tuple[int, bytes]]


class TooManyRowsError(Exception):
    """The answer has more rows than it may have."""


class RowCounter:
    """Looks at each piece of an answer in one format; None stands for N-Triples."""

    def __init__(self, most: int, written_as: ox.QueryResultsFormat | None) -> None:
        self._most = most
        self._rows, self._count = _COUNTING[written_as]
        self._left = b""

    def take(self, piece: bytes) -> None:
        """Count the rows of the next piece; raises TooManyRowsError."""
        rows, self._left = self._count(self._left, piece)
        self._rows += rows
        if self._rows > self._most:
            raise TooManyRowsError


def _count_lines(_: bytes, piece: bytes) -> tuple[int, bytes]:
    """The ends of lines, where no value has one."""
    return piece.count(b"\n"), b""


def _count_csv(left: bytes, piece: bytes) -> tuple[int, bytes]:
    """The ends of lines outside quotes; what is left is an open quote."""
    parts = (left + piece).split(b'"')
    return sum(part.count(b"\n") for part in parts[::2]), b"" if len(parts) % 2 else b'"'


def _count_json(left: bytes, piece: bytes) -> tuple[int, bytes]:
    """The objects that follow another one in a list, which only rows do."""
    text = _JSON_STRING.sub(b"", left + piece)
    open_string = _OPEN_STRING.search(text)
    if open_string is None:
        return text.count(b"},{"), text[-2:]
    closed = text[: open_string.start()]
    return closed.count(b"},{"), closed[-2:] + b'"' + open_string[1]


def _count_xml(left: bytes, piece: bytes) -> tuple[int, bytes]:
    """The elements of rows; what is left may be the beginning of one."""
    text = left + piece
    return text.count(_XML_ROW), text[-len(_XML_ROW) + 1 :]


# With the number of rows before the first piece: the line of names is none, and in JSON the first
# row follows nothing.
_COUNTING: dict[ox.QueryResultsFormat | None, tuple[int, _Count]] = {
    ox.QueryResultsFormat.CSV: (-1, _count_csv),
    ox.QueryResultsFormat.TSV: (-1, _count_lines),
    ox.QueryResultsFormat.JSON: (1, _count_json),
    ox.QueryResultsFormat.XML: (0, _count_xml),
    None: (0, _count_lines),
}
