"""What a file is by its first bytes, whatever its name says."""

import codecs
import re
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

START = 4096
"""How many of a file's first bytes tell its kind."""

_KINDS = (
    (b"%PDF", "pdf"),
    (b"PK\x05\x06", "empty"),
    (b"PK", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"SQLite format 3", "binary"),
    (b"\x7fELF", "binary"),
)
_REFUSED = {
    "pdf": "a PDF file",
    "empty": "an empty archive",
    "image": "an image",
    "compressed": "a compressed file",
    "binary": "not text",
    "html": "a web page",
    "xml": "an XML file",
}
_MARKUP = re.compile(rb"\s*<(?P<kind>!doctype html|html|table|head|meta|\?xml|!doctype)", re.I)
_OLD_WORKBOOK = "Workbook".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind_of_file(start: bytes) -> str:
    """`zip`, `ole`, `text`, or a kind that is no table."""
    for magic, kind in _KINDS:
        if start.startswith(magic):
            return kind
    found = _MARKUP.match(start.removeprefix(codecs.BOM_UTF8))
    if found:
        return "xml" if found["kind"].lower() in (b"?xml", b"!doctype") else "html"
    return "binary" if _is_binary(start) else "text"


def refused_file(path: Path, place: Place, kind: str) -> Finding | None:
    """A finding for a file that is no table, in words that say what it is."""
    if kind == "ole":
        return _old_file(path, place)
    if kind in _REFUSED:
        return new_finding("table-other-format", place, value=place.file, kind=_REFUSED[kind])
    return None


def unreadable(error: OSError, place: Place) -> Finding:
    """A finding for a file that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return new_finding("table-absent", place, value=place.file)
    reason = error.strerror or type(error).__name__
    return new_finding("table-unreadable", place, value=place.file, reason=reason)


def _old_file(path: Path, place: Place) -> Finding:
    with path.open("rb") as file:
        content = file.read(4 * 1024 * 1024)
    if _ENCRYPTED in content:
        return new_finding("workbook-encrypted", place, value=place.file)
    if _OLD_WORKBOOK in content:
        return new_finding("workbook-old", place, value=place.file)
    return new_finding("table-other-format", place, value=place.file, kind="an old Office file")


def _is_binary(start: bytes) -> bool:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    zeros = start.count(0)
    even = start[::2].count(0)
    # In text in UTF-16 without a mark, nearly all zeros stand on one side.
    is_utf16 = zeros > len(start) // 5 and (even < zeros // 10 or even > zeros - zeros // 10)
    return zeros > max(8, len(start) // 50) and not is_utf16
