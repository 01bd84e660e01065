"""Files of JSON as chunks of UTF-8: unpacked and in one encoding, or a word why not."""

import codecs
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

CHUNK = 1 << 18
_GZIP = b"\x1f\x8b"
_MOST_EXPANDED = 200
_ALLOWANCE = 64 << 20
"""What any file may unpack to, however small; beyond it, the expansion counts."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)


class ChunkError(Exception):
    """Raised where a file cannot be read on; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_chunks(path: Path, place: Place, *, markup: bool = False) -> Iterator[bytes]:
    """The bytes of a file in UTF-8 without byte order mark; raises ChunkError.

    Files with tags are refused unless `markup` says that they are wanted.
    """
    try:
        with path.open("rb") as file:
            chunks = iter(lambda: file.read(CHUNK), b"")
            first = next(chunks, b"")
            if first.startswith(_GZIP):
                unpacked = _unpack(first, chunks, path.stat().st_size, place)
                yield from _recode(unpacked, place, markup=markup)
            else:
                yield from _recode(_joined(first, chunks), place, markup=markup)
    except OSError as error:
        code = "json-file-absent" if isinstance(error, FileNotFoundError) else "json-file-closed"
        reason = error.strerror or type(error).__name__
        raise ChunkError(new_finding(code, place, value=place.file, reason=reason)) from None


def unpacked_start(start: bytes) -> bytes:
    """The first bytes of a file as UTF-8, be it packed or in another encoding of Unicode."""
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, CHUNK)
        except zlib.error:
            return b""
    encoding, mark = _encoding(start)
    return start[mark:].decode(encoding, "ignore").encode() if encoding else start[mark:]


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unpack(first: bytes, rest: Iterator[bytes], size: int, place: Place) -> Iterator[bytes]:
    """The content of a gzip file, which may have several parts, within bounds."""
    limit = max(_ALLOWANCE, size * _MOST_EXPANDED)
    total, unpacker = 0, zlib.decompressobj(wbits=31)
    for chunk in _joined(first, rest):
        pending = chunk
        while pending:
            try:
                piece = unpacker.decompress(pending, CHUNK)
            except zlib.error:
                raise ChunkError(new_finding("json-gzip-broken", place)) from None
            total += len(piece)
            if total > limit:
                raise ChunkError(new_finding("json-gzip-bomb", place, megabytes=limit >> 20))
            yield piece
            pending = unpacker.unconsumed_tail
            if unpacker.eof:
                pending = unpacker.unused_data.lstrip(b"\x00")
                unpacker = zlib.decompressobj(wbits=31)
                fresh = True
            else:
                fresh = False
    if not fresh:
        raise ChunkError(new_finding("json-gzip-broken", place))


def _recode(chunks: Iterator[bytes], place: Place, *, markup: bool) -> Iterator[bytes]:
    first = next(chunks, b"")
    while len(first) < 4 and (more := next(chunks, b"")):
        first += more
    if not markup and _MARKUP.match(first.removeprefix(codecs.BOM_UTF8)):
        raise ChunkError(new_finding("json-is-page", place))
    encoding, mark = _encoding(first)
    if encoding is None:
        yield first[mark:]
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in _joined(first[mark:], chunks):
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _encoding(start: bytes) -> tuple[str | None, int]:
    """The encoding by the byte order mark or by where the zero bytes stand; None for UTF-8."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    if start.startswith(codecs.BOM_UTF8):
        return None, len(codecs.BOM_UTF8)
    if len(start) >= 4 and start[1] == 0 and start[3] == 0 and start[0]:
        return "utf-16-le", 0
    if len(start) >= 4 and start[0] == 0 and start[2] == 0 and start[1]:
        return "utf-16-be", 0
    return None, 0
