"""Counts the triples of a release: all of them, or those that differ from the release before."""

from collections.abc import Iterable, Set
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from regesta.identifiers import Identifiers
from regesta.release.differences import Differences
from regesta.release.graphs import Graphs, graph_lines
from regesta.release.partitions import PARTITIONS_FILE, PartitionCounter, Partitions
from regesta.release.release import Release


def count_partitions(dump: Path, shared: Set[str], identifiers: Identifiers) -> Partitions:
    """The counts of a dump in N-Quads; `shared` are the documents that may state the same."""
    counter = PartitionCounter(identifiers)
    stated: set[bytes] = set()
    with dump.open("rb", buffering=1024**2) as lines:
        for graph, group in groupby(lines, key=lambda line: line.rpartition(b" <")[2]):
            if graph[:-4].decode() in shared:
                stated.update(map(_without_graph, group))
            else:
                counter.add(group)
    counter.add(sorted(stated))
    return counter.counts


def update_partitions(
    old: Release,
    differences: Differences,
    shared: tuple[Set[str], Set[str]],
    graphs: Graphs,
    identifiers: Identifiers,
) -> Partitions:
    """The counts of a release by those of the one before; `shared` as in it, and as now."""
    before, now = shared
    counter = PartitionCounter(identifiers, Partitions.read(old.path / PARTITIONS_FILE))
    gone, changed = frozenset(differences.deleted), differences.changed
    store = old.open_store()
    try:
        for document in (changed | gone | now) - before:
            counter.add(_lines_of(store.graph(NamedNode(document))), -1)
        stated = (_lines_of(store.graph(NamedNode(document))) for document in before)
        counter.add(_union(stated), -1)
    finally:
        store.close()
    for lines in graphs.lines(sorted((changed | before) - gone - now)):
        counter.add(lines.splitlines(keepends=True))
    kept = (lines.splitlines(keepends=True) for lines in graphs.lines(sorted(now)))
    counter.add(_union(kept))
    return counter.counts.without_zeros()


def _lines_of(quads: Iterable[Quad]) -> list[bytes]:
    return graph_lines(quads).splitlines(keepends=True)


def _union(documents: Iterable[Iterable[bytes]]) -> list[bytes]:
    return sorted({_without_graph(line) for lines in documents for line in lines})


def _without_graph(line: bytes) -> bytes:
    """A line of the same form for a triple in whatever graph it stands."""
    return line.rpartition(b" <")[0] + b" <> .\n"
