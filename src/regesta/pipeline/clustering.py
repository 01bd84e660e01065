"""Clustering: the records of one publication speak of one thing, each in its own document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from pyoxigraph import Quad

from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.linking.duplicates import Clusters, Decisions, Description, Doubt, find_clusters
from regesta.mapping.merging import merge_publication
from regesta.messages import new_finding
from regesta.pipeline.catalogue_graphs import CatalogueGraphs
from regesta.pipeline.outcome import Tally
from regesta.pipeline.prepared import PreparedRecord
from regesta.records import Place
from regesta.release.graphs import graph_lines
from regesta.serialisation import N_QUADS
from regesta.vocabulary import compact_iri


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    place: Place
    description: Description


@dataclass
class Clustering:
    """Collects the published records of a run, and merges those of one publication."""

    identifiers: Identifiers
    graphs: CatalogueGraphs
    tally: Tally
    _entries: dict[str, _Entry] = field(default_factory=dict)

    def add(self, record: PreparedRecord) -> None:
        """Take a published record; earlier ones lead."""
        assert record.description is not None
        self._entries[record.identifier] = _Entry(record.title, record.place, record.description)

    def merge(self, decisions: Decisions) -> Clusters:
        """Find the clusters, rewrite the graphs of all but their leaders, and tell of it."""
        described = ((name, entry.description) for name, entry in self._entries.items())
        clusters = find_clusters(described, decisions)
        for name, leader in sorted(clusters.leaders.items()):
            for finding in self._merge_one(name, leader):
                self.tally.add_finding(self._about(finding, name))
            self.tally.count_merged()
        for doubt in clusters.doubts:
            self.tally.add_finding(self._about(self._doubt(doubt), doubt.second))
        return clusters

    def _merge_one(self, name: str, leader: str) -> Iterator[Finding]:
        place = self._entries[name].place
        own, first = self._quads(name), self._quads(leader)
        merged, conflicts = merge_publication(own, first, name, leader, self.identifiers)
        self.graphs.put(self._document(name), graph_lines(merged))
        yield new_finding("duplicate-merged", place, first=leader, second=name)
        for conflict in conflicts:
            yield new_finding(
                "duplicate-conflict",
                place,
                value=conflict.left_out,
                kept=conflict.kept,
                property=compact_iri(conflict.property.value).partition(":")[2],
            )

    def _doubt(self, doubt: Doubt) -> Finding:
        code = "duplicate-number" if doubt.reason == "number" else "duplicate-possible"
        place = self._entries[doubt.second].place
        return new_finding(code, place, first=doubt.first, second=doubt.second)

    def _about(self, finding: Finding, name: str) -> Finding:
        iri = self.identifiers.thing("publication", name).value
        return finding.about(self._entries[name].title, iri)

    def _quads(self, name: str) -> list[Quad]:
        (lines,) = self.graphs.lines([self._document(name)])
        return list(ox.parse(lines, format=N_QUADS.engine))

    def _document(self, name: str) -> str:
        return self.identifiers.document("publication", name).value
