"""Writes the store of a harvest: each page with the state after it, in one transaction."""

import fcntl
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from regesta.errors import HarvestError
from regesta.sources.oai_pmh.stored import SCHEMA, StoredRecord


@dataclass(slots=True)
class Changes:
    """How many records a harvest has made or found so."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    broken: int = 0

    def add(self, other: "Changes") -> None:
        """Count another's as well."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def received(self) -> int:
        """The records that came."""
        return self.new + self.changed + self.unchanged + self.deleted


class RecordStore:
    """The records of one source and the state of its harvest, in one file.

    `rounds` number the harvests; a record has that of the last one it came in.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, timeout=60, isolation_level=None)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise HarvestError(
                f"The store {path} cannot be opened: {error}; move it away to start anew."
            ) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def state(self) -> dict[str, str]:
        """What was last saved of the harvest's state."""
        return dict(self._connection.execute("SELECT name, value FROM state"))

    def size(self) -> int:
        """How many records there are that are not deleted."""
        row = self._connection.execute(
            "SELECT count(*) FROM record WHERE NOT is_deleted"
        ).fetchone()
        return int(row[0])

    def has_round(self, of_round: int) -> bool:
        """Whether any record came in a round."""
        row = self._connection.execute(
            "SELECT 1 FROM record WHERE round = ? LIMIT 1", (of_round,)
        ).fetchone()
        return row is not None

    def save(
        self, records: Iterable[StoredRecord], state: Mapping[str, str | None], of_round: int
    ) -> Changes:
        """Save records and the state after them; nothing of both where the process is killed."""
        changes = Changes()
        with self._transaction():
            for record in records:
                changes.add(self._save(record, of_round))
            self._save_state(state)
        return changes

    def finish(self, state: Mapping[str, str | None], absent_before: int | None) -> int:
        """Save the state after a whole harvest, and how many records are gone.

        Records that no round since `absent_before` has had are deleted, unless it is None.
        """
        gone = 0
        with self._transaction():
            if absent_before is not None:
                gone = self._connection.execute(
                    "UPDATE record SET is_deleted = 1, content = x''"
                    " WHERE round < ? AND NOT is_deleted",
                    (absent_before,),
                ).rowcount
            self._save_state(state)
        return gone

    def _save(self, record: StoredRecord, of_round: int) -> Changes:
        found = self._connection.execute(
            "SELECT datestamp, is_deleted, content, round FROM record WHERE identifier = ?",
            (record.identifier,),
        ).fetchone()
        new = (record.datestamp, record.is_deleted, record.content, of_round, record.identifier)
        if found is None:
            self._connection.execute(
                "INSERT INTO record (datestamp, is_deleted, content, round, identifier)"
                " VALUES (?, ?, ?, ?, ?)",
                new,
            )
            return Changes(deleted=1) if record.is_deleted else Changes(new=1)
        datestamp, is_deleted, content, last_round = found
        is_same = (bool(is_deleted), content) == (record.is_deleted, record.content)
        # A page may give an older state than an earlier page of the same harvest.
        is_older = last_round == of_round and record.datestamp < datestamp
        if is_same or is_older:
            self._connection.execute(
                "UPDATE record SET round = ? WHERE identifier = ?", (of_round, record.identifier)
            )
            return Changes(unchanged=1)
        self._connection.execute(
            "UPDATE record SET datestamp = ?, is_deleted = ?, content = ?, round = ?"
            " WHERE identifier = ?",
            new,
        )
        return Changes(deleted=1) if record.is_deleted else Changes(changed=1)

    def _save_state(self, state: Mapping[str, str | None]) -> None:
        for name, value in state.items():
            if value is None:
                self._connection.execute("DELETE FROM state WHERE name = ?", (name,))
            else:
                self._connection.execute(
                    "INSERT INTO state VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (name, value),
                )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise HarvestError(
                f"What was harvested cannot be written: {error}; check the disk, and run again."
            ) from None


@contextmanager
def harvest_lock(path: Path, source: str) -> Iterator[None]:
    """Keep other processes from harvesting the source; the kernel frees a dead one's lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HarvestError(
                f"The source “{source}” is being harvested by another process; wait for its end."
            ) from None
        yield
