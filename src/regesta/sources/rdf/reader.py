"""The reader of files of RDF."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import RdfFormat

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.json_chunks import ChunkError, read_chunks, unpacked_start
from regesta.sources.rdf.formats import SUFFIXES, format_of, is_page, is_rdf
from regesta.sources.rdf.json_ld import LARGEST, json_ld_statements
from regesta.sources.rdf.parsing import BASE, BrokenFileError, Parsing
from regesta.sources.rdf.publications import Publications
from regesta.sources.rdf.record import read_publication
from regesta.sources.rdf.statements import (
    MOST_STATEMENTS,
    Statement,
    Statements,
    TooManyStatementsError,
)
from regesta.sources.rdf.xml_encoding import xml_as_utf8
from regesta.sources.reader import Reader, Unit, source_files
from regesta.vocabulary import compact_iri

_START = 64 * 1024
_SHOWN = 5


class RdfReader(Reader):
    """Reads publications from Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD.

    A file is taken in as a whole, since what is said of one publication may stand anywhere in it;
    a unit is what is said of one publication and of the nodes around it.
    """

    name = "rdf"
    suffixes = SUFFIXES
    options = ("namespace",)
    publishes_new_agencies = True

    def recognises(self, start: bytes) -> bool:
        """Whether the start looks like any format of RDF."""
        return is_rdf(unpacked_start(start))

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """A unit for each publication, in the order in which a file first names them."""
        self.option(source, "namespace", "")
        for file in source_files(path, self.suffixes, source.name):
            if isinstance(file, Finding):
                yield file
            else:
                yield from self._split_file(*file)

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """The record of a unit."""
        (subject,) = unit.context
        yield from read_publication(unit.content.decode(), subject, unit.place, source)

    def _split_file(self, path: Path, place: Place) -> Iterator[Unit | Finding]:
        parsing = Parsing(place)
        with Statements() as statements:
            try:
                count = statements.load(_statements(path, parsing, place))
            except BrokenFileError as error:
                yield from parsing.findings
                yield error.finding
                return
            except ChunkError as error:
                yield error.finding
                return
            except TooManyStatementsError:
                yield new_finding("rdf-too-large", place, most=f"{MOST_STATEMENTS:,}")
                return
            yield from parsing.findings
            if not count:
                yield new_finding("rdf-no-statement", place)
                return
            yield from _units(Publications(statements), place)


def _units(publications: Publications, place: Place) -> Iterator[Unit | Finding]:
    number = 0
    for number, subject in enumerate(publications.subjects(), start=1):
        is_named = subject.startswith("<")
        description = publications.describe(subject)
        key = subject[1:-1].removeprefix(BASE) if is_named else None
        there = replace(place, record=number, key=key)
        yield Unit(there, description.encode(), (subject if is_named else "_:b0",))
    if not number:
        kinds = _listed(publications.others) or "things without a class"
        yield new_finding("rdf-no-publication", place, kinds=kinds)
        return
    if publications.others:
        yield new_finding("rdf-others", place, kinds=_listed(publications.others))
    if publications.unread:
        yield new_finding("rdf-properties-unread", place, names=_listed(publications.unread))


def _statements(path: Path, parsing: Parsing, place: Place) -> Iterator[Statement]:
    """The statements of a file in whatever format it is."""
    chunks = read_chunks(path, place, markup=True)
    first = b""
    while len(first) < _START and (chunk := next(chunks, b"")):
        first += chunk
    if is_page(first):
        raise BrokenFileError(new_finding("rdf-is-page", place))
    form = format_of(path.name, first)
    if form == RdfFormat.JSON_LD:
        content = bytearray(first)
        for chunk in chunks:
            content += chunk
            if len(content) > LARGEST:
                break
        yield from json_ld_statements(bytes(content), parsing, place)
    else:
        whole = _joined(first, chunks)
        if form == RdfFormat.RDF_XML:
            whole = xml_as_utf8(first, chunks, place)
        yield from parsing.statements(whole, form)


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _listed(counted: Counter[str]) -> str:
    """The commonest names with their numbers."""
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    shown = [f"{compact_iri(iri)} ({count})" for iri, count in ranked[:_SHOWN]]
    more = len(counted) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
