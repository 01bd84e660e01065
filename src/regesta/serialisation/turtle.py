"""Turtle and TriG by Oxigraph, under a header in alphabetical order, with the types first."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, cast

import pyoxigraph as ox
from pyoxigraph import Quad

from regesta.serialisation.formats import Format
from regesta.vocabulary import RDF_TYPE


def write_turtle(
    quads: Iterable[Quad], file: IO[bytes], rdf_format: Format, table: Mapping[str, str]
) -> None:
    """Write ordered quads in Turtle or TriG, subject by subject."""
    for prefix, namespace in sorted(table.items()):
        file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
    file.write(b"\n")
    body = cast(IO[bytes], _WithoutHeader(file, len(table)))
    statements = _types_first(quads)
    if rdf_format.has_graphs:
        ox.serialize(statements, body, rdf_format.engine, prefixes=dict(table))
    else:
        triples = (quad.triple for quad in statements)
        ox.serialize(triples, body, rdf_format.engine, prefixes=dict(table))


class _WithoutHeader:
    """Passes on to a file all but the first lines: the engine's order of prefixes is its own."""

    def __init__(self, file: IO[bytes], lines: int) -> None:
        self._file, self._lines = file, lines

    def write(self, data: bytes) -> int:
        rest = data
        while self._lines and rest:
            _, newline, rest = rest.partition(b"\n")
            self._lines -= len(newline)
        self._file.write(rest)
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def _types_first(quads: Iterable[Quad]) -> Iterator[Quad]:
    for _, subject in groupby(quads, key=lambda quad: (quad.graph_name, quad.subject)):
        yield from sorted(subject, key=lambda quad: quad.predicate != RDF_TYPE)
