"""Takes files of JSON apart: the raw bytes of each record, in bounded memory.

A file may hold one record, a list of records, a list inside an envelope as services answer, or one
record a line; it may be packed with gzip. Nothing is parsed here, so that a record that is no valid
JSON does not keep the next from being read.
"""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.json_chunks import read_chunks
from regesta.sources.json_window import LARGEST, SEPARATORS, Overflow, Window

Lists = tuple[tuple[str, ...], ...]
"""Where in an envelope its list of records stands: the keys that lead there."""

_TAILS = re.compile(rb'"(\w{1,30})"\s*:\s*$')
_SHOWN = 80
_MOST_MALFORMED = 100
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class JsonItem:
    """The bytes of one record; its place has the line of one on a line of its own."""

    place: Place
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a list of records that a service answered, the list left empty."""

    place: Place
    content: bytes
    count: int


def read_json_items(
    path: Path, place: Place, lists: Lists = ()
) -> Iterator[JsonItem | Envelope | Finding]:
    """The records of a file, the envelope of a list after its records, and what is wrong."""
    splitter = _Splitter(Window(read_chunks(path, place)), place, lists)
    yield from splitter.file()
    yield from splitter.last()


class _Splitter:
    """Goes through one file; the window stands where the next record may begin."""

    def __init__(self, window: Window, place: Place, lists: Lists) -> None:
        self._window = window
        self._place = place
        self._lists = lists
        self._list_keys = tuple(f'"{path[-1]}"'.encode() for path in lists)
        self._count = 0
        self._found_any = False
        self._malformed = 0

    def file(self) -> Iterator[JsonItem | Envelope | Finding]:
        """Everything in the file."""
        if self._is_lines():
            yield from self._each_line()
            return
        while byte := self._window.peek():
            if byte == b"[":
                self._window.skip(1)
                yield from self._elements()
            elif byte == b"{":
                yield from self._object()
            else:
                self._found_any = True
                text = self._window.rest_of_line(_SHOWN).decode(errors="replace")
                yield new_finding("json-not-expected", self._here(), value=text)
                return

    def last(self) -> Iterator[Finding]:
        """What is wrong with the file as a whole."""
        if self._malformed > _MOST_MALFORMED:
            count = self._malformed - _MOST_MALFORMED
            yield new_finding("json-items-malformed", self._place, count=count)
        if self._window.fault:
            yield self._window.fault
        elif not self._found_any:
            yield new_finding("json-file-empty", self._place, value=self._place.file)

    def _is_lines(self) -> bool:
        """Whether one of the first lines is a whole record, and no envelope."""
        if self._window.peek() != b"{":
            return False
        lines = self._window.first_lines(4)
        if len(lines) < 2:
            return False
        whole = [line for line in lines[:3] if line.endswith(b"}") and _is_object(line)]
        return bool(whole) and not any(key in line for line in whole for key in self._list_keys)

    def _each_line(self) -> Iterator[JsonItem | Finding]:
        for number, line, is_whole in self._window.lines():
            text = line.strip(SEPARATORS)
            if not text:
                continue
            self._found_any = True
            place = replace(self._place, line=number)
            if is_whole:
                yield JsonItem(place, text)
            else:
                yield new_finding("json-record-too-large", place, megabytes=LARGEST >> 20)

    def _elements(self) -> Generator[JsonItem | Envelope | Finding, None, bool]:
        """The records of a list whose bracket was passed; returns whether the list has an end."""
        before, depth = self._count, 1
        self._found_any = True
        while byte := self._window.peek():
            if byte == b"{":
                yield from self._object()
                continue
            if byte not in b"[]":
                yield from self._no_record()
                continue
            self._window.skip(1)
            depth += 1 if byte == b"[" else -1
            if depth == 0:
                if self._count == before:
                    yield new_finding("json-no-record", self._place)
                return True
        yield new_finding("json-file-truncated", self._place, count=self._count - before)
        return False

    def _no_record(self) -> Iterator[Finding]:
        """Pass an element of a list that is no record."""
        self._count += 1
        self._malformed += 1
        shown = self._window.scalar(_SHOWN).decode(errors="replace")
        if self._malformed <= _MOST_MALFORMED:
            yield new_finding("json-item-malformed", self._here(), value=shown)

    def _object(self) -> Iterator[JsonItem | Envelope | Finding]:
        """One record, or the records of the list that an envelope holds."""
        self._found_any = True
        self._count += 1
        place = self._here()
        content = self._window.whole_object()
        if content and not any(key in content for key in self._list_keys):
            self._window.skip(len(content))
            yield JsonItem(place, content)
            return
        keys: list[str] = []
        deepest = 0
        try:
            for bracket, before, depth in self._window.walk():
                deepest = max(deepest, depth)
                if (
                    depth < 5
                    and bracket in b"{["
                    and self._opens_list(keys, bracket, before, depth)
                ):
                    yield from self._envelope(place)
                    return
                if depth == 0:
                    yield self._whole(place, deepest)
                    return
        except Overflow:
            yield new_finding("json-record-too-large", place, megabytes=LARGEST >> 20)
            if self._window.skip_object():
                return
        yield new_finding("json-record-truncated", place)
        self._window.skip_all()

    def _whole(self, place: Place, deepest: int) -> JsonItem | Finding:
        content = self._window.take()
        if len(content) > LARGEST:
            return new_finding("json-record-too-large", place, megabytes=LARGEST >> 20)
        if deepest > _DEEPEST:
            return new_finding("json-nesting-too-deep", place, deepest=_DEEPEST)
        return JsonItem(place, content)

    def _opens_list(self, keys: list[str], bracket: bytes, before: bytes, depth: int) -> bool:
        """Whether the bracket opens the list of an envelope; `keys` lead to where it stands."""
        if depth == 1 or not self._lists:
            return False
        found = _TAILS.search(before[-40:])
        del keys[depth - 2 :]
        keys.append(found[1].decode() if found else "")
        return bracket == b"[" and tuple(keys) in self._lists

    def _envelope(self, place: Place) -> Iterator[JsonItem | Envelope | Finding]:
        """The records of the list, then what stands around it."""
        start, depth = self._window.leave()
        before = self._count = self._count - 1
        if not (yield from self._elements()):
            return
        try:
            for _, _, inner in self._window.walk(depth - 1):
                if inner == 0:
                    content = start + b"]" + self._window.take()
                    yield Envelope(place, content, self._count - before)
                    return
        except Overflow:
            self._window.skip_all()
        yield new_finding("json-file-truncated", self._place, count=self._count)

    def _here(self) -> Place:
        return replace(self._place, record=max(self._count, 1))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
