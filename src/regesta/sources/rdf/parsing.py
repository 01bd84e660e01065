"""Files of RDF as statements; what is malformed is said with its line.

A file in a format of lines loses only the malformed ones. Of any other file nothing is kept that
has a fault, since what stands behind it may belong to what stood before.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.rdf.statements import Statement
from regesta.vocabulary import SCHEMA

_LONGEST = 4_000_000
_MOST_FAULTS = 100
BASE = "file:///"
"""What stands before an IRI that a file gives without one."""

_OLD_SCHEMA = re.compile(r"<http://(?:www\.)?schema\.org/|<https://www\.schema\.org/")
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?([\w.-]+)\s+(?:\"([^\"]*)\"|'([^']*)')")
_LONGEST_ENTITY = 2_000
_PLACE = re.compile(r"^(?:Parser error (?:at|between) [^:]*: )", re.IGNORECASE)
_WORDS = {
    "XML namespaces are required": "a tag of the outermost level has no namespace",
    "Unexpected end of file": "the file ends too early",
}


class BrokenFileError(Exception):
    """Raised where a file has a fault that nothing behind it can be trusted after."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Parsing:
    """Parses one file; `findings` are what was left out of what it yielded."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._faults = 0
        self._embedded = 0
        self.findings: list[Finding] = []

    def statements(self, chunks: Iterator[bytes], form: RdfFormat) -> Iterator[Statement]:
        """The statements of a file; raises BrokenFileError."""
        if form in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
            yield from self._lines(chunks)
        else:
            first = next(chunks, b"")
            if form == RdfFormat.RDF_XML:
                self._refuse_entities(first)
            yield from self._whole(io.BufferedReader(_Stream(first, chunks)), form)
        if self._faults > _MOST_FAULTS:
            more = self._faults - _MOST_FAULTS
            self.findings.append(new_finding("rdf-lines-broken", self._place, count=more))
        if self._embedded:
            found = new_finding("rdf-embedded-statement", self._place, count=self._embedded)
            self.findings.append(found)

    def _whole(self, stream: IO[bytes], form: RdfFormat) -> Iterator[Statement]:
        try:
            yield from self._terms(ox.parse(input=stream, format=form, base_iri=BASE))
        except (SyntaxError, ValueError, OSError) as error:
            raise BrokenFileError(syntax_finding(error, self._place)) from None

    def _lines(self, chunks: Iterator[bytes]) -> Iterator[Statement]:
        """The statements of all lines that are well formed, many lines at a time."""
        passed = 0
        for block in _blocks(chunks):
            rest = block
            while rest:
                try:
                    yield from self._terms(ox.parse(input=rest, format=RdfFormat.N_QUADS))
                    break
                except (SyntaxError, ValueError) as error:
                    line = max(getattr(error, "lineno", None) or 1, 1)
                    number = passed + block.count(b"\n") - rest.count(b"\n") + line
                    self._line_fault(error, rest, line, number)
                    rest = rest.split(b"\n", line)[line] if rest.count(b"\n") >= line else b""
            passed += block.count(b"\n")

    def _line_fault(self, error: Exception, rest: bytes, line: int, number: int) -> None:
        self._faults += 1
        if self._faults <= _MOST_FAULTS:
            text = rest.split(b"\n", line)[line - 1].decode(errors="replace")
            place = replace(self._place, line=number)
            reason = _reason(error)
            self.findings.append(
                new_finding("rdf-line-broken", place, value=text.strip(), reason=reason)
            )

    def _terms(self, quads: Iterator[ox.Quad]) -> Iterator[Statement]:
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                self._embedded += 1
                continue
            text = str(value)
            if len(text) > _LONGEST:
                place = replace(self._place, field=quad.predicate.value)
                self.findings.append(new_finding("rdf-value-too-long", place, value=text))
                continue
            name = _one_schema(str(quad.predicate))[1:-1]
            yield str(subject), name, _one_schema(text)

    def _refuse_entities(self, start: bytes) -> None:
        """Entities of XML that stand for others grow without bound; those of OWL are short."""
        for name, double, single in _ENTITY.findall(start):
            text = double or single
            if len(text) > _LONGEST_ENTITY or (b"&" in text and not text.startswith(b"&#")):
                shown = name.decode(errors="replace")
                raise BrokenFileError(new_finding("rdf-entity-refused", self._place, value=shown))


class _Stream(io.RawIOBase):
    """Chunks as a file that a parser reads from."""

    def __init__(self, first: bytes, chunks: Iterator[bytes]) -> None:
        self._left = first
        self._chunks = chunks

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with the next bytes, as far as there are any."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def _blocks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Whole lines, as many as there are in a chunk, each ended by a line feed.

    The engine counts a carriage return as the end of a line, whatever follows it.
    """
    kept = b""
    for chunk in chunks:
        whole, newline, rest = (kept + chunk).rpartition(b"\n")
        kept = rest
        if newline:
            yield _with_line_feeds(whole + newline)
    if kept:
        yield _with_line_feeds(kept)


def _with_line_feeds(block: bytes) -> bytes:
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _one_schema(term: str) -> str:
    """The term in the one namespace by which we know schema.org."""
    if "schema.org/" not in term[:26]:
        return term
    return _OLD_SCHEMA.sub(f"<{SCHEMA.iri}", term, count=1)


def _reason(error: Exception) -> str:
    text = str(getattr(error, "msg", None) or error)
    for start, words in _WORDS.items():
        if start.lower() in text.lower():
            return words
    return _PLACE.sub("", text).rstrip(".") or "it cannot be read"


def syntax_finding(error: Exception, place: Place) -> Finding:
    """What is wrong with the writing of a file, and where."""
    line = getattr(error, "lineno", None)
    column = getattr(error, "offset", None)
    there = replace(place, line=line) if line else place
    where = f"at line {line}, column {column}, " if line else ""
    return new_finding("rdf-syntax-broken", there, where=where, reason=_reason(error))
