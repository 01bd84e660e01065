"""A window that moves over the bytes of a JSON file and knows strings from brackets."""

import re
from collections.abc import Iterator
from itertools import chain

from regesta.findings import Finding
from regesta.sources.json_chunks import ChunkError

LARGEST = 16 << 20
"""The most bytes that one record may have."""

SEPARATORS = b" \t\r\n,\x1e"
"""What may stand between records, in a list or in a sequence of texts."""

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'


def _nested(levels: int) -> bytes:
    """A pattern for a list or table with at most so many levels of others in it."""
    inner = b"|" + _nested(levels - 1) if levels else b""
    return rb'[\[{](?:[^"{}\[\]]++|%b%b)*+[\]}]' % (_STRING, inner)


_OBJECT = re.compile(_nested(7), re.DOTALL)
_RUN = re.compile(rb'(?:[^"{}\[\]]++|%b)*+' % _STRING, re.DOTALL)
_BETWEEN = re.compile(rb"[%b]*+" % SEPARATORS)
_SCALAR = re.compile(rb'"(?:[^"\\]|\\.)*+"|[^,\]\[{}\s]+|.', re.DOTALL)
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_OUT_OF_STRING = re.compile(rb'[^"{}\[\]]*+')


class Overflow(Exception):  # noqa: N818 - it is a size that is met, not a fault of the program
    """Raised where a record is larger than any may be."""


class Window:
    """The part of a file that is being looked at; what was passed is forgotten.

    `fault` says why a file could not be read to its end.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.fault: Finding | None = None
        self._data = b""
        self._start = 0
        self._at = 0
        self._depth = 0

    def peek(self) -> bytes:
        """The next byte that neither is blank nor parts two values, empty at the end."""
        while True:
            found = _BETWEEN.match(self._data, self._start)
            self._start = found.end() if found else self._start
            if self._start < len(self._data) or not self._more():
                return self._data[self._start : self._start + 1]

    def skip(self, count: int) -> None:
        """Pass some bytes."""
        self._start += count

    def skip_all(self) -> None:
        """Pass everything to the end of the file."""
        self._data, self._start = b"", 0
        while self._next():
            pass

    def rest_of_line(self, longest: int) -> bytes:
        """What stands here, to the end of its line."""
        return self._data[self._start : self._start + longest].split(b"\n")[0].strip()

    def first_lines(self, count: int) -> list[bytes]:
        """The first lines that are not blank, nothing being passed."""
        while True:
            lines = [line.strip() for line in self._data.split(b"\n")]
            kept = [line for line in lines if line][:count]
            if len(kept) == count or len(self._data) > LARGEST or not self._more():
                return kept

    def lines(self) -> Iterator[tuple[int, bytes, bool]]:
        """The lines from here on with their numbers, and whether each is there as a whole."""
        number, kept, too_long = 1, bytearray(), False
        for chunk in chain((self._data[self._start :],), iter(self._next, b"")):
            *ended, rest = chunk.split(b"\n")
            for piece in ended:
                kept += piece
                yield number, bytes(kept), not too_long and len(kept) <= LARGEST
                number, too_long = number + 1, False
                kept.clear()
            kept += rest
            if len(kept) > LARGEST:
                too_long = True
                del kept[1:]
        yield number, bytes(kept), not too_long

    def whole_object(self) -> bytes:
        """The object here where it is all in the window and not nested deeply, else empty."""
        found = _OBJECT.match(self._data, self._start)
        return found[0] if found else b""

    def walk(self, depth: int = 0) -> Iterator[tuple[bytes, bytes, int]]:
        """Each bracket with what stands before it and how deep it leads, 0 being outside."""
        self._at, self._depth = self._start, depth
        while True:
            found = _RUN.match(self._data, self._at)
            end = found.end() if found else self._at
            bracket = self._data[end : end + 1]
            if not bracket or bracket == b'"':
                if len(self._data) - self._start > LARGEST:
                    raise Overflow
                if not self._double():
                    return
                continue
            before = self._data[max(self._at, end - 40) : end]
            self._at = end + 1
            self._depth += 1 if bracket in b"{[" else -1
            yield bracket, before, self._depth

    def take(self) -> bytes:
        """The bytes from where the walk began to where it is."""
        content = self._data[self._start : self._at]
        self._start = self._at
        return content

    def leave(self) -> tuple[bytes, int]:
        """What a walk has passed, and how deep it stopped; the window stands there now."""
        return self.take(), self._depth

    def scalar(self, longest: int) -> bytes:
        """A value that is no object: a word or the start of a string, as it is written."""
        while len(self._data) - self._start < LARGEST and self._more():
            found = _SCALAR.match(self._data, self._start)
            if found and found.end() < len(self._data):
                break
        found = _SCALAR.match(self._data, self._start)
        end = found.end() if found else len(self._data)
        text = self._data[self._start : end]
        self._start = end
        return text[:longest]

    def skip_object(self) -> bool:
        """Pass an object of any size from where a walk began; False where it never ends."""
        depth, in_string = 0, False
        data, at = self._data, self._start
        while True:
            pattern = _IN_STRING if in_string else _OUT_OF_STRING
            found = pattern.match(data, at)
            at = found.end() if found else at
            byte = data[at : at + 1]
            if not byte or byte == b"\\":
                # An escape at the very end is read with what follows it.
                chunk = self._next()
                if not chunk:
                    self._data, self._start = b"", 0
                    return False
                data, at = data[at:] + chunk, 0
                continue
            at += 1
            if byte == b'"':
                in_string = not in_string
                continue
            depth += 1 if byte in b"{[" else -1
            if depth == 0:
                self._data, self._start = data, at
                return True

    def _more(self) -> bool:
        """Take in the next chunk and forget what was passed; False at the end."""
        chunk = self._next()
        if not chunk:
            return False
        self._data = self._data[self._start :] + chunk
        self._at -= self._start
        self._start = 0
        return True

    def _double(self) -> bool:
        """Take in as much again, so that a long text is not looked at for every chunk of it."""
        pieces, length = [], 0
        while length <= len(self._data) - self._start and (chunk := self._next()):
            pieces.append(chunk)
            length += len(chunk)
        self._data = b"".join((self._data[self._start :], *pieces))
        self._at -= self._start
        self._start = 0
        return bool(pieces)

    def _next(self) -> bytes:
        """The next chunk that has something in it; a file that cannot be read on ends here."""
        try:
            return next((chunk for chunk in self._chunks if chunk), b"")
        except ChunkError as error:
            self.fault = error.finding
            return b""
