"""Remembers what was prepared, so that an unchanged record is neither linked nor validated again.

It is one SQLite file beside the releases. Whoever deletes it loses nothing but time; a build that
was interrupted finds in it all that was done.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from regesta.errors import ReleaseError
from regesta.pipeline.prepared import PreparedUnit, decode_items, encode_items
from regesta.records import Place

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS unit (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, place TEXT NOT NULL, items BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS lines (number INTEGER PRIMARY KEY, content BLOB NOT NULL);
"""
_AT_ONCE = 500
_PRUNED_SHARE = 0.5


class OutcomeCache:
    """Prepared units by their keys; a damaged file is begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = _connect(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._connection = _connect(path)

    def find(self, keys: Sequence[bytes]) -> dict[bytes, tuple[int, Place, PreparedUnit]]:
        """The number, the place and the items of the units that are known; lines stay on disk."""
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT key, number, place, items FROM unit WHERE key IN ({marks})",  # noqa: S608 - the marks are question marks
            list(keys),
        )
        found = {}
        for key, number, place, items in rows:
            # What was damaged on the disk is prepared again.
            with suppress(msgspec.DecodeError):
                found[key] = number, Place(*_split(place)), PreparedUnit(decode_items(items))
        return found

    def add(self, key: bytes, place: Place, unit: PreparedUnit) -> int:
        """Remember a unit; the number that it is known by."""
        number = self._connection.execute(
            "INSERT OR REPLACE INTO unit (key, place, items) VALUES (?, ?, ?)",
            (key, _join(place), encode_items(unit.items)),
        ).lastrowid
        assert number is not None
        content = zlib.compress(unit.lines, 1)
        self._connection.execute("INSERT OR REPLACE INTO lines VALUES (?, ?)", (number, content))
        return number

    def commit(self) -> None:
        """Make lasting, and visible to other processes, what was added."""
        try:
            self._connection.commit()
        except sqlite3.OperationalError as error:
            raise ReleaseError(
                f"{self.path} cannot be written ({error}); make room on the disk."
            ) from error

    def prune(self, used: set[int]) -> None:
        """Forget the units that a build has not used, if they are the larger part."""
        (known,) = self._connection.execute("SELECT count(*) FROM unit").fetchone()
        if known - len(used) <= _PRUNED_SHARE * known:
            return
        numbers = [row[0] for row in self._connection.execute("SELECT number FROM unit")]
        old = [(number,) for number in numbers if number not in used]
        for table in ("unit", "lines"):
            self._connection.executemany(f"DELETE FROM {table} WHERE number = ?", old)  # noqa: S608 - our own names of tables
        self.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def read_lines(path: Path, places: Iterable[tuple[int, int, int]]) -> Iterator[bytes]:
    """The lines of graphs by the number of their unit, their start and their length."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    last: tuple[int, bytes] = (-1, b"")
    try:
        for number, start, length in places:
            if last[0] != number:
                (content,) = connection.execute(
                    "SELECT content FROM lines WHERE number = ?", (number,)
                ).fetchone()
                last = number, zlib.decompress(content)
            yield last[1][start : start + length]
    except (sqlite3.DatabaseError, zlib.error, TypeError) as error:
        raise ReleaseError(
            f"{path} is damaged ({error}); delete it, and build again: only time is lost."
        ) from error
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    connection.executescript(_SCHEMA)
    return connection


def _join(place: Place) -> str:
    numbers = ("" if number is None else str(number) for number in _numbers(place))
    return "\x1f".join((place.source, place.file, *numbers))


def _split(text: str) -> tuple[str, str, int | None, None, int | None, None, int | None]:
    source, file, *numbers = text.split("\x1f")
    line, row, record = (int(number) if number else None for number in numbers)
    return source, file, line, None, row, None, record


def _numbers(place: Place) -> Mapping[str, int | None] | tuple[int | None, ...]:
    return (place.line, place.row, place.record)
