"""Titles: a full-text index of the publications of a release, made once and kept outside of memory.

SQLite keeps it in a private temporary file that is gone when the index is closed.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode
from rapidfuzz import fuzz

from regesta.linking.folding import keys
from regesta.outputs.catalogue import Catalogue, text_of
from regesta.outputs.reconciliation.model import LIKE, Candidate
from regesta.store.query import load_query
from regesta.vocabulary import BIBO, DCTERMS

_SCHEMA = """
CREATE TABLE title (iri TEXT, title TEXT, folded TEXT, issued TEXT, is_main INTEGER);
CREATE TABLE identifier (value TEXT, iri TEXT);
CREATE VIRTUAL TABLE words USING fts5(
  folded, content='', prefix='2 3',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""
_INDEXES = """
CREATE TABLE term (term TEXT PRIMARY KEY, titles INTEGER) WITHOUT ROWID;
INSERT INTO term SELECT term, doc FROM vocabulary;
CREATE INDEX title_folded ON title (folded);
CREATE INDEX title_iri ON title (iri);
CREATE INDEX identifier_value ON identifier (value);
"""
_Told = dict[str, list[str]]
_READ_AT_ONCE = 2_000
_LONGEST = 1_000
_MOST_WORDS = 40
_COMPARED = 60
_TITLES_LOOKED_AT = 4_000
_WORDS_ALONE = 8
_SHORTEST_SAFE = 3
_SHORTEST_BEGINNING = 2
_LIKE_ENOUGH = 50.0


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a publication."""

    iri: str
    text: str
    folded: str
    issued: str
    is_main: bool


class Titles:
    """Finds publications by title or identifier; threads take turns."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("BEGIN")
        for statement in _SCHEMA.strip().split(";\n"):
            self._database.execute(statement)
        publications = catalogue.publications
        for at in range(0, len(publications), _READ_AT_ONCE):
            self._add(catalogue, publications[at : at + _READ_AT_ONCE])
        for statement in _INDEXES.strip().split(";\n"):
            self._database.execute(statement)
        self._database.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def find(self, text: str) -> list[Candidate]:
        """The publications with a title like a text, each once."""
        folded = _fold(text)
        same = self._rows("SELECT * FROM title WHERE folded = ? LIMIT 100", folded)
        is_alone = len({one.iri for one in same}) == 1
        is_long = folded.count(" ") + 1 >= _SHORTEST_SAFE and len(text) <= _LONGEST
        found: dict[str, Candidate] = {}
        for one in self._sharing_words(folded):
            score = _likeness(folded, one)
            known = found.get(one.iri)
            if score > (known.score if known else _LIKE_ENOUGH):
                found[one.iri] = candidate_of(one, score)
        for one in sorted(same, key=lambda each: each.is_main):
            score = 100.0 if one.is_main else 98.0
            found[one.iri] = candidate_of(one, score, is_safe=is_alone and is_long)
        return list(found.values())

    def identified(self, identifier: str) -> Candidate | None:
        """The publication with an IRI, a DOI or an ISBN; None where several have it."""
        value = normalise_identifier(identifier)
        found = self._rows(
            "SELECT * FROM title WHERE iri = ?1 OR iri IN "
            "(SELECT iri FROM identifier WHERE value = ?2) ORDER BY is_main DESC LIMIT 50",
            identifier.strip(),
            value,
        )
        is_one = len({one.iri for one in found}) == 1
        return candidate_of(found[0], 100.0, is_safe=True) if is_one else None

    def beginning(self, prefix: str, limit: int) -> list[Candidate]:
        """The latest publications whose titles have these words, the last of them begun."""
        words = _fold(prefix).split()[:_MOST_WORDS]
        if words and len(words[-1]) < _SHORTEST_BEGINNING:
            words.pop()
        if not words:
            return []
        asked = " AND ".join([*map(_quote, words[:-1]), f"{_quote(words[-1])} *"])
        found = self._matching(asked, limit * 2, by_rank=False)
        return list({one.iri: candidate_of(one, 0.0) for one in found}.values())[:limit]

    def _sharing_words(self, folded: str) -> Sequence[Title]:
        """Titles with the rarest of the words, so that words all titles have are not followed."""
        words = list(dict.fromkeys(folded.split()))[:_MOST_WORDS]
        marks = ",".join("?" * len(words))
        counts = self._execute(
            # The text depends on nothing but the number of words.
            f"SELECT term, titles FROM term WHERE term IN ({marks}) ORDER BY titles",  # noqa: S608
            *words,
        )
        chosen: list[str] = []
        looked_at = 0
        for word, count in counts[:_WORDS_ALONE]:
            looked_at += count
            if looked_at > _TITLES_LOOKED_AT:
                break
            chosen.append(_quote(word))
        if chosen:
            return self._matching(" OR ".join(chosen), _COMPARED, by_rank=True)
        common = [_quote(word) for word, _ in counts[:_WORDS_ALONE]]
        return self._matching(" AND ".join(common), _COMPARED, by_rank=False) if common else []

    def _matching(self, asked: str, limit: int, *, by_rank: bool) -> Sequence[Title]:
        column = "rank" if by_rank else "rowid"
        found = self._execute(
            # One of two names of ours.
            f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {column} LIMIT ?",  # noqa: S608
            asked,
            limit,
        )
        rows = (self._rows("SELECT * FROM title WHERE rowid = ?", row) for (row,) in found)
        return [title for titles in rows for title in titles]

    def _rows(self, statement: str, *values: object) -> list[Title]:
        return [Title(*row) for row in self._execute(statement, *values)]

    def _execute(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()

    def _add(self, catalogue: Catalogue, publications: Sequence[str]) -> None:
        iris = tuple(map(NamedNode, publications))
        rows = catalogue.store.select(
            load_query("web/titles_and_identifiers").bind(publications=iris)
        )
        told: dict[str, _Told] = {iri: {} for iri in publications}
        for row in rows:
            about = told[text_of(row, "publication")]
            about.setdefault(text_of(row, "property"), []).append(text_of(row, "value"))
        titles = [row for iri, about in told.items() for row in _titles_of(iri, about)]
        first = self._execute("SELECT coalesce(max(rowid), 0) + 1 FROM title")[0][0]
        self._database.executemany("INSERT INTO title VALUES (?, ?, ?, ?, ?)", titles)
        self._database.executemany(
            "INSERT INTO words (rowid, folded) VALUES (?, ?)",
            ((number, row[2]) for number, row in enumerate(titles, first)),
        )
        self._database.executemany(
            "INSERT INTO identifier VALUES (?, ?)",
            (row for iri, about in told.items() for row in _identifiers_of(iri, about)),
        )


def _titles_of(iri: str, about: _Told) -> Iterator[tuple[str, str, str, str, bool]]:
    issued = min(about.get(DCTERMS.issued.value, [""]))
    for term in (DCTERMS.title.value, DCTERMS.alternative.value):
        for title in dict.fromkeys(about.get(term, ())):
            yield iri, title, _fold(title), issued, term == DCTERMS.title.value


def _identifiers_of(iri: str, about: _Told) -> Iterator[tuple[str, str]]:
    identifiers = (*about.get(BIBO.doi.value, ()), *about.get(BIBO.isbn.value, ()))
    for value in dict.fromkeys(identifiers):
        yield normalise_identifier(value), iri


def candidate_of(title: Title, score: float, *, is_safe: bool = False) -> Candidate:
    """A publication as a candidate."""
    description = " · ".join(part for part in ("Publication", title.issued) if part)
    score = round(score, 1)
    return Candidate(title.iri, "publication", title.text, score, is_safe, description)


def normalise_identifier(text: str) -> str:
    """A DOI, an ISBN or an IRI as it is compared, however it is introduced and divided."""
    value = text.strip().casefold()
    for start in ("https://", "http://", "dx.doi.org/", "doi.org/", "doi:", "urn:isbn:", "isbn"):
        value = value.removeprefix(start).lstrip(" :") if start else value
    digits = value.replace("-", "").replace(" ", "")
    return digits if digits[:-1].isdecimal() and len(digits) in (10, 13) else value


def _fold(text: str) -> str:
    return " ".join(keys(text[:_LONGEST]))


def _quote(word: object) -> str:
    doubled = str(word).replace('"', '""')
    return f'"{doubled}"'


def _likeness(folded: str, title: Title) -> float:
    """How like a title is, whatever the order of its words; a part of it is less than the whole."""
    whole = fuzz.ratio(folded, title.folded)
    words = 0.95 * fuzz.token_sort_ratio(folded, title.folded)
    part = 0.85 * fuzz.token_set_ratio(folded, title.folded)
    return min(LIKE, max(whole, words, part))
