"""Quads into bytes: `serialise` for an answer, `serialise_to` for a file of any size."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad, Triple

from regesta.serialisation.formats import JSON_LD, RDF_XML, TRIG, TURTLE, Format
from regesta.serialisation.json_ld import write_json_ld
from regesta.serialisation.prefixes import usable_prefixes, used_prefixes
from regesta.serialisation.rdf_xml import write_rdf_xml
from regesta.serialisation.turtle import write_turtle
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
    table = usable_prefixes(_or_vocabulary(prefixes))
    if rdf_format is JSON_LD:
        write_json_ld(quads, file, table)
    elif rdf_format is RDF_XML:
        write_rdf_xml(quads, file, table)
    elif rdf_format in (TURTLE, TRIG):
        write_turtle(quads, file, table)
    elif rdf_format.has_graphs:
        ox.serialize(quads, file, rdf_format.engine)
    else:
        ox.serialize((quad.triple for quad in quads), file, rdf_format.engine)


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
