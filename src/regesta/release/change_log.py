"""The change log: what each switch from one release to another did to every document.

A switch is one file of JSON lines, numbered from 1. It counts from the moment when
`current.json` names its number; a file beyond that number is left over from a switch that never
happened, and the next one writes over it.
"""

import json
import mmap
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from regesta.durability import force_to_disk


class ChangeType(StrEnum):
    """What happened to a document."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """What one switch did to one document.

    `sequence` is the number of the switch; within it documents stand in the order of their IRIs.
    `time` is in UTC and never earlier than that of the switch before. `sha256` is that of the
    document's graph, of the last one where it was deleted. `by` and `method` are those of the
    request that caused the switch, empty where a command did.
    """

    sequence: int
    document: str
    kind: str
    change: ChangeType
    time: str
    sha256: str
    release: str
    by: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who caused a switch: the name of a token and a method of HTTP, or nobody over HTTP."""

    by: str = ""
    method: str = ""


class ChangeLog:
    """The segments in one folder, of which only those up to a switch's number are read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: dict[str, Change] = {}
        self._indexed = 0
        self._lock = threading.Lock()

    def write_segment(self, sequence: int, changes: Iterable[Change]) -> dict[str, int]:
        """Put the changes of one switch on the disk, and count them by type."""
        counts = {change_type.value: 0 for change_type in ChangeType}
        if not self._folder.is_dir():
            self._folder.mkdir()
            force_to_disk(self._folder.parent)
        path = self._path(sequence)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for change in changes:
                file.write(json.dumps(_as_values(change), ensure_ascii=False) + "\n")
                counts[change.change.value] += 1
        force_to_disk(path)
        force_to_disk(self._folder)
        return counts

    def changes(self, after: int, until: int) -> Iterator[Change]:
        """The changes of the switches after one and up to another, oldest first."""
        for sequence in range(after + 1, until + 1):
            with self._path(sequence).open(encoding="utf-8", newline="\n") as file:
                yield from map(_read, file)

    def last_change(self, document: str, until: int) -> Change | None:
        """The last change of one document, None if there never was such a document.

        Of each segment, the latest first, only a few lines are read.
        """
        found = (_find(self._path(sequence), document) for sequence in range(until, 0, -1))
        return next((change for change in found if change), None)

    def last_changes(self, until: int) -> dict[str, Change]:
        """The last change of each document that ever was; each segment is read once."""
        with self._lock:
            if until > self._indexed:
                latest = dict(self._last)
                latest.update((each.document, each) for each in self.changes(self._indexed, until))
                self._last, self._indexed = latest, until
            return self._last

    def _path(self, sequence: int) -> Path:
        return self._folder / f"{sequence:06}.jsonl"


def _as_values(change: Change) -> dict[str, object]:
    values = asdict(change)
    return values if change.by else {name: values[name] for name in values if name not in _OPTIONAL}


_OPTIONAL = ("by", "method")


def _read(line: str | bytes) -> Change:
    values = json.loads(line)
    return Change(**{**values, "change": ChangeType(values["change"])})


def _find(path: Path, document: str) -> Change | None:
    """The change of a document in one segment, whose lines are in the order of their IRIs."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            low, high = 0, len(lines)
            while low < high:
                start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
                end = lines.find(b"\n", start)
                change = _read(lines[start:end])
                if change.document == document:
                    return change
                if change.document < document:
                    low = end + 1
                else:
                    high = start
    return None
