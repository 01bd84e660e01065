"""Takes BibTeX files apart into entries, each with the macros and parents that it needs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regesta.sources.bibliographies.bibtex.entries import Entry
from regesta.sources.bibliographies.bibtex.parsing import end_of_block, parse_entry
from regesta.sources.bibliographies.segments import Segment, segments

_START = re.compile(rb"@[ \t]*+[A-Za-z]++[ \t]*+[{(]")
_HEAD = re.compile(rb"\s*@\s*([A-Za-z]+)\s*[{(]\s*([^,\s{}()=\"](?:[^,\n{}=\"]*[^,\s{}=\"])?)?")
_INLINE = re.compile(rb"@\s*[A-Za-z]+\s*\{\s*[^,\s{}]+\s*,")
_PARENTS = re.compile(rb"(?i)\b(?:crossref|xdata)\s*=\s*[{\"]?\s*([^\"{}\n]+)")
_WORDS = re.compile(rb"[=#]\s*([A-Za-z][^\s,{}#\"=()]*)")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a file: its kind is `string`, `comment`, `preamble`, `outside` or an entry's."""

    kind: str
    key: str
    segment: Segment


def blocks(chunks: Iterable[bytes]) -> Iterator[Block]:
    """The blocks of a stream, and the text between them.

    An entry that lacks its closing brace ends where the next begins, unless that one stands
    within it: then the two are balanced only together.
    """
    before: Segment | None = None
    for segment in segments(chunks, _START, behind=b"\n}"):
        if before is not None:
            depth = _depth(before)
            if depth > 0 and depth + _depth(segment) == 0:
                content = before.content + segment.content
                before = Segment(before.line, content, before.length + segment.length)
                continue
            yield from _blocks_of(before)
        before = segment
    if before is not None:
        yield from _blocks_of(before)


class Surroundings:
    """What entries need from elsewhere: the macros of all files, and entries to inherit of."""

    def __init__(self) -> None:
        self._macros: dict[str, str] = {}
        self._parents: dict[str, bytes] = {}
        self._wanted: set[str] = set()

    @property
    def has_parents(self) -> bool:
        """Whether an entry refers to another."""
        return bool(self._wanted)

    def survey(self, found: Iterable[Block]) -> None:
        """Take note of macros and of the keys of parents."""
        for block in found:
            if block.kind == "string":
                self._macros.update(macros_of(block.segment.content, self._macros))
            else:
                self._wanted.update(_parent_keys(block.segment.content))

    def keep_parents(self, found: Iterable[Block]) -> None:
        """Keep the entries that others inherit of."""
        for block in found:
            key = block.key.lower()
            if key in self._wanted and not block.segment.is_too_long:
                self._parents.setdefault(key, block.segment.content)

    def of(self, content: bytes) -> tuple[str, ...]:
        """The entries and macros, as they would stand in a file, that an entry needs."""
        parents = self._parents_of(content) if self._wanted else []
        needed = [content, *parents]
        return (*self._macros_of(needed), *(parent.decode(errors="replace") for parent in parents))

    def _parents_of(self, content: bytes) -> list[bytes]:
        found: dict[str, bytes] = {}
        pending = list(_parent_keys(content))
        for _ in range(_DEEPEST):
            fresh = [key for key in pending if key in self._parents and key not in found]
            found |= {key: self._parents[key] for key in fresh}
            pending = [each for key in fresh for each in _parent_keys(found[key])]
        return list(found.values())

    def _macros_of(self, contents: Iterable[bytes]) -> Iterator[str]:
        if not self._macros:
            return
        used = {
            word.decode(errors="replace").lower()
            for content in contents
            for word in _WORDS.findall(content)
        }
        for name in sorted(used & self._macros.keys()):
            yield f"@string{{{name} = {{{self._macros[name]}}}}}"


def macros_of(content: bytes | str, known: Mapping[str, str]) -> dict[str, str]:
    """The macros that a block defines, their own macros replaced."""
    text = content if isinstance(content, str) else content.decode(errors="replace")
    entry = parse_entry(text, known) or Entry()
    return {name: field.text for name, field in entry.fields.items()}


def _parent_keys(content: bytes) -> Iterator[str]:
    if b"ref" in content or b"REF" in content or b"Ref" in content or b"xdata" in content.lower():
        for found in _PARENTS.findall(content):
            for key in found.decode(errors="replace").split(","):
                yield key.strip().lower()


def _depth(segment: Segment) -> int:
    return segment.content.count(b"{") - segment.content.count(b"}")


def _blocks_of(segment: Segment) -> Iterator[Block]:
    """The entries of a segment, which is one as a rule, and the text between and behind them."""
    pending: Segment | None = segment
    while pending is not None:
        head = _HEAD.match(pending.content)
        if head is None:
            if pending.content.strip(b" \t\n,"):
                yield Block("outside", "", pending)
            return
        kind, key = head[1].decode().lower(), (head[2] or b"").decode(errors="replace")
        # One character for each byte, so that places in the text are places in the bytes.
        end = None if pending.is_too_long else end_of_block(pending.content.decode("latin-1"))
        if end is None:
            yield Block(kind, key, pending)
            return
        yield Block(kind, key, Segment(pending.line, pending.content[:end], end))
        text, pending = _behind(pending, end)
        if text:
            yield Block("outside", "", text)


def _behind(segment: Segment, end: int) -> tuple[Segment | None, Segment | None]:
    """The text that stands behind an entry, and the entry that begins in the same line."""
    content = segment.content
    inline = _INLINE.search(content, end)
    stop = inline.start() if inline else len(content)
    start = stop - len(content[end:stop].lstrip(b" \t\n,"))
    text = _part(segment, start, stop) if start < stop else None
    return text, _part(segment, stop, len(content)) if inline else None


def _part(segment: Segment, start: int, stop: int) -> Segment:
    line = segment.line + segment.content.count(b"\n", 0, start)
    return Segment(line, segment.content[start:stop], stop - start)
