"""Opens the files of a source one after the other, whatever they are encoded in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.settings import SourceSettings
from regesta.sources.bibliographies.encodings import Encoding, guess_of, open_text, utf_8_chunks
from regesta.sources.reader import source_files


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file whose encoding is known."""

    path: Path
    place: Place
    encoding: Encoding

    def chunks(self) -> Iterator[bytes]:
        """Its text in UTF-8, from the beginning."""
        return utf_8_chunks(self.path, self.encoding)


def open_files(
    path: Path, suffixes: tuple[str, ...], source: SourceSettings
) -> Iterator[OpenFile | Finding]:
    """The files in the order of their names, and a finding for each that is no text."""
    for found in source_files(path, suffixes, source.name):
        if isinstance(found, Finding):
            yield found
            continue
        encoding = open_text(*found, source)
        if isinstance(encoding, Finding):
            yield encoding
            continue
        yield from guess_of(encoding, found[1])
        yield OpenFile(*found, encoding)


class Keys:
    """The keys of the records so far, with the place where each stood first."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, int, int]] = {}

    def repeated(self, place: Place, content: bytes) -> Finding | None:
        """The finding that an earlier record has this key; alike ones are one record."""
        if not place.key:
            return None
        known = (place.file, place.position, hash(b" ".join(content.split())))
        first = self._seen.setdefault(place.key, known)
        if first[:2] == known[:2]:
            return None
        code = "reference-repeated" if first[2] == known[2] else "reference-key-twice"
        where = Place(place.source, first[0], line=first[1])
        if place.line is None:
            where = Place(place.source, first[0], record=first[1])
        return new_finding(code, place, value=place.key, first=str(where))
