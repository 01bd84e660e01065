"""What a release is built of: the graphs of its documents, each known by its checksum."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Protocol

from pyoxigraph import BlankNode, NamedNode, Quad

from regesta.errors import ReleaseError
from regesta.release.sorting import LineSorter
from regesta.store.oxigraph import as_stored


class Graphs(Protocol):
    """The graphs of all documents; reading some of them costs nothing for the others.

    The lines of a graph are N-Quads as the store gives them back, in the order of their bytes,
    each once. An object can be sent to another process.
    """

    def checksums(self) -> Iterable[tuple[str, str]]:
        """The IRI of every document and the SHA-256 of its lines, in the order of the IRIs."""

    def lines(self, documents: Iterable[str]) -> Iterator[bytes]:
        """The lines of these documents, one document after the other."""


def graph_lines(quads: Iterable[Quad]) -> bytes:
    """The lines of one document's graph.

    Raises ReleaseError where a statement has no graph or a node without an IRI.
    """
    return b"".join(
        b"%s <%s> .\n" % (triple, graph)
        for graph, triple in sorted({_graph_and_triple(quad) for quad in quads})
    )


def checksum_of(lines: bytes) -> str:
    """The checksum of a document by its lines."""
    return hashlib.sha256(lines).hexdigest()


class SortedGraphs:
    """Graphs out of any quads in any order; what does not fit in memory lies in a folder."""

    def __init__(self, quads: Iterable[Quad], folder: Path) -> None:
        sorter = LineSorter(folder, "quads")
        for quad in quads:
            sorter.add(b"%s\t%s\n" % _graph_and_triple(quad))
        self._path = folder / "sorted.nq"
        self._places: dict[str, tuple[int, int, str]] = {}
        with self._path.open("wb", buffering=1024**2) as file:
            for graph, group in groupby(
                map(_split, sorter.sorted_lines()), key=lambda each: each[0]
            ):
                lines = b"".join(b"%s <%s> .\n" % (triple, graph) for _, triple in group)
                place = (file.tell(), len(lines), checksum_of(lines))
                self._places[graph.decode()] = place
                file.write(lines)

    def checksums(self) -> Iterable[tuple[str, str]]:
        """The IRI of every document and its checksum."""
        return ((document, place[2]) for document, place in self._places.items())

    def lines(self, documents: Iterable[str]) -> Iterator[bytes]:
        """The lines of these documents."""
        with self._path.open("rb") as file:
            for document in documents:
                start, length, _ = self._places[document]
                file.seek(start)
                yield file.read(length)


def _graph_and_triple(quad: Quad) -> tuple[bytes, bytes]:
    stored = as_stored(quad)
    graph, triple = stored.graph_name, stored.triple
    if not isinstance(graph, NamedNode):
        raise ReleaseError(f"The statement {triple} belongs to no document; put it into a graph.")
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        raise ReleaseError(
            f"The document {graph.value} has a node without an IRI in the statement {triple}; "
            "give the node an IRI, since a blank node cannot be cited or compared."
        )
    return graph.value.encode(), str(triple).encode()


def _split(line: bytes) -> tuple[bytes, bytes]:
    graph, _, triple = line[:-1].partition(b"\t")
    return graph, triple
