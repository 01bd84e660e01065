"""Cuts MARCXML into records by their tags, whatever envelope they are in.

Only the tags of records are looked at, so broken XML around a record does no harm, and no entity
is ever declared: each record is parsed by itself.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from regesta.sources.marc.exchange_files import LONGEST, Piece

_CHUNK = 1024 * 1024
_LONGEST_TAG = 500
_TOO_LONG = "marc-record-too-long"
_TAG = re.compile(
    rb"<!--|<!\[CDATA\[|<(?P<open>(?:[\w.-]{1,40}:)?record)(?=[\s>])"
    rb"|</(?P<close>(?:[\w.-]{1,40}:)?record)\s{0,9}>"
)
_DECLARATION = re.compile(rb"\sxmlns:([\w.-]{1,40})\s*=\s*(\"[^\"<>&]{0,300}\"|'[^'<>&]{0,300}')")
_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
_MARKS = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}


@dataclass(frozen=True, slots=True)
class XmlPiece(Piece):
    """A piece of XML with the declarations of prefixes that stand before it."""

    declarations: str = ""


def cut_xml_records(file: BinaryIO) -> Iterator[XmlPiece]:
    """The innermost elements named `record` of a file, in UTF-8 whatever the file is in."""
    return _Cutter(_in_utf8(iter(lambda: file.read(_CHUNK), b""))).pieces()


def stated_encoding(start: bytes) -> str:
    """The encoding that a file states or shows, UTF-8 where it is no other that is known."""
    if mark := _MARKS.get(start[:2]):
        return mark
    found = _ENCODING.search(start[:1000].decode("ascii", "replace"))
    try:
        return codecs.lookup(found[1]).name if found else "utf-8"
    except LookupError:
        return "utf-8"


def _in_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")
    encoding = stated_encoding(first)
    if encoding in ("utf-8", "ascii"):
        yield first
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(first).encode()
    for chunk in chunks:
        yield decoder.decode(chunk).encode()


class _Cutter:
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._start = 0
        """The offset of the buffer in the file."""
        self._at = 0
        """Where in the buffer to look on."""
        self._noted = 0
        """Up to where in the buffer declarations have been looked for."""
        self._open: tuple[int, bytes] | None = None
        """Where a record began that has not ended, and its name."""
        self._declared: dict[bytes, bytes] = {}
        self._endless: dict[bytes, int] = {}
        """Up to where in the file there is no end of a comment or the like."""

    def pieces(self) -> Iterator[XmlPiece]:
        for chunk in self._chunks:
            self._buffer += chunk
            yield from self._scan(is_last=False)
            if self._open and len(self._buffer) - self._open[0] > LONGEST:
                yield self._end(self._open[0] + 100, _TOO_LONG)
            self._forget()
        yield from self._scan(is_last=True)
        if self._open and b"leader" in self._buffer[self._open[0] :]:
            yield self._end(len(self._buffer), "marc-truncated")

    def _scan(self, *, is_last: bool) -> Iterator[XmlPiece]:
        while found := _TAG.search(self._buffer, self._at):
            start, self._at = found.span()
            if end := _ENDS.get(found[0]):
                stop = self._find(end)
                if stop < 0 and not is_last and len(self._buffer) - start < LONGEST:
                    self._at = start
                    return
                # What never ends is no comment, but characters that look like one.
                self._at = max(stop, self._at)
            elif found["open"]:
                if self._open and self._is_unfinished(start, found["open"]):
                    yield self._end(start, "marc-truncated")
                self._note(start)
                self._open = start, found["open"]
            elif self._open and self._open[1] == found["close"]:
                yield self._end(self._at, "")
        self._at = max(self._at, len(self._buffer) - _LONGEST_TAG)

    def _find(self, end: bytes) -> int:
        """Where a comment or the like ends, -1 if not in the buffer, which is searched once."""
        known_to = self._start + len(self._buffer)
        if self._endless.get(end) == known_to:
            return -1
        stop = self._buffer.find(end, self._at)
        if stop < 0:
            self._endless[end] = known_to
        return stop

    def _is_unfinished(self, start: int, name: bytes) -> bool:
        """Whether another record begins in one that is no envelope."""
        return self._open is not None and (
            self._open[1] == name and b"leader" in self._buffer[self._open[0] : start]
        )

    def _end(self, stop: int, fault: str) -> XmlPiece:
        first = self._open[0] if self._open else stop
        length = (len(self._buffer) if fault == _TOO_LONG else stop) - first
        content = self._buffer[first:stop]
        prefixes = b"".join(b" xmlns:%b=%b" % each for each in self._declared.items())
        self._open, self._noted = None, stop
        declarations = prefixes.decode("utf-8", "replace")
        return XmlPiece(self._start + first, content, fault, length, not fault, declarations)

    def _note(self, stop: int) -> None:
        """Keep the declarations that stand before a record."""
        between = self._buffer[self._noted : stop]
        if b"xmlns:" in between and len(self._declared) < 50:
            self._declared |= {each[1]: each[2] for each in _DECLARATION.finditer(between)}
        self._noted = stop

    def _forget(self) -> None:
        """Let go of what has been looked at."""
        keep = min(self._at, self._open[0] if self._open else self._at)
        if not self._open:
            # What is kept of the buffer is looked at again, lest a declaration be cut in two.
            self._noted = 0
            self._note(len(self._buffer))
        self._buffer = self._buffer[keep:]
        self._start, self._at = self._start + keep, self._at - keep
        self._noted = max(0, self._noted - keep)
        if self._open:
            self._open = 0, self._open[1]
