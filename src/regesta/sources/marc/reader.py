"""The readers of library records in MARC 21."""

import codecs
import re
import zlib
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from lxml import etree

from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.marc.building import WANTED, build_record
from regesta.sources.marc.exchange_files import LEADER_START, Piece, cut_records
from regesta.sources.marc.exchange_format import Decoder, UnreadableRecordError
from regesta.sources.marc.opening import BombError, decompressed_start, open_records
from regesta.sources.marc.xml_files import XmlPiece, cut_xml_records, stated_encoding
from regesta.sources.marc.xml_format import parse_record, read_element
from regesta.sources.reader import Reader, Unit, source_files

_COMPRESSED = ".gz"
_SHOWN = 80
_XML_RECORD = re.compile(r"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]|/MARC21/slim")


class _LibraryReader(Reader):
    """What the readers of both forms share: files, numbers of records, findings on files."""

    publishes_new_agencies = True
    inner_suffixes: ClassVar[tuple[str, ...]]
    """The endings that the name of a compressed file has before its own."""

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """Each record is one unit; what is no record is a finding with its offset."""
        for file in source_files(path, self.suffixes, source.name):
            if isinstance(file, Finding):
                yield file
            elif path.is_file() or self._is_own(file[0]):
                yield from self._split_file(*file)

    def _is_own(self, file: Path) -> bool:
        *_, inner, last = ("", *file.suffixes) if file.suffixes else ("", "")
        return last.lower() != _COMPRESSED or inner.lower() in self.inner_suffixes

    def _split_file(self, path: Path, place: Place) -> Iterator[Unit | Finding]:
        number = 0
        try:
            with open_records(path) as file:
                for number, piece in enumerate(self.pieces(file), start=1):
                    yield from self._units(piece, place, number)
        except OSError as error:
            reason = error.strerror or str(error) or type(error).__name__
            yield new_finding("marc-file-unreadable", place, value=path.name, reason=reason)
        except (EOFError, zlib.error):
            yield new_finding("marc-compressed-broken", place, value=path.name, number=number)
        except BombError:
            yield new_finding("marc-compressed-bomb", place, value=path.name, number=number)
        else:
            if not number:
                yield new_finding("marc-file-empty", place, value=path.name)

    def _units(self, piece: Piece, place: Place, number: int) -> Iterator[Unit | Finding]:
        there = Place(place.source, place.file, record=number)
        if piece.fault:
            shown = piece.content[:_SHOWN].decode("utf-8", "replace")
            yield new_finding(
                piece.fault,
                there,
                value=shown,
                number=number,
                offset=f"{piece.offset:,}",
                stated=f"{piece.length:,}",
                length=f"{len(piece.content):,}",
            )
        if piece.is_record:
            declarations = (piece.declarations,) if isinstance(piece, XmlPiece) else ()
            yield Unit(there, piece.content, declarations)

    @abstractmethod
    def pieces(self, file: BinaryIO) -> Iterator[Piece]:
        """The records of an open file."""


class MarcReader(_LibraryReader):
    """Reads MARC 21 as libraries exchange it, in UTF-8 or MARC-8."""

    name = "marc"
    suffixes = (".mrc", ".marc", ".marc21", ".iso", ".iso2709", ".dat", ".utf8", ".mrc8", ".gz")
    inner_suffixes = suffixes[:-1]
    options = ("encoding",)

    def recognises(self, start: bytes) -> bool:
        """Whether the file begins with the leader of a record."""
        content = decompressed_start(start).removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00\x1a\x1d")
        return LEADER_START.match(content) is not None

    def pieces(self, file: BinaryIO) -> Iterator[Piece]:
        """The records between the terminators."""
        return cut_records(file)

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """The findings on a record, and the record if it can be published."""
        decoder = Decoder(unit.content, WANTED, self._encoding(source))
        try:
            marc = decoder.record()
        except UnreadableRecordError:
            shown = unit.content[:_SHOWN].decode("utf-8", "replace")
            yield new_finding("marc-directory-unreadable", unit.place, value=shown)
            return
        built = list(build_record(marc, unit.place, source.name))
        place = built[-1].place
        for code, tag, value in decoder.faults:
            there = Place(
                place.source, place.file, field=tag or None, record=place.record, key=place.key
            )
            yield new_finding(code, there, value=value)
        yield from built

    def _encoding(self, source: SourceSettings) -> str:
        encoding: str = self.option(source, "encoding", "")
        if encoding:
            try:
                codecs.lookup(encoding)
            except LookupError:
                raise ConfigurationError(
                    f"The source “{source.name}”: there is no encoding “{encoding}”; "
                    "write a name such as windows-1251."
                ) from None
        return encoding


class MarcXmlReader(_LibraryReader):
    """Reads MARC 21 in XML, by itself or in the answers of OAI-PMH and SRU."""

    name = "marcxml"
    suffixes = (".xml", ".marcxml", ".mrcx", ".gz")
    inner_suffixes = suffixes[:-1]

    def recognises(self, start: bytes) -> bool:
        """Whether the file begins with what only a record of MARC has."""
        content = decompressed_start(start)
        text = content.decode(stated_encoding(content), "replace")
        return _XML_RECORD.search(text) is not None

    def pieces(self, file: BinaryIO) -> Iterator[Piece]:
        """The elements of records."""
        return cut_xml_records(file)

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """The findings on a record, and the record if it can be published."""
        shown = unit.content[:_SHOWN].decode("utf-8", "replace")
        try:
            element, is_repaired = parse_record(unit.content, "".join(unit.context))
        except etree.XMLSyntaxError as error:
            reason = (error.msg or "").partition(", line")[0]
            yield new_finding("marcxml-broken", unit.place, value=shown, reason=reason)
            return
        marc = read_element(element, WANTED)
        if not marc.leader and not marc.fields:
            is_deleted = b"deleted" in unit.content[:500]
            code = "marc-deleted" if is_deleted else "marcxml-not-marc"
            yield new_finding(code, unit.place, value=shown)
            return
        if is_repaired:
            yield new_finding("marc-encoding-repaired", unit.place, value=shown)
        yield from build_record(marc, unit.place, source.name)
