"""The graphs of a catalogue: where the lines of every document of a build are to be found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from regesta.pipeline.outcome_cache import read_lines
from regesta.pipeline.prepared import PreparedGraph
from regesta.release.graphs import checksum_of

_Place = tuple[str, int, int, int]
"""The checksum of a document, the number of its unit, its start and its length there."""


@dataclass
class CatalogueGraphs:
    """Graphs whose lines lie in the cache, and a few in memory."""

    cache: Path
    places: dict[str, _Place] = field(default_factory=dict)
    in_memory: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __contains__(self, document: str) -> bool:
        return document in self.places or document in self.in_memory

    def add(self, graph: PreparedGraph, number: int) -> None:
        """Know a graph of a unit; of two with one name the first counts."""
        self.places.setdefault(graph.document, (graph.checksum, number, graph.start, graph.length))

    def put(self, document: str, lines: bytes) -> None:
        """Keep a graph in memory, in the stead of any other of this name."""
        self.in_memory[document] = checksum_of(lines), lines

    def remove(self, document: str) -> None:
        """Know a graph no more, if it was known."""
        self.places.pop(document, None)
        self.in_memory.pop(document, None)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """The IRI and the checksum of every document, in order."""
        for document in sorted(self.places.keys() | self.in_memory.keys()):
            known = self.in_memory.get(document) or self.places[document]
            yield document, known[0]

    def lines(self, documents: Iterable[str]) -> Iterator[bytes]:
        """The lines of these documents."""
        for is_in_memory, group in groupby(documents, key=self.in_memory.__contains__):
            if is_in_memory:
                yield from (self.in_memory[document][1] for document in group)
            else:
                yield from read_lines(self.cache, (self.places[each][1:] for each in group))
