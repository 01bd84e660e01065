"""The statements of a file by subject and in their order, in bounded memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Self

MOST_STATEMENTS = 50_000_000
_MOST_OF_ONE = 20_000
_BATCH = 50_000

Statement = tuple[str, str, str]
"""Subject, property and object as N-Triples writes them; the property is a bare IRI."""


class TooManyStatementsError(Exception):
    """Raised where a file has more statements than can be taken apart."""


class Statements:
    """A table of statements that is kept in a file of its own where it is large.

    Terms are texts, since most of them are only passed on.
    """

    def __init__(self) -> None:
        # An empty name is a database of SQLite that goes to a temporary file when it grows.
        self._database = sqlite3.connect("", isolation_level=None)
        self._last: tuple[str, list[tuple[str, str]]] = "", []
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
            "CREATE TABLE statement (subject TEXT, property TEXT, object TEXT)"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def load(self, statements: Iterable[Statement]) -> int:
        """Take in all statements and return their number; raises TooManyStatementsError."""
        source, count = iter(statements), 0
        self._database.execute("BEGIN")
        while batch := list(islice(source, _BATCH)):
            self._database.executemany("INSERT INTO statement VALUES (?, ?, ?)", batch)
            count += len(batch)
            if count > MOST_STATEMENTS:
                raise TooManyStatementsError
        self._database.execute("COMMIT")
        self._database.execute("CREATE INDEX by_subject ON statement (subject)")
        self._database.execute("CREATE INDEX by_object ON statement (object, property)")
        return count

    def subjects(self) -> Iterator[str]:
        """Every subject, in the order of first appearance."""
        rows = self._database.execute(
            "SELECT subject FROM statement GROUP BY subject ORDER BY MIN(rowid)"
        )
        return (subject for (subject,) in rows)

    def of(self, subject: str) -> list[tuple[str, str]]:
        """What is said of a subject, property and object, each once and in order."""
        if subject != self._last[0]:
            rows = self._database.execute(
                "SELECT property, object FROM statement WHERE subject = ? ORDER BY rowid LIMIT ?",
                (subject, _MOST_OF_ONE),
            )
            self._last = subject, list(dict.fromkeys(rows))
        return self._last[1]

    def naming(self, thing: str) -> list[tuple[str, str]]:
        """The statements that have a thing as their object: subject and property."""
        rows = self._database.execute(
            "SELECT subject, property FROM statement WHERE object = ? ORDER BY rowid LIMIT ?",
            (thing, _MOST_OF_ONE),
        )
        return list(dict.fromkeys(rows))
