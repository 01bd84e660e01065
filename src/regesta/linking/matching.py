"""Matching: which names of authorities stand in a text, the longest at each place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regesta.linking.authorities import Authorities, Authority, Label
from regesta.linking.folding import Token, clean, is_acronym, keys, tokenise
from regesta.linking.inflection import arabic_stems
from regesta.linking.spellings import Keys, spellings
from regesta.records import Kind

_BREAK = re.compile(r"[.;:!?()\[\]«»“”\"\n|/…،。；：、（）]")


class Entry(NamedTuple):
    """One name of one authority, in one of its spellings.

    `written` are the words as the authority has them; `is_exact` tells whether these, folded, are
    the spelling; `is_acronym` that its case must be kept.
    """

    thing: Authority
    label: Label
    written: Keys
    is_exact: bool
    is_acronym: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of words, from `start` up to `end`, and all that it may be the name of."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of one kind."""
        return tuple(entry for entry in self.entries if entry.thing.kind is kind)


@dataclass(frozen=True, slots=True)
class Words:
    """A text, cleaned, and its words."""

    text: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Clean and tokenise any text."""
        cleaned = clean(text)
        return cls(cleaned, tokenise(cleaned))

    def gap(self, position: int) -> str:
        """What stands between a word and the one before it."""
        start = self.tokens[position - 1].end if position > 0 else 0
        stop = self.tokens[position].start if position < len(self.tokens) else len(self.text)
        return self.text[start:stop]

    def written(self, match: Match) -> str:
        """The text of a match as it stands there."""
        return self.text[self.tokens[match.start].start : self.tokens[match.end - 1].end]


class _Node:
    __slots__ = ("entries", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.entries: tuple[Entry, ...] = ()


class Index:
    """Every spelling of every name but those of subdivisions, as a tree of words."""

    def __init__(self, authorities: Authorities) -> None:
        self._root = _Node()
        for spelling, entries in sorted(_spelt(authorities).items()):
            self._add(spelling, entries)

    def _add(self, spelling: Keys, entries: Sequence[Entry]) -> None:
        node = self._root
        for key in spelling:
            node = node.next.setdefault(key, _Node())
        node.entries = tuple(entries)

    def whole(self, text: str) -> tuple[Entry, ...]:
        """What the whole of a text is the name of."""
        words = keys(text)
        for start in range(2):
            node: _Node | None = self._root
            for key in words[start:]:
                node = node.next.get(key) if node else None
            if node is not None and node.entries:
                return node.entries
            if words[:1] not in {("the",), ("la",), ("le",), ("el",), ("les",), ("los",)}:
                break
        return ()

    def longest(self, words: Words) -> Iterator[tuple[int, list[Match]]]:
        """For each place where a name may begin, the matches there, longest first."""
        for start, token in enumerate(words.tokens):
            found: list[Match] = []
            for key in (token.key, *arabic_stems(token.key)):
                node = self._root.next.get(key)
                if node is not None:
                    found.extend(self._follow(words, start, node))
                if found:
                    break
            if found:
                yield start, sorted(found, key=lambda match: -match.end)

    @staticmethod
    def _follow(words: Words, start: int, node: _Node) -> Iterator[Match]:
        end = start + 1
        while True:
            if node.entries:
                yield Match(start, end, node.entries)
            if end >= len(words.tokens) or not _is_within_name(words.gap(end)):
                return
            following = node.next.get(words.tokens[end].key)
            if following is None:
                return
            node, end = following, end + 1


def _is_within_name(gap: str) -> bool:
    return gap in {" ", "-", ""} or (len(gap) <= 3 and _BREAK.search(gap) is None)


def _spelt(authorities: Authorities) -> dict[Keys, list[Entry]]:
    table: dict[Keys, list[Entry]] = defaultdict(list)
    for thing in authorities.things:
        if thing.is_subdivision:
            continue
        for label in thing.labels:
            written = tuple(token.text for token in tokenise(clean(label.text)))
            exact = keys(label.text)
            for spelling in spellings(label.text, thing.kind):
                entry = Entry(thing, label, written, spelling == exact, is_acronym(label.text))
                table[spelling].append(entry)
    return table
