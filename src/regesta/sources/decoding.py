"""Reads text files line by line in bounded memory, and says what keeps a line from being text."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

LONGEST_LINE = 1_000_000
"""The most bytes that a line may have; a longer one is not kept."""

_CHUNK = 64 * 1024
_SHOWN = 100
_LINE_BREAK = re.compile(rb"\r\n|\n|\r(?!\n)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_KINDS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP file, as Word and Excel write them",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as text; `fault` is a violation that keeps its record from being published."""

    number: int
    text: str
    fault: Finding | None = None


def read_lines(path: Path, place: Place) -> Iterator[Line | Finding]:
    """The lines of a file in UTF-8, or in UTF-16 with a byte order mark.

    A finding on its own concerns the whole file and is the last thing yielded, or is a warning.
    """
    empty = True
    try:
        with path.open("rb") as file:
            chunks = iter(lambda: file.read(_CHUNK), b"")
            first = next(chunks, b"")
            if refused := _refuse(first, place):
                yield refused
                return
            for line in _decoded(_bytes_as_utf8(first, chunks), place):
                empty = empty and not line.text.strip() and line.fault is None
                yield line
    except OSError as error:
        yield _unreadable(error, place)
        return
    if empty:
        yield new_finding("file-empty", place, value=place.file)


def control_characters(line: Line, place: Place) -> tuple[Line, Finding | None]:
    """The line without characters that no text has, and a warning where it had some."""
    found = _CONTROL.findall(line.text)
    if not found:
        return line, None
    names = ", ".join(sorted({f"U+{ord(character):04X}" for character in found}))
    finding = new_finding(
        "control-character",
        replace(place, line=line.number),
        value=_CONTROL.sub("�", line.text),
        names=names,
    )
    return replace(line, text=_CONTROL.sub("", line.text)), finding


def _refuse(start: bytes, place: Place) -> Finding | None:
    kind = next((kind for magic, kind in _KINDS.items() if start.startswith(magic)), None)
    has_mark = start[:2] in _UTF16
    if kind is None and not has_mark and start.count(0) > len(start) // 20:
        kind = "a binary file, or text in UTF-16 without its byte order mark"
    if kind is None:
        return None
    return new_finding("file-not-text", place, value=place.file, kind=kind)


def _unreadable(error: OSError, place: Place) -> Finding:
    if isinstance(error, FileNotFoundError):
        return new_finding("file-absent", place, value=place.file)
    reason = error.strerror or type(error).__name__
    return new_finding("file-unreadable", place, value=place.file, reason=reason)


def _bytes_as_utf8(first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    encoding = _UTF16.get(first[:2])
    if encoding is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(first[2:]).encode()
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _decoded(chunks: Iterator[bytes], place: Place) -> Iterator[Line]:
    for number, (content, length) in enumerate(_split(chunks), start=1):
        there = replace(place, line=number)
        if length > LONGEST_LINE:
            shown = content[:_SHOWN].decode(errors="replace")
            yield Line(number, shown, _too_long(shown, length, there))
            continue
        try:
            yield Line(number, content.decode())
        except UnicodeDecodeError as error:
            text = content.decode(errors="replace")
            yield Line(number, text, _not_utf8(text, error, there))


def _split(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each line with its length; what a line has beyond the longest is counted, not kept."""
    kept, length = bytearray(), 0
    for chunk in _whole_breaks(chunks):
        *ended, rest = _LINE_BREAK.split(chunk)
        for piece in ended:
            kept += piece[: max(0, LONGEST_LINE - len(kept))]
            yield bytes(kept), length + len(piece)
            kept, length = bytearray(), 0
        kept += rest[: max(0, LONGEST_LINE - len(kept))]
        length += len(rest)
    if length:
        yield bytes(kept), length


def _whole_breaks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks cut anew so that no carriage return is parted from its line feed."""
    held = b""
    for chunk in chunks:
        joined = held + chunk
        held = b"\r" if joined.endswith(b"\r") else b""
        yield joined.removesuffix(held) if held else joined
    yield held


def _too_long(shown: str, length: int, place: Place) -> Finding:
    return new_finding(
        "line-too-long", place, value=shown, length=f"{length:,}", longest=f"{LONGEST_LINE:,}"
    )


def _not_utf8(text: str, error: UnicodeDecodeError, place: Place) -> Finding:
    byte = f"{error.object[error.start]:02X}"
    shown = text[max(0, error.start - _SHOWN // 2) :][:_SHOWN]
    return new_finding("encoding-broken", place, value=shown, position=error.start + 1, byte=byte)
