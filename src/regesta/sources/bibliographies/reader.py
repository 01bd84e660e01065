"""What the readers of references share: files in any encoding, and records as text."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from regesta.findings import Finding
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.bibliographies.opening import Keys, OpenFile, open_files
from regesta.sources.bibliographies.segments import decoded
from regesta.sources.reader import Reader, Unit


class ReferenceReader(Reader):
    """Reads files of text whose records have keys; a record is a unit."""

    options = ("encoding",)
    publishes_new_agencies = True

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """A unit for each record; a finding for one that is broken or stood there before."""
        self.option(source, "encoding", "")
        files: list[OpenFile] = []
        for file in open_files(path, self.suffixes, source):
            if isinstance(file, Finding):
                yield file
            else:
                files.append(file)
        yield from self.split_files(files, Keys())

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """The record of a unit after its findings."""
        text = decoded(unit.content, unit.place)
        if isinstance(text, Finding):
            yield text
        else:
            yield from self.read_text(text, unit)

    @abstractmethod
    def split_files(self, files: Sequence[OpenFile], keys: Keys) -> Iterator[Unit | Finding]:
        """The units of all files; `keys` tells which have stood there before."""

    @abstractmethod
    def read_text(self, text: str, unit: Unit) -> Iterator[Record | Finding]:
        """The record that the text of a unit describes, after its findings."""
