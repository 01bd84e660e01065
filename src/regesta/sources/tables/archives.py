"""What keeps an archive from being opened as a workbook, told before anything is unpacked."""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

ARCHIVE_FAULTS: Final = (
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error,
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error,
)  # fmt: skip
"""What is raised for an archive that is damaged or packed in a way of its own."""

_MEGABYTE: Final = 1024 * 1024
_MOST_PARTS: Final = 5_000
_LARGEST_SHEET: Final = 2_000 * _MEGABYTE
_LARGEST_STRINGS: Final = 400 * _MEGABYTE
_LARGEST_PART: Final = 64 * _MEGABYTE
_LARGE: Final = 16 * _MEGABYTE
_MOST_RATIO: Final = 150
"""No sheet of real text is packed more tightly; one that is large and is, is a trap."""
_PROLOGUE: Final = 64 * 1024


def refused_archive(path: Path, place: Place) -> Finding | None:
    """A finding where an archive is damaged, no workbook, or would grow without bound."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _refused(archive, place)
    except ARCHIVE_FAULTS:
        return new_finding("workbook-damaged", place, value=place.file)


def _refused(archive: zipfile.ZipFile, place: Place) -> Finding | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        return new_finding("workbook-encrypted", place, value=place.file)
    if "xl/workbook.bin" in names:
        return new_finding("table-other-format", place, value=place.file, kind=_BINARY)
    if "mimetype" in names or "content.xml" in names:
        return new_finding("table-other-format", place, value=place.file, kind=_OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return new_finding("table-other-format", place, value=place.file, kind=_NO_WORKBOOK)
    too_large = next(filter(_is_too_large, parts), None)
    if len(parts) > _MOST_PARTS or len(names) < len(parts) or too_large:
        size = f"{(too_large.file_size if too_large else 0) / _MEGABYTE:,.0f}"
        shown = too_large.filename if too_large else f"{len(parts):,}"
        return new_finding("workbook-too-large", place, value=shown, size=size)
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")) and _declares(archive, part):
            return new_finding("workbook-with-entities", place, value=part.filename)
    return None


_BINARY: Final = "a binary workbook (.xlsb)"
_OPEN_DOCUMENT: Final = "an OpenDocument file, as LibreOffice writes it"
_NO_WORKBOOK: Final = "a ZIP file, but no Excel workbook"


def _is_too_large(part: zipfile.ZipInfo) -> bool:
    name = part.filename.lower()
    if name.startswith("xl/worksheets/"):
        limit = _LARGEST_SHEET
    elif "sharedstrings" in name:
        limit = _LARGEST_STRINGS
    elif name.startswith("xl/media/"):
        return False
    else:
        limit = _LARGEST_PART
    ratio = part.file_size / max(1, part.compress_size)
    return part.file_size > limit or (part.file_size > _LARGE and ratio > _MOST_RATIO)


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares a document type, as no workbook does but a trap of entities."""
    with archive.open(part) as file:
        start = file.read(_PROLOGUE).replace(b"\x00", b"")
    return b"<!DOCTYPE" in start.upper() or b"<!ENTITY" in start.upper()
