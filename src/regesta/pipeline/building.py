"""Building: every source of a catalogue becomes graphs, each record accounted for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from regesta.editing.folder import EditsFolder
from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.mapping.sources import map_source
from regesta.outputs.query_catalogue import describe_queries
from regesta.pipeline.authorities import AuthorityGraphs, read_ontology
from regesta.pipeline.catalogue_graphs import CatalogueGraphs
from regesta.pipeline.clustering import Clustering
from regesta.pipeline.decisions import read_decisions
from regesta.pipeline.doubles import Doubles
from regesta.pipeline.edits import AppliedEdits, apply_edits
from regesta.pipeline.outcome import Tally
from regesta.pipeline.outcome_cache import OutcomeCache
from regesta.pipeline.prepared import Item, PreparedRecord, documents_of
from regesta.pipeline.preparing import Preparer
from regesta.pipeline.reading import SourceReading, nothing_to_publish
from regesta.processes import ProcessPool
from regesta.records import Place
from regesta.release.graphs import graph_lines
from regesta.settings import Settings, SourceSettings
from regesta.sources.identifier_registry import IdentifierRegistry
from regesta.sources.registry import reader

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 while nobody knows)."""

_AT_ONCE = 200


class CatalogueBuild:
    """One run over all sources; `graphs`, `tally`, `edited` and `registries` are its results."""

    def __init__(
        self,
        settings: Settings,
        preparer: Preparer,
        cache: OutcomeCache,
        fingerprint: bytes,
        tally: Tally,
    ) -> None:
        self.graphs = CatalogueGraphs(cache.path)
        self.tally = tally
        self.registries: list[IdentifierRegistry] = []
        self.edited = AppliedEdits()
        self._settings, self._preparer, self._cache = settings, preparer, cache
        self._fingerprint = fingerprint
        self._identifiers = Identifiers(settings.catalogue.base_iri)
        self._clustering = Clustering(self._identifiers, self.graphs, tally)
        self._doubles = Doubles(self._identifiers)
        self._used: set[int] = set()
        self._subdivisions: set[str] = set()
        self._pool: ProcessPool[Preparer] | None = None

    def run(self, authorities: AuthorityGraphs, progress: Progress) -> None:
        """Read everything. Raises SourceError where a source gives nothing to publish."""
        try:
            self._put(read_ontology())
            self._put(describe_queries(self._identifiers))
            self._add_authorities(authorities.always())
            for source in self._settings.catalogue.sources:
                self._put(map_source(source, self._identifiers))
                self._add_source(source, progress)
            named = (authorities.graphs[name] for name in sorted(self._subdivisions))
            self._add_authorities(named)
            self._clustering.merge(read_decisions(self._settings.data))
            edits = EditsFolder(self._settings.data, self._identifiers.base_iri).all()
            self.edited = apply_edits(edits, self.graphs)
            self.tally.tell_counted()
        finally:
            if self._pool:
                self._pool.close()
        self._cache.commit()

    def findings(self) -> Iterator[Finding]:
        """What the release tells: of the sources but for what edits replace, and of the edits."""
        return self.edited.findings_with(self.tally.findings())

    def statistics(self) -> dict[str, int]:
        """The counts of the sources' records and of the edits, for the release's manifest."""
        return self.edited.statistics_with(self.tally.statistics())

    def finish(self) -> None:
        """Keep what later runs need: the names that were given, and the cache without the rest."""
        for registry in self.registries:
            registry.save()
        self._cache.prune(self._used)

    def _add_authorities(self, graphs: Iterator[tuple[Quad, ...]]) -> None:
        """The graphs of agencies, regions and themes, judged where they are new."""
        while group := list(islice(graphs, _AT_ONCE)):
            keys = [self._preparer.key_of(quads, self._fingerprint) for quads in group]
            known = self._cache.find(keys)
            for quads, key in zip(group, keys, strict=True):
                if key in known:
                    number, _, unit = known[key]
                else:
                    unit = self._preparer.prepare_authority(quads)
                    number = self._cache.add(key, Place("authorities"), unit)
                self._enter(number, unit.items)

    def _add_source(self, source: SourceSettings, progress: Progress) -> None:
        path = self._settings.data / source.path
        registry = IdentifierRegistry(self._settings.data / "registry" / f"{source.name}.tsv")
        self.registries.append(registry)
        reading = SourceReading(source, self._preparer, self._cache, registry, self._fingerprint)
        parts = reader(source.reader).split(path, source)
        before, done, total = self.tally.published, 0, _size_of(path)
        last = ""
        for number, size, items in reading.read(parts, self._pool_of):
            self._enter(number, items)
            last = _last_message(items) or last
            done += size
            if size:
                read = self.tally.read - before
                progress(f"{source.title}: {read:,} records", min(done, total), total)
        if self.tally.published == before:
            raise nothing_to_publish(source, last)

    def _enter(self, number: int, items: Sequence[Item]) -> None:
        """Account for what a unit gave."""
        self._used.add(number)
        for item in items:
            if isinstance(item, Finding):
                self.tally.count_finding(item)
            elif item.identifier:
                self._enter_record(number, item)
            else:
                self._enter_graphs(number, item)

    def _enter_graphs(self, number: int, item: PreparedRecord) -> None:
        for finding in item.findings:
            self.tally.add_finding(finding)
        for graph in documents_of((item,)):
            self.graphs.add(graph, number)

    def _enter_record(self, number: int, item: PreparedRecord) -> None:
        where = item.named_at or item.place
        double = self._doubles.find(item.identifier, item.title, item.place, where)
        if double:
            self.tally.add_finding(double)
        if double or item.graph is None:
            for finding in item.findings:
                self.tally.add_finding(finding)
        else:
            self._enter_graphs(number, item)
            self._clustering.add(item)
            self._subdivisions.update(item.subdivisions)
        self.tally.count_record(is_published=double is None and item.graph is not None)

    def _put(self, quads: Iterable[Quad]) -> None:
        """A graph that is made anew in each build."""
        graph = tuple(quads)
        name = graph[0].graph_name
        assert isinstance(name, NamedNode)
        self.graphs.put(name.value, graph_lines(graph))

    def _pool_of(self) -> ProcessPool[Preparer]:
        if self._pool is None:
            self._preparer.warm()
            self._pool = ProcessPool(self._preparer)
        return self._pool


def _last_message(items: Iterable[Item]) -> str:
    messages = [
        finding.message
        for item in items
        for finding in ((item,) if isinstance(item, Finding) else item.findings)
    ]
    return messages[-1] if messages else ""


def _size_of(path: Path) -> int:
    """How many bytes a source has, so that a person can be told how much is left."""
    files: Iterator[Path] = path.rglob("*") if path.is_dir() else iter([path])
    return sum(file.stat().st_size for file in files if file.is_file())
