"""The reader of records from OAI-PMH: responses in files, or the store of a harvest."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.oai_pmh.crosswalk import read_harvested
from regesta.sources.oai_pmh.elements import NotXmlError, parse_record
from regesta.sources.oai_pmh.splitting import PartKind, declarations, split_response
from regesta.sources.oai_pmh.stored import MAGIC, STORE_FILE, read_state, read_store
from regesta.sources.reader import Reader, Unit, source_files
from regesta.values.texts import shorten

_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier>([^<>]{1,400})</")
_CHUNK = 256 * 1024
_DELETED = "deleted"
_FAULTS = {PartKind.BROKEN: "harvested-record-cut", PartKind.TOO_LONG: "harvested-record-too-long"}


class OaiPmhReader(Reader):
    """Reads records that repositories hand out, each in the format that it comes in."""

    name = "oai-pmh"
    suffixes = (".xml", ".sqlite")
    options = ("sets_as_themes",)
    publishes_new_agencies = True

    def recognises(self, start: bytes) -> bool:
        """Whether the file names the protocol, or is the store of a harvest."""
        plain = start.replace(b"\0", b"")
        return start.startswith(MAGIC) or b"openarchives.org/OAI/2.0/" in plain

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """Each record of each response, or each identifier of the store, is one unit."""
        self.option(source, "sets_as_themes", {})
        if not path.exists():
            code = "harvest-absent" if source.harvest else "harvested-file-absent"
            yield new_finding(code, Place(source.name, path.name), source=source.name)
            return
        for file in source_files(path, self.suffixes, source.name):
            if isinstance(file, Finding):
                yield file
            elif file[0].suffix.lower() == Path(STORE_FILE).suffix:
                yield from _stored(file[0], source)
            else:
                yield from _responses(*file)

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """Read one record by the format of its metadata."""
        themes = self.option(source, "sets_as_themes", {})
        if unit.context[:1] == (_DELETED,):
            yield new_finding("harvested-record-deleted", unit.place, value=unit.place.key or "")
            return
        try:
            element = parse_record(unit.content, unit.context[0] if unit.context else "")
        except NotXmlError as error:
            yield _malformed(unit, error)
            return
        yield from read_harvested(element, unit.place, source, themes)


def _malformed(unit: Unit, error: NotXmlError) -> Finding:
    said = _IDENTIFIER.search(unit.content)
    key = said[1].decode("utf-8", "replace").strip() if said else unit.place.key
    shown = unit.content[:200].decode("utf-8", "replace")
    place = replace(unit.place, key=key)
    return new_finding("harvested-record-malformed", place, value=shown, reason=error)


def _stored(path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
    there = Place(source.name)
    try:
        state = read_state(path)
        if not state.is_complete:
            yield new_finding("harvest-incomplete", there, source=source.name)
        for record in read_store(path):
            place = replace(there, key=record.identifier)
            yield Unit(place, record.content, (_DELETED,) if record.is_deleted else ())
    except sqlite3.Error as error:
        yield new_finding("harvest-unreadable", Place(source.name, path.name), reason=error)
    except UnicodeDecodeError:
        # What SQLite says of a damaged file may quote its bytes.
        reason = "it is damaged"
        yield new_finding("harvest-unreadable", Place(source.name, path.name), reason=reason)


def _responses(path: Path, place: Place) -> Iterator[Unit | Finding]:
    head, inherited, number, tail = b"", "", 0, b""
    try:
        with path.open("rb") as file:
            for part in split_response(iter(lambda: file.read(_CHUNK), b"")):
                there = replace(place, record=number + 1)
                if part.kind is PartKind.HEAD:
                    head, inherited = part.content, declarations(part.content)
                    if b"<!ENTITY" in head:
                        yield new_finding("harvested-entities", place)
                elif part.kind is PartKind.TAIL:
                    tail = part.content
                elif part.kind is PartKind.RECORD:
                    number += 1
                    yield Unit(there, part.content, (inherited,))
                else:
                    number += 1
                    shown = shorten(part.content[:400].decode("utf-8", "replace"), 200)
                    yield new_finding(_FAULTS[part.kind], there, value=shown)
    except OSError as error:
        yield new_finding("harvested-file-unreadable", place, reason=error.strerror or error)
        return
    if not number:
        yield new_finding("harvested-nothing", place)
    elif b"OAI-PMH" in head and b"OAI-PMH>" not in tail:
        yield new_finding("harvested-file-cut", place)
