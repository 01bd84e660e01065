"""Quads into bytes: `serialise` for an answer, `serialise_to` for a file of any size."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, Protocol

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad, Triple

from regesta.serialisation.formats import JSON_LD, RDF_XML, TRIG, TURTLE, Format
from regesta.serialisation.json_ld import JsonLdWriter
from regesta.serialisation.prefixes import usable_prefixes, used_prefixes
from regesta.serialisation.rdf_xml import RdfXmlWriter
from regesta.serialisation.turtle import TurtleWriter
from regesta.vocabulary import prefixes as vocabulary_prefixes


def serialise(
    statements: Iterable[Quad | Triple],
    rdf_format: Format,
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """The statements as a file, in an order of their own, each once.

    A format without graphs gets the union of all graphs. Only the prefixes that are used are
    declared. Raises SerialisationError where the format cannot hold a statement.
    """
    quads = ordered(statements, rdf_format)
    table = used_prefixes(usable_prefixes(_or_vocabulary(prefixes)), quads)
    file = io.BytesIO()
    serialise_to(quads, rdf_format, file, table)
    return file.getvalue()


def serialise_to(
    quads: Iterable[Quad],
    rdf_format: Format,
    file: IO[bytes],
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write quads that are already `ordered` for this format, holding one graph's at a time."""
    writer = block_writer(rdf_format, _or_vocabulary(prefixes))
    file.write(writer.header)
    key = _graph_name if rdf_format.has_graphs else _subject
    blocks = (writer.block(list(group)) for _, group in groupby(quads, key=key))
    for number, block in enumerate(blocks):
        file.write(block if number else without_comma(block, rdf_format))
    file.write(writer.footer)


class BlockWriter(Protocol):
    """Writes a file in parts, none of which depends on those before it.

    A part is made of quads of one graph, ordered; in formats without graphs, of the default one.
    """

    header: bytes
    footer: bytes

    def block(self, quads: Sequence[Quad]) -> bytes:
        """One part."""


def block_writer(rdf_format: Format, prefixes: Mapping[str, str]) -> BlockWriter:
    """The writer of a format; `prefixes` are those that may be used."""
    table = usable_prefixes(prefixes)
    if rdf_format is JSON_LD:
        return JsonLdWriter(table)
    if rdf_format is RDF_XML:
        return RdfXmlWriter(table)
    if rdf_format in (TURTLE, TRIG):
        return TurtleWriter(table)
    return _LineWriter(rdf_format)


def without_comma(block: bytes, rdf_format: Format) -> bytes:
    """A block as it stands first in its file, with nothing to part it from one before."""
    return block.removeprefix(b",") if rdf_format is JSON_LD else block


class _LineWriter:
    """N-Quads and N-Triples."""

    header = footer = b""

    def __init__(self, rdf_format: Format) -> None:
        self._format = rdf_format

    def block(self, quads: Sequence[Quad]) -> bytes:
        statements = quads if self._format.has_graphs else (quad.triple for quad in quads)
        return ox.serialize(statements, format=self._format.engine) or b""


def _graph_name(quad: Quad) -> object:
    return quad.graph_name


def _subject(quad: Quad) -> object:
    return quad.subject


def ordered(statements: Iterable[Quad | Triple], rdf_format: Format) -> list[Quad]:
    """The statements as this format holds them: by graph if it has any, then by triple; each once.

    The order is that of the code points of the graph's IRI and of the triple in N-Triples.
    """
    keys = {_key(statement, rdf_format.has_graphs) for statement in _as_quads(statements)}
    return [quad for _, _, quad in sorted(keys, key=lambda key: key[:2])]


def _key(quad: Quad, keeps_graph: bool) -> tuple[str, str, Quad]:
    triple = str(quad.triple)
    if not keeps_graph or isinstance(quad.graph_name, DefaultGraph):
        return "", triple, Quad(quad.subject, quad.predicate, quad.object)
    return getattr(quad.graph_name, "value", ""), triple, quad


def _as_quads(statements: Iterable[Quad | Triple]) -> Iterator[Quad]:
    for statement in statements:
        if isinstance(statement, Triple):
            yield Quad(statement.subject, statement.predicate, statement.object)
        else:
            yield statement


def _or_vocabulary(prefixes: Mapping[str, str] | None) -> Mapping[str, str]:
    return vocabulary_prefixes() if prefixes is None else prefixes
