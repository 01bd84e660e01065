"""Cuts files of ISO 2709 into records, by the length in the leader or by the terminator."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST = 10_000_000
"""The most bytes that a record may have; the format's own limit is 99,999."""

_CHUNK = 4 * 1024 * 1024
_TERMINATOR = b"\x1d"
_PADDING = b"\r\n\t \x00\x1a\xef\xbb\xbf"
_LEADER = re.compile(rb"[0-9 ]{5}[a-z ][a-z][a-z ][a-z0-9 ][a-z ][0-9 ]{2}[0-9 ]{5}")
_NO_LENGTH = re.compile(rb"[^\x1d-\x1f]{5}[a-z][a-z][a-z ].{16}", re.DOTALL)
_FIELD_END = b"\x1e"
LEADER_START = re.compile(rb"\s*[0-9]{5}[a-z ][a-z][a-z ].{9}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file with its offset: a record, or what is none.

    `fault` is the code of a finding, empty for a record that is as it should be. Only a piece
    whose `is_record` is true can be read.
    """

    offset: int
    content: bytes
    fault: str = ""
    length: int = 0
    is_record: bool = True


def cut_records(file: BinaryIO) -> Iterator[Piece]:
    """The records of a file and what stands between them, in their order."""
    return _Cutter(file).pieces()


class _Cutter:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer = b""
        self._start = 0
        """The offset of the buffer in the file."""

    def pieces(self) -> Iterator[Piece]:
        position = 0
        while True:
            position = yield from self._cut(position)
            if len(self._buffer) - position > LONGEST:
                yield from self._skip(position)
                position = 0
            elif self._fill(position):
                position = 0
            else:
                break
        rest = self._buffer[position:]
        if rest.strip(_PADDING):
            at = len(rest) - len(rest.lstrip(_PADDING))
            fault = "marc-truncated" if _LEADER.match(rest, at) else "marc-garbage"
            yield Piece(self._start + position + at, rest[at:], fault, len(rest) - at, False)

    def _cut(self, position: int) -> Generator[Piece, None, int]:
        """The records that end in the buffer; returns where the last of them does."""
        buffer = self._buffer
        while (end := buffer.find(_TERMINATOR, position) + 1) > 0:
            stated = buffer[position : position + 5]
            if stated.isdigit() and int(stated) == end - position:
                yield Piece(self._start + position, buffer[position:end])
            else:
                yield from self._odd(self._start + position, buffer[position:end])
            position = end
        return position

    def _fill(self, position: int) -> bool:
        """Read more behind what has not been cut yet; whether there was more."""
        chunk = self._file.read(_CHUNK)
        if not chunk:
            return False
        self._buffer, self._start = self._buffer[position:] + chunk, self._start + position
        return True

    def _odd(self, offset: int, piece: bytes) -> Iterator[Piece]:
        """The records in what ends with a terminator but is not as long as it says."""
        at = len(piece) - len(piece.lstrip(_PADDING))
        if at == len(piece) - 1:
            return
        found = _LEADER.search(piece, at)
        if found and found.start() > at:
            yield Piece(offset + at, piece[at : found.start()], "marc-garbage", 0, False)
            at = found.start()
        elif not found and not (_NO_LENGTH.match(piece, at) and _FIELD_END in piece):
            yield Piece(offset + at, piece[at:], "marc-not-a-record", 0, False)
            return
        yield from self._records(offset, piece, at)

    def _records(self, offset: int, piece: bytes, at: int) -> Iterator[Piece]:
        """One record, or several that lack the terminator between them."""
        while at < (end := at + _stated(piece, at)) < len(piece) and _LEADER.match(piece, end):
            yield Piece(offset + at, piece[at:end], "marc-terminator-missing")
            at = end
        if end != len(piece) and (whole := _whole_record(piece, at)):
            yield Piece(offset + at, piece[at:whole], "marc-truncated", whole - at, False)
            at, end = whole, len(piece)
        fault = "" if end == len(piece) else "marc-length-wrong"
        yield Piece(offset + at, piece[at:], fault, end - at)

    def _skip(self, position: int) -> Iterator[Piece]:
        """Pass over what has no terminator for too long, without keeping it."""
        offset = self._start + position
        shown, length = self._buffer[position : position + 100], len(self._buffer) - position
        while chunk := self._file.read(_CHUNK):
            end = chunk.find(_TERMINATOR)
            if end >= 0:
                length += end + 1
                self._buffer, self._start = chunk[end + 1 :], offset + length
                break
            length += len(chunk)
        else:
            self._buffer, self._start = b"", offset + length
        yield Piece(offset, shown, "marc-record-too-long", length, False)


def _stated(piece: bytes, at: int) -> int:
    """The length that a leader states, 0 if it states none."""
    digits = piece[at : at + 5]
    return int(digits) if digits.isdigit() else 0


def _whole_record(piece: bytes, at: int) -> int:
    """Where behind a record another begins that is as long as it says, 0 if nowhere."""
    for found in _LEADER.finditer(piece, at + 1):
        if _stated(piece, found.start()) == len(piece) - found.start():
            return found.start()
    return 0
