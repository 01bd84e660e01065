"""The text of a saved page, in whatever encoding it was written, or why it is none."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.decoding import Line, control_characters, read_lines
from regesta.sources.tables.encodings import find_encoding

LARGEST = 32 << 20
"""The most bytes that a page may have."""

_START = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# What browsers take these names for, since most pages that bear them are in the larger encoding.
_LARGER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874",
}  # fmt: skip
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BREAK = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as text with line feeds only, and what was noted when it was decoded."""

    text: str
    findings: tuple[Finding, ...] = ()


def open_page(path: Path, place: Place) -> PageText | Finding:
    """The text of a page, or the finding that it cannot be read at all."""
    first = next(read_lines(path, place), None)
    if isinstance(first, Finding):
        return first
    try:
        if path.stat().st_size > LARGEST:
            return new_finding("html-too-large", place, megabytes=LARGEST >> 20)
        content = path.read_bytes()
        decoded = _decoded(content, path, place)
    except OSError as error:
        return new_finding("html-unreadable", place, reason=error.strerror or "")
    return _without_controls(decoded, place)


def _decoded(content: bytes, path: Path, place: Place) -> PageText:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _replacing(content.removeprefix(mark), name, place)
    stated = _stated(content[:_START])
    # Bytes that happen to be sound UTF-8 are never of another encoding.
    for name in dict.fromkeys(("utf-8", stated or "utf-8")):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        differs = name == "utf-8" and stated not in (None, "utf-8") and not content.isascii()
        note = new_finding("html-encoding-other", place, stated=str(stated), encoding="UTF-8")
        return PageText(text, (note,) if differs else ())
    if stated and stated != "utf-8":
        return _replacing(content, stated, place)
    found = find_encoding(path)
    if found.name == "utf-8":
        return _replacing(content, "utf-8", place)
    code = "html-encoding-wrong" if stated else "html-encoding-guessed"
    text = content.decode(found.name, "replace")
    note = new_finding(code, place, value=_example(text), encoding=found.name.upper())
    return PageText(text, (note,))


def _example(text: str) -> str:
    """The words around the first letter that shows a wrong guess to a person."""
    found = _NOT_ASCII.search(text)
    at = found.start() if found else 0
    before, after = text[max(0, at - 40) : at], text[at : at + 40]
    return " ".join((before.rpartition(">")[2] + after.partition("<")[0]).split())


def _replacing(content: bytes, name: str, place: Place) -> PageText:
    """The text with a sign for each byte that cannot be read, and a warning if there are any."""
    text = content.decode(name, "replace")
    known = content.decode(name, "ignore")
    if len(text) == len(known):
        return PageText(text)
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    there = Place(place.source, place.file, line=line)
    count = len(text) - len(known)
    return PageText(
        text, (new_finding("html-bytes-broken", there, count=count, encoding=name.upper()),)
    )


def _stated(start: bytes) -> str | None:
    """The encoding that the page says it has, as Python calls it."""
    found = _STATED.search(start)
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode()).name
        "".encode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    if name.startswith("utf-16"):
        return "utf-8"
    return _LARGER.get(name, name)


def _without_controls(page: PageText, place: Place) -> PageText:
    text = _BREAK.sub("\n", page.text)
    if not _CONTROL.search(text):
        return PageText(text, page.findings)
    notes = tuple(islice(_controls(text, place), _MOST_FINDINGS))
    return PageText(_CONTROL.sub("", text), (*page.findings, *notes))


def _controls(text: str, place: Place) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=1):
        _, finding = control_characters(Line(number, line), place)
        if finding:
            yield finding
