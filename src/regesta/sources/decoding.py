"""Reads text files line by line in bounded memory, and says what keeps a line from being text."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.findings import Finding, Severity
from regesta.records import Place

LONGEST_LINE = 1_000_000
"""The most bytes that a line may have; a longer one is not kept."""

_CHUNK = 64 * 1024
_SHOWN = 200
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
        yield _file_finding(
            "file-empty", "The file has no text in it.", place, "Copy the page's text into it."
        )


def control_characters(line: Line, place: Place) -> tuple[Line, Finding | None]:
    """The line without characters that no text has, and a warning where it had some."""
    found = _CONTROL.findall(line.text)
    if not found:
        return line, None
    names = ", ".join(sorted({f"U+{ord(character):04X}" for character in found}))
    finding = Finding(
        code="control-character",
        severity=Severity.WARNING,
        message=f"The line has characters that cannot be printed ({names}); they were left out.",
        place=replace(place, line=line.number),
        value=_CONTROL.sub("�", line.text)[:_SHOWN],
        expected="text that can be read aloud",
        remedy="Delete these characters, or copy the line again from the original page.",
    )
    return replace(line, text=_CONTROL.sub("", line.text)), finding


def _refuse(start: bytes, place: Place) -> Finding | None:
    kind = next((kind for magic, kind in _KINDS.items() if start.startswith(magic)), None)
    has_mark = start[:2] in _UTF16
    if kind is None and not has_mark and start.count(0) > len(start) // 20:
        kind = "a binary file, or text in UTF-16 without its byte order mark"
    if kind is None:
        return None
    return _file_finding(
        "file-not-text",
        f"This is {kind}, not plain text.",
        place,
        "Open it in its own program, copy the text, and save that as plain text in UTF-8.",
    )


def _unreadable(error: OSError, place: Place) -> Finding:
    if isinstance(error, FileNotFoundError):
        return _file_finding(
            "file-absent", "There is no such file.", place, "Check its name and folder."
        )
    reason = error.strerror or type(error).__name__
    return _file_finding(
        "file-unreadable", f"The file cannot be read: {reason}.", place, "Check who may read it."
    )


def _file_finding(code: str, message: str, place: Place, remedy: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.VIOLATION,
        message=message,
        place=place,
        value=place.file,
        expected="a text file in UTF-8",
        remedy=remedy,
    )


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
    return Finding(
        code="line-too-long",
        severity=Severity.VIOLATION,
        message=f"The line has {length:,} bytes, which is too long for text; it was skipped.",
        place=place,
        value=shown,
        expected=f"lines of at most {LONGEST_LINE:,} bytes",
        remedy="Delete the line, or break it where its paragraphs end.",
    )


def _not_utf8(text: str, error: UnicodeDecodeError, place: Place) -> Finding:
    byte = error.object[error.start]
    return Finding(
        code="encoding-broken",
        severity=Severity.VIOLATION,
        message=f"Byte {error.start + 1} of the line (hexadecimal {byte:02X}) is not UTF-8.",
        place=place,
        value=text[max(0, error.start - _SHOWN // 2) :][:_SHOWN],
        expected="text in UTF-8",
        example="é as the two bytes C3 A9",
        remedy="Open the file in an editor with the encoding it was written in (often Windows-1252 "
        "or ISO 8859-1), check the accents, and save it as UTF-8.",
    )
