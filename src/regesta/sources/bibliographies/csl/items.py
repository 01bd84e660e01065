"""Takes JSON apart into items: of a list, of a list within an object, or one after another."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regesta.sources.bibliographies.segments import LONGEST_RECORD

_BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")
_BLANK = re.compile(r"[\s,\]\ufeff]*")
_WRAPPER = re.compile(
    r"\{\s*(?:\"[^\"\\]*\"\s*:\s*(?:\"(?:[^\"\\]|\\.)*\"|[\w.+-]+)\s*,\s*)*"
    r"\"(?:items|references)\"\s*:\s*\["
)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"")
_SCALAR = re.compile(r"[^\n{]*")
_MOST_EFFORT = 50_000_000
"""The most characters that are read in vain for where the next item begins."""
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it stands, and its key; `fault` says in a code why it cannot be read."""

    number: int
    line: int
    text: str
    fault: str = ""
    key: str | None = None


def items(chunks: Iterable[bytes]) -> Iterator[Item]:
    """The items of a stream; behind a broken one, those that can be told are read again."""
    return _Scanner(chunks).items()


def key_of(item: Mapping[str, Any]) -> str | None:
    """The source's own identifier of an item, None if it has none."""
    keys = (item.get(name) for name in ("id", "citation-key"))
    written = (str(key).strip() for key in keys if isinstance(key, str | int))
    return next(filter(None, written), None)


def is_item(value: object) -> bool:
    """Whether a value is an object that describes a publication and not a part of one."""
    if not isinstance(value, dict):
        return False
    return "type" in value and bool(value.keys() & {"title", "id", "DOI", "issued", "author"})


class _Scanner:
    """Reads a stream of JSON in a window that holds one item and what was read with it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._text = ""
        self._at = 0
        self._line = 1
        self._number = 0
        self._is_done = False
        self._is_list = False
        self._is_wrapped = False
        self._depth = 0
        self._effort = 0

    def items(self) -> Iterator[Item]:
        self._more()
        self._enter()
        while self._skip():
            self._number += 1
            if not self._text.startswith("{", self._at):
                yield self._scalar()
                continue
            decoded = self._decode()
            if decoded is None:
                yield from self._broken()
            else:
                yield self._take(decoded[1], key=key_of(decoded[0]))
        if self._is_list and self._depth > 0:
            yield Item(self._number, self._line, "", "csl-unfinished")

    def _more(self) -> bool:
        """Read on; what was taken is forgotten."""
        chunk = next(self._chunks, None)
        self._is_done = chunk is None
        if chunk is not None:
            read = chunk.decode(errors="surrogateescape")
            self._text = self._text[self._at :] + read
            self._at = 0
        return not self._is_done

    def _enter(self) -> None:
        """Go into the list, if the file is one or an object around one."""
        start = _BLANK.match(self._text)
        at = start.end() if start else 0
        wrapper = _WRAPPER.match(self._text, at)
        self._is_wrapped = bool(wrapper)
        self._is_list = self._is_wrapped or self._text.startswith("[", at)
        self._depth = int(self._is_list)
        self._advance(wrapper.end() if wrapper else at + self._text.startswith("[", at))

    def _advance(self, at: int) -> None:
        self._line += self._text.count("\n", self._at, at)
        self._at = at

    def _skip(self) -> bool:
        """Go to the next item; False at the end of the file."""
        while True:
            found = _BETWEEN.match(self._text, self._at)
            if found:
                self._depth += found[0].count("[") - found[0].count("]")
                self._advance(found.end())
            if self._at < len(self._text):
                # Behind its list, an object has more to say of itself, but no item.
                is_behind = self._is_wrapped and self._depth <= 0
                return not is_behind or self._text.startswith("{", self._at)
            if not self._more():
                return False

    def _take(self, end: int, fault: str = "", key: str | None = None) -> Item:
        item = Item(self._number, self._line, self._text[self._at : end], fault, key)
        self._advance(end)
        return item

    def _scalar(self) -> Item:
        found = _SCALAR.match(self._text, self._at)
        end = max(found.end() if found else 0, self._at + 1)
        # What is left of an item that a brace has closed too soon may open a list of its own.
        bare = _STRING.sub("", self._text[self._at : end])
        self._depth += bare.count("[") - bare.count("]")
        return self._take(end, "csl-not-an-item")

    def _decode(self) -> tuple[Mapping[str, Any], int] | None:
        """The item that begins here and where it ends, None if it is broken."""
        while True:
            try:
                return _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos > len(self._text) - 8 or error.msg.startswith("Unterminated")
                if not is_cut or len(self._text) - self._at > LONGEST_RECORD or not self._more():
                    return None
            except (ValueError, RecursionError):
                return None

    def _broken(self) -> Iterator[Item]:
        """The item that begins here, up to the next that can be read whole."""
        yield Item(self._number, self._line, self._text[self._at :][:200], "csl-item-broken")
        self._advance(self._at + 1)
        while True:
            start = self._text.find("{", self._at)
            self._advance(start if start >= 0 else len(self._text))
            if start < 0:
                if not self._more():
                    return
            elif self._effort > _MOST_EFFORT:
                yield Item(self._number, self._line, self._text[start:][:200], "csl-rest-unread")
                self._chunks, self._text, self._at = iter(()), "", 0
                return
            elif self._is_next():
                return
            else:
                self._advance(start + 1)

    def _is_next(self) -> bool:
        """Whether an item begins here; what it costs to find out is counted."""
        decoded = self._decode()
        self._effort += 1_000 + (decoded[1] - self._at if decoded else 0)
        return decoded is not None and is_item(decoded[0])
