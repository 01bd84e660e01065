"""The statements of a release: sorted, each once, refused where they cannot be published."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad

from regesta.errors import ReleaseError
from regesta.identifiers import KINDS, Identifiers
from regesta.release.dumps import Progress
from regesta.release.release import RECORDS_FILE, dump_name
from regesta.release.sorting import LineSorter
from regesta.serialisation import N_QUADS, N_TRIPLES
from regesta.store.oxigraph import as_stored

OTHER = "other"
"""The kind of a document that is about none of the kinds of thing that have IRIs of ours."""

_STEP = 10_000


@dataclass(frozen=True, slots=True)
class Statements:
    """How many statements there are, with and without their graphs, and documents by kind."""

    quads: int
    triples: int
    counts: dict[str, int]


def write_statements(
    quads: Iterable[Quad], folder: Path, work: Path, base_iri: str, progress: Progress
) -> Statements:
    """Write the N-Quads and N-Triples dumps and the index of documents, in bounded memory.

    Quads are ordered by graph, then by triple; the triples of all graphs stand each once.
    """
    by_graph, by_triple = LineSorter(work, "quads"), LineSorter(work, "triples")
    for number, quad in enumerate(quads, start=1):
        by_graph.add(_line(as_stored(quad)))
        if number % _STEP == 0:
            progress("statements", number, 0)
    count, counts = _write_graphs(by_graph.sorted_lines(), by_triple, folder, Identifiers(base_iri))
    triples = 0
    with (folder / dump_name(N_TRIPLES)).open("wb", buffering=1024**2) as file:
        for triples, line in enumerate(by_triple.sorted_lines(), start=1):  # noqa: B007 - the last number counts them
            file.write(line[:-1] + b" .\n")
    return Statements(count, triples, counts)


def _line(quad: Quad) -> bytes:
    """The graph and the triple; a tab sorts before every character of an IRI."""
    graph, triple = quad.graph_name, quad.triple
    if not isinstance(graph, NamedNode):
        raise ReleaseError(f"The statement {triple} belongs to no document; put it into a graph.")
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        raise ReleaseError(
            f"The document {graph.value} has a node without an IRI in the statement {triple}; "
            "give the node an IRI, since a blank node cannot be cited or compared."
        )
    return f"{graph.value}\t{triple}\n".encode()


def _write_graphs(
    lines: Iterator[bytes], by_triple: LineSorter, folder: Path, identifiers: Identifiers
) -> tuple[int, dict[str, int]]:
    quads, counts = 0, dict.fromkeys(KINDS, 0)
    with (
        (folder / dump_name(N_QUADS)).open("wb", buffering=1024**2) as dump,
        (folder / RECORDS_FILE).open("wb") as records,
    ):
        for graph, group in groupby(map(_split, lines), key=lambda parts: parts[0]):
            checksum = hashlib.sha256()
            for _, triple in group:
                line = b"%s <%s> .\n" % (triple[:-1], graph)
                dump.write(line)
                checksum.update(line)
                by_triple.add(triple)
                quads += 1
            records.write(b"%s\t%s\n" % (graph, checksum.hexdigest().encode()))
            kind = kind_of(graph.decode(), identifiers)
            counts[kind] = counts.get(kind, 0) + 1
    return quads, counts


def _split(line: bytes) -> tuple[bytes, bytes]:
    graph, _, triple = line.partition(b"\t")
    return graph, triple


def kind_of(document: str, *identifiers: Identifiers) -> str:
    """What kind of thing a document is about, by the first base that it lies below."""
    parsed = [found for each in identifiers if (found := each.parse_document(document))]
    return parsed[0][0] if parsed else OTHER
