"""What a reader is, how it takes files apart, and how it finds the files of a source."""

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a source that can be read by itself, in any process: as a rule one record.

    `content` are its bytes, and `context` what it needs from elsewhere in its file, such as the
    heading of a table. A file that cannot be taken apart is one unit, known by its `path`.
    """

    place: Place
    content: bytes = b""
    context: tuple[str, ...] = ()
    path: Path | None = None

    @property
    def size(self) -> int:
        """How many bytes of the source it is, 0 for a file that is not there."""
        try:
            return self.path.stat().st_size if self.path else len(self.content)
        except OSError:
            return 0

    def digest(self) -> bytes:
        """The SHA-256 of all that reading it depends on, but for the numbers in its place."""
        digest = hashlib.sha256(self.content)
        for text in (self.place.file, self.place.sheet or "", *self.context):
            digest.update(b"\x00" + text.encode("utf-8", "surrogatepass"))
        if self.path:
            with self.path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.digest()


class Reader(ABC):
    """Turns the files of one format into records, and what is wrong with them into findings.

    Taking a file apart is quick and done in one process; reading the parts is done in many. A
    reader has no state and can be pickled.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    """The endings of file names, in lower case, that a folder is searched for."""
    options: ClassVar[tuple[str, ...]] = ()
    """The keys of `[sources.options]` that this reader understands."""
    publishes_new_agencies: ClassVar[bool] = False
    """Whether a body that no authority knows is published by its name, as a library names it."""

    def recognises(self, start: bytes) -> bool:
        """Whether a file that begins so may be of this format; its suffix is a known one."""
        return True

    @abstractmethod
    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """Take a file, or all matching files of a folder in the order of their names, apart.

        Memory stays bounded by the largest record. A part that cannot be told from the next is
        a finding, and what follows it is read.
        """

    @abstractmethod
    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """Read what one unit holds; never raises for a bad record.

        A record that must not be published is not yielded; a finding of severity violation
        stands in its stead.
        """

    def read_records(self, path: Path, source: str | SourceSettings) -> Iterator[Record | Finding]:
        """All records and findings of a file or a folder, one after the other."""
        settings = source if isinstance(source, SourceSettings) else self.settings(source, path)
        for unit in self.split(path, settings):
            if isinstance(unit, Finding):
                yield unit
            else:
                yield from self.read(unit, settings)

    def settings(self, name: str, path: Path) -> SourceSettings:
        """The settings of a source that no catalogue declares."""
        return SourceSettings(name, self.name, str(path), path.name, "")

    def option(self, source: SourceSettings, key: str, default: Any) -> Any:
        """The value of an option. Raises ConfigurationError where it is of another type."""
        unknown = sorted(source.options.keys() - set(self.options))
        if unknown:
            known = ", ".join(self.options) or "none"
            raise ConfigurationError(
                f"The source “{source.name}” has the option “{unknown[0]}”, which the reader "
                f"“{self.name}” does not know; its options are: {known}."
            )
        value = source.options.get(key, default)
        if default is not None and not isinstance(value, type(default)):
            raise ConfigurationError(
                f"The source “{source.name}”: the option “{key}” must be written like {default!r}."
            )
        return value


class WholeFileReader(Reader):
    """A reader of files that can only be read as a whole, such as a page of text."""

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """Each file is one unit."""
        for file in source_files(path, self.suffixes, source.name):
            if isinstance(file, Finding):
                yield file
            else:
                yield Unit(file[1], path=file[0])

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """Read the file of a unit."""
        if unit.path:
            yield from self.read_file(unit.path, unit.place, source)

    @abstractmethod
    def read_file(
        self, path: Path, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The records and findings of one file; a file that cannot be opened is a finding."""


def source_files(
    path: Path, suffixes: tuple[str, ...], source: str
) -> Iterator[tuple[Path, Place] | Finding]:
    """The files to read with the place that names each; a finding where there is none.

    Names are relative to `path`, so that a finding reads the same on every machine. Hidden files
    and links that lead out of the folder are left alone.
    """
    if not path.is_dir():
        yield path, Place(source, path.name)
        return
    found = sorted(_matching(path, suffixes), key=lambda file: file.relative_to(path).parts)
    for file in found:
        yield file, Place(source, file.relative_to(path).as_posix())
    if not found:
        endings = {"en": " or ".join(suffixes), "fr": " ou ".join(suffixes)}
        yield new_finding("source-empty", Place(source, path.name), endings=endings)


def _matching(folder: Path, suffixes: tuple[str, ...]) -> Iterable[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = Path(parent, name)
            if not name.startswith(".") and file.suffix.lower() in suffixes and file.is_file():
                yield file


def with_record(finding: Finding, title: str) -> Finding:
    """The finding, told of the record that it belongs to."""
    return replace(finding, record_title=title) if title and not finding.record_title else finding
