"""Organisations: those of a registry that a name may be meant for, to show and never to link.

The registry is ROR. A name alone is no reason to link: many organisations share theirs, and what
a library writes is seldom the registry's form. A person chooses, or the source gives the number.
"""

import gzip
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from regesta.linking.folding import keys

_WORD = re.compile(r"[a-z0-9]+")
_CLOSER = re.compile(r"[.&_]")
_IRI = "https://ror.org/"
_SMALL = frozenset(
    "and at de del der des di du et for fur in la le of on pour the und von y".split()
)
_NEAR = 82
_FEW = 400
"""So many names at most are compared with one that is not found as it stands."""
_SHORT = 5
_REMEMBERED = 1 << 13
_EXACT, _OTHER, _ACRONYM, _SPELT_ALIKE = 1.0, 0.98, 0.9, 0.95


@dataclass(frozen=True, slots=True)
class Organisation:
    """One that a name may be meant for: `country` is an ISO code, `evidence` says why."""

    iri: str
    name: str
    country: str
    score: float
    evidence: str


class Candidates(Protocol):
    """Whatever finds the things that a name may be meant for."""

    def search(self, name: str, limit: int = 3) -> tuple[Organisation, ...]:
        """The likeliest, best first."""


class _Row(NamedTuple):
    """A line of the table."""

    identifier: str
    country: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]


@dataclass(frozen=True)
class Organisations:
    """The organisations of a table, which is read when the first name is looked up."""

    path: Path

    def search(self, name: str, limit: int = 3) -> tuple[Organisation, ...]:
        """The likeliest organisations, best first; none for a table that does not exist."""
        return self._index.search(name)[:limit] if self.path.is_file() else ()

    def get(self, iri: str) -> Organisation | None:
        """The organisation with an IRI, None for one that the table does not have."""
        return self._index.get(iri) if self.path.is_file() else None

    @cached_property
    def _index(self) -> "_Index":
        return _Index(self.path)

    def __reduce__(self) -> tuple[type["Organisations"], tuple[Path]]:
        return Organisations, (self.path,)


class _Index:
    """Names by what they are when folded, and by the words in them."""

    def __init__(self, path: Path) -> None:
        self._lines: list[str] = []
        self._names: list[str] = []
        self._rows = array("I")
        self._exact: dict[str, tuple[int, ...]] = {}
        self._words: dict[str, array[int]] = defaultdict(lambda: array("I"))
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                self._add(line)
        self.search = lru_cache(maxsize=_REMEMBERED)(self._search)

    def _add(self, line: str) -> None:
        number = len(self._lines)
        self._lines.append(line)
        row = _parsed(line)
        names = dict.fromkeys(map(_folded, row.names))
        for folded in {**names, **dict.fromkeys(map(_folded, row.acronyms))}:
            self._exact[folded] = (*self._exact.get(folded, ()), number)
        for folded in names:
            for word in set(folded.split()) - _SMALL:
                self._words[word].append(len(self._names))
            self._names.append(folded)
            self._rows.append(number)

    def get(self, iri: str) -> Organisation | None:
        """The organisation with an IRI; all lines are looked through, which takes milliseconds."""
        start = iri.removeprefix(_IRI) + "\t"
        line = next((each for each in self._lines if each.startswith(start)), None)
        return (
            _organisation(_parsed(line), _folded(_parsed(line).names[0]), 100.0) if line else None
        )

    def _search(self, name: str) -> tuple[Organisation, ...]:
        folded = _folded(name)
        if not folded:
            return ()
        rows = dict.fromkeys(self._exact.get(folded, ()), 100.0)
        if len(folded) >= _SHORT and not rows:
            rows = self._alike(folded)
        found = [
            _organisation(_parsed(self._lines[row]), folded, likeness)
            for row, likeness in rows.items()
        ]
        return tuple(sorted(found, key=lambda each: (-each.score, each.name, each.iri)))

    def _alike(self, folded: str) -> dict[int, float]:
        """The rows that have a name spelt much like this, with their likeness in per cent."""
        likely = self._with_words(self._known_words(folded))
        best: dict[int, float] = {}
        texts = {position: self._names[position] for position in likely}
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            for _, likeness, position in process.extract(
                folded, texts, scorer=scorer, score_cutoff=_NEAR, limit=10
            ):
                row = self._rows[position]
                best[row] = max(best.get(row, 0.0), likeness)
        return best

    def _known_words(self, folded: str) -> list[str]:
        """The words of a name, rarest first; a misspelt one as the known word nearest to it."""
        known = []
        for word in sorted(set(folded.split()) - _SMALL):
            if word in self._words:
                known.append(word)
            elif len(word) >= _SHORT:
                group = self._by_start.get(word[:2], [])
                nearest = process.extractOne(word, group, scorer=fuzz.ratio, score_cutoff=_NEAR)
                known += [nearest[0]] if nearest else []
        return sorted(known, key=lambda word: (len(self._words[word]), word))

    def _with_words(self, words: Iterable[str]) -> list[int]:
        """Names that share a rare word, or else several words, as many as are compared."""
        shared: Counter[int] = Counter()
        for word in words:
            postings = self._words[word]
            if len(postings) > 20 * _FEW and shared:
                break
            shared.update(postings)
            if len(shared) > 20 * _FEW:
                break
        return [position for position, _ in shared.most_common(_FEW)]

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            groups[word[:2]].append(word)
        return groups


def _parsed(line: str) -> _Row:
    identifier, country, _, _, names, acronyms = line.rstrip("\n").split("\t")
    return _Row(
        identifier,
        country,
        tuple(name.partition("=")[2] for name in names.split("|")),
        tuple(acronyms.split("|")) if acronyms else (),
    )


def _organisation(row: _Row, folded: str, likeness: float) -> Organisation:
    shown = row.names[0]
    if folded == _folded(shown):
        score, evidence = _EXACT, "its name"
    elif any(folded == _folded(other) for other in row.names):
        score, evidence = _OTHER, "another of its names"
    elif any(folded == _folded(acronym) for acronym in row.acronyms):
        score, evidence = _ACRONYM, "its acronym"
    else:
        score, evidence = _SPELT_ALIKE * likeness / 100, f"{likeness:.0f}% like its name"
    return Organisation(f"{_IRI}{row.identifier}", shown, row.country, round(score, 3), evidence)


def _folded(name: str) -> str:
    """The words of a name; most are plain letters, which need no closer look."""
    if name.isascii() and not _CLOSER.search(name):
        return " ".join(_WORD.findall(name.lower()))
    return " ".join(keys(name))
