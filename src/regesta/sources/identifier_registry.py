"""Keeps the local names of publications whose source gives no identifiers."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.durability import replace_file
from regesta.errors import SourceError
from regesta.identifiers import is_local_name, slugify
from regesta.records import Record

_HEADER = "# local name\tdigest of the abstract\ttitle"


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    abstract: str
    title: str

    def __str__(self) -> str:
        return f"{self.name}\t{self.abstract}\t{self.title}"


class IdentifierRegistry:
    """The names given so far, in a file of one line a publication, sorted, that git can merge.

    A publication is known again by its title or, where that has changed, by its abstract. Raises
    SourceError with the line if the file is malformed. Nothing is written before `save`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, _Entry] = {}
        self._by_title: dict[str, list[str]] = {}
        self._by_abstract: dict[str, list[str]] = {}
        self._given: set[str] = set()
        self._changed = False
        for entry in _read(path):
            self._enter(entry)

    def assign(self, record: Record) -> Record:
        """The record with its local name; one that has an identifier keeps it.

        Within one run a name is given once, so that two publications with one title stay two;
        only a record that repeats both title and abstract gets the same name again.
        """
        if record.identifier:
            self.give(record.identifier)
            return record
        title = " ".join(record.title.split())
        abstract = _digest(record.abstracts[0].value) if record.abstracts else ""
        known = self._known(title, abstract)
        entry = _Entry(known.name if known else self._new_name(title), abstract, title)
        if entry != known:
            self._enter(entry)
            self._changed = True
        self.give(entry.name)
        return replace(record, identifier=entry.name)

    def knows(self, name: str, title: str) -> bool:
        """Whether a name is that of a publication with this title."""
        entry = self._entries.get(name)
        return entry is not None and entry.title == " ".join(title.split())

    def give(self, name: str) -> None:
        """Note that a name is in use in this run."""
        self._given.add(name)

    def _enter(self, entry: _Entry) -> None:
        self._entries[entry.name] = entry
        for table, key in (
            (self._by_title, _fold(entry.title)),
            (self._by_abstract, entry.abstract),
        ):
            names = table.setdefault(key, [])
            if entry.name not in names:
                names.append(entry.name)

    def save(self) -> None:
        """Write the file in one step, if something is new."""
        if not self._changed:
            return
        lines = [_HEADER, *(str(self._entries[name]) for name in sorted(self._entries))]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, "\n".join(lines) + "\n")
        except OSError as error:
            raise SourceError(
                f"The registry {self._path.name} cannot be written: {error.strerror}; "
                "check who may write it and whether the disk is full."
            ) from None
        self._changed = False

    def _known(self, title: str, abstract: str) -> _Entry | None:
        folded = _fold(title)
        same_title = [
            entry
            for name in self._by_title.get(folded, ())
            if _fold((entry := self._entries[name]).title) == folded
        ]
        same = next((entry for entry in same_title if entry.abstract == abstract), None)
        if same:
            return same
        same_abstract = [
            entry
            for name in (self._by_abstract.get(abstract, ()) if abstract else ())
            if (entry := self._entries[name]).abstract == abstract
        ]
        free = (entry for entry in same_title + same_abstract if entry.name not in self._given)
        return next(free, None)

    def _new_name(self, title: str) -> str:
        name = start = slugify(title)
        count = 1
        while name in self._entries or name in self._given:
            count += 1
            name = f"{start}-{count}"
        return name


def _read(path: Path) -> Iterator[_Entry]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        raise SourceError(f"The registry {path.name} is not UTF-8; restore it from git.") from None
    except OSError as error:
        raise SourceError(f"The registry {path.name} cannot be read: {error.strerror}.") from None
    seen: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r")
        if not text.strip() or text.startswith("#"):
            continue
        name, *rest = text.split("\t")
        if len(rest) != 2 or not is_local_name(name) or not rest[1].strip():
            raise SourceError(
                f"The registry {path.name}, line {number}: “{text[:80]}” is not a local name, a "
                "digest and a title with tabs between them; put the line right or delete it."
            )
        if seen.setdefault(name, text) != text:
            raise SourceError(
                f"The registry {path.name}, line {number}: “{name}” stands twice with different "
                "titles; give one of them another name."
            )
        yield _Entry(name, *rest)


def _fold(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()


def _digest(abstract: str) -> str:
    return hashlib.sha256(" ".join(abstract.split()).casefold().encode()).hexdigest()[:16]
