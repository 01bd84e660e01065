"""Takes a response of OAI-PMH apart into its records by their bytes.

A parser would give up the whole response for one record with a character that XML forbids. Found
by its bytes, each record stands for itself.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

LONGEST_RECORD = 4 * 1024**2
"""The most bytes that one record may have."""

_LONGEST_HEAD = 64 * 1024
_OVERLAP = 2048
_BEGINNING = re.compile(
    rb"<(?P<prefix>[\w.-]+:)?record(?:\s[^<>]{0,800})?>\s{0,200}<(?:[\w.-]+:)?header[\s/>]"
)
_END_OF_LIST = re.compile(rb"</(?:[\w.-]+:)?(?:ListRecords|GetRecord)\s{0,20}>|<[\w.:-]*resumption")
_NAMESPACE = re.compile(rb"\sxmlns(?::[\w.-]+)?\s{0,20}=\s{0,20}(?:\"[^\"<]*\"|'[^'<]*')")
_START_TAG = re.compile(rb"<[A-Za-z_][^<>]*>")
_ENCODING = re.compile(rb"<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class PartKind(Enum):
    """What a part of a response is."""

    HEAD = auto()
    RECORD = auto()
    BROKEN = auto()
    """A record whose end is missing."""
    TOO_LONG = auto()
    """A record beyond `LONGEST_RECORD`, of which only the beginning is kept."""
    TAIL = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a response in UTF-8; every response has a head and a tail, maybe empty."""

    kind: PartKind
    content: bytes


def split_response(chunks: Iterable[bytes]) -> Iterator[Part]:
    """The head, each record, and the tail of a response, in memory bounded by one record."""
    buffer, kind, dropped = b"", PartKind.HEAD, False
    for chunk in as_utf8(chunks):
        buffer += chunk
        start = 0
        while found := _BEGINNING.search(buffer, start + (kind is PartKind.RECORD)):
            yield from _part(kind, buffer[start : found.start()], dropped=dropped)
            start, kind, dropped = found.start(), PartKind.RECORD, False
        buffer = buffer[start:]
        longest = LONGEST_RECORD if kind is PartKind.RECORD else _LONGEST_HEAD
        if len(buffer) > longest + _OVERLAP:
            buffer, dropped = buffer[:longest] + buffer[-_OVERLAP:], True
    yield from _last(kind, buffer, dropped=dropped)


def declarations(head: bytes) -> str:
    """The declarations of namespaces that the records of a response inherit from its head."""
    found: dict[bytes, bytes] = {}
    for tag in _START_TAG.findall(head[:_LONGEST_HEAD]):
        for declaration in _NAMESPACE.findall(tag):
            found[declaration.partition(b"=")[0].strip()] = declaration.strip()
    return b" ".join(found.values()).decode("utf-8", "replace")


def as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks in UTF-8, whatever the mark or the declaration at their head says.

    A byte that its encoding does not have becomes U+0000, which keeps its record from being read.
    """
    whole = iter(chunks)
    first = next(whole, b"")
    encoding = next((name for mark, name in _MARKS.items() if first.startswith(mark)), None)
    if encoding is None:
        declared = _ENCODING.match(first.lstrip())
        encoding = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii") or not _is_known(encoding):
        yield first
        yield from whole
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield _encode(decoder.decode(first))
    for chunk in whole:
        yield _encode(decoder.decode(chunk))
    yield _encode(decoder.decode(b"", final=True))


def _is_known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def _encode(text: str) -> bytes:
    return text.replace("\ufffd", "\0").encode("utf-8", "replace")


def _part(kind: PartKind, content: bytes, *, dropped: bool) -> Iterator[Part]:
    if kind is PartKind.HEAD:
        yield Part(kind, content)
        return
    end = _end_tag(content)
    if dropped or len(content) > LONGEST_RECORD:
        yield Part(PartKind.TOO_LONG, content[:_OVERLAP])
    elif end:
        yield Part(PartKind.RECORD, content[:end])
    else:
        yield Part(PartKind.BROKEN, content)


def _last(kind: PartKind, content: bytes, *, dropped: bool) -> Iterator[Part]:
    if kind is PartKind.HEAD:
        yield Part(PartKind.HEAD, content)
        yield Part(PartKind.TAIL, content)
        return
    end = _end_tag(content)
    if not end and (closing := _END_OF_LIST.search(content)):
        end = closing.start()
        yield from _part(kind, content[:end], dropped=dropped)
    else:
        yield from _part(kind, content[:end] if end else content, dropped=dropped)
    yield Part(PartKind.TAIL, content[end:] if end else b"")


def _end_tag(content: bytes) -> int:
    """Where a record ends, 0 where there is no end tag of its name.

    A record of MARC within it has the same name, so that begun ones are counted; where the counts
    do not match, it is the last end tag.
    """
    begun = _BEGINNING.match(content)
    name = re.escape((begun["prefix"] or b"" if begun else b"") + b"record")
    depth, end = 0, 0
    for tag in re.finditer(rb"<(/?)" + name + rb"(?:\s[^<>]{0,800})?>", content):
        if tag[1]:
            depth, end = depth - 1, tag.end()
            if depth == 0:
                break
        elif not tag[0].endswith(b"/>"):
            depth += 1
    return end
