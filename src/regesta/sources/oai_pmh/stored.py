"""The store of a harvest: one SQLite file, read in the order of the records' identifiers.

SQLite writes records and the state of the harvest in one transaction, so that a break at any
moment loses and doubles nothing, and finds the present state of one identifier at once.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

STORE_FILE = "records.sqlite"
"""The name of the store in the folder of its source."""

MAGIC = b"SQLite format 3\x00"

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    identifier TEXT NOT NULL,
    datestamp TEXT NOT NULL,
    is_deleted INTEGER NOT NULL,
    content BLOB NOT NULL,
    round INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS record_identifier ON record (identifier);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """The present state of one identifier; one that is deleted has no content."""

    identifier: str
    datestamp: str
    is_deleted: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredState:
    """How far a harvest has come: whether any was completed, and whether one is under way."""

    is_complete: bool
    is_under_way: bool


def read_store(path: Path) -> Iterator[StoredRecord]:
    """Each record once, in batches, so that a harvest may go on meanwhile.

    Raises sqlite3.Error if the file is not such a store.
    """
    with closing(_open(path)) as connection:
        after = ""
        while True:
            rows = connection.execute(
                "SELECT identifier, datestamp, is_deleted, content FROM record"
                " WHERE identifier > ? ORDER BY identifier LIMIT ?",
                (after, _BATCH),
            ).fetchall()
            if not rows:
                return
            for identifier, datestamp, is_deleted, content in rows:
                # Columns of SQLite take values of any type, and this file may come from anywhere.
                if not isinstance(identifier, str) or not isinstance(content, bytes):
                    raise sqlite3.DataError(f"the record {identifier!r:.60} is none of a harvest")
                yield StoredRecord(identifier, str(datestamp), bool(is_deleted), content)
            after = rows[-1][0]


def read_state(path: Path) -> StoredState:
    """How far the harvest has come. Raises sqlite3.Error if the file is not such a store."""
    with closing(_open(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM state")}
    return StoredState("complete_until" in names, "under_way" in names)


def _open(path: Path) -> sqlite3.Connection:
    # Opened to write, so that what a broken-off process left in its journal is rolled back.
    try:
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=60)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM state")
    except sqlite3.OperationalError:
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, timeout=60)
    return connection


def _quoted(path: Path) -> str:
    return quote(str(path.resolve()))
