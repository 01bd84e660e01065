"""Makes the folder of a release: index, findings, dumps, store, manifest."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode

from regesta.durability import force_tree_to_disk, remove_tree
from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.release.blocks import BlockMaker
from regesta.release.checks import check_catalogue
from regesta.release.differences import Differences, find_differences
from regesta.release.document_kinds import write_records
from regesta.release.dumps import DumpFile, Progress, is_worth_processes, write_dumps
from regesta.release.findings_file import read_findings, write_findings
from regesta.release.findings_index import GROUPS_FILE, OFFSETS_FILE
from regesta.release.graphs import Graphs
from regesta.release.manifest import (
    LAYOUT,
    Manifest,
    ReleaseFile,
    checksum,
    engine_versions,
    in_utc,
)
from regesta.release.name_lists import read_names, write_names
from regesta.release.overview import OVERVIEW_FILE
from regesta.release.overview_collector import collect_overview
from regesta.release.overview_update import update_overview
from regesta.release.partitions import PARTITIONS_FILE
from regesta.release.partitions_update import count_partitions, update_partitions
from regesta.release.release import (
    BLOCKS_FOLDER,
    DESCRIPTION_FILE,
    DUMPS_FOLDER,
    FINDINGS_FILE,
    FOREIGN_FILE,
    RECORDS_FILE,
    SHARED_FILE,
    STORE_FOLDER,
    Release,
    dump_name,
)
from regesta.release.shared_triples import SharedTriples, foreign_triples
from regesta.release.stores import copy_store, describe_in_store, description_lines, load_store
from regesta.serialisation import FORMATS, N_QUADS
from regesta.store.oxigraph import OxigraphStore

_IDENTIFIER_LENGTH = 16


class ReleaseBuilder:
    """Fills one new folder; `identifier` is known as soon as the index and findings are written."""

    def __init__(
        self, folder: Path, graphs: Graphs, findings: Iterable[Finding], base_iri: str
    ) -> None:
        self._folder, self._graphs, self._base_iri = folder, graphs, base_iri
        self._identifiers = Identifiers(base_iri)
        for each in (DUMPS_FOLDER, BLOCKS_FOLDER, _WORK):
            (folder / each).mkdir(parents=True, exist_ok=True)
        records = folder / RECORDS_FILE
        self._counts = write_records(graphs.checksums(), records, self._identifiers)
        self._findings = write_findings(findings, folder / FINDINGS_FILE, folder / _WORK)
        self.identifier = self._content_identifier()

    def finish(
        self,
        created: datetime,
        statistics: Mapping[str, int],
        old: Release | None,
        progress: Progress,
    ) -> None:
        """Write all that follows from the documents, and wait until it is on the disk.

        Where an old release is given, what it has in common with this one is copied.
        """
        differences = find_differences(self._graphs, old, self._base_iri)
        shared = self._shared(differences)
        maker = BlockMaker(self._graphs, self._base_iri, shared.omitted)
        touched = self._touched(differences, shared)
        # The engine works without holding the interpreter's lock, so this needs no second process;
        # but no process may be started while its threads run.
        with ThreadPoolExecutor(max_workers=2) as others:
            store = None
            if differences.old and not is_worth_processes(touched):
                store = self._begin_store(others, differences, shared)
            dumps = write_dumps(self._folder, touched, maker, progress)
            store = store or self._begin_store(others, differences, shared)
            self._write_overview(differences, shared)
            self._add_findings(store.result())
        manifest = self._manifest(created, statistics, dumps, shared.number)
        remove_tree(self._folder / _WORK)
        manifest.write(self._folder)
        force_tree_to_disk(self._folder)

    def _begin_store(
        self, others: ThreadPoolExecutor, differences: Differences, shared: SharedTriples
    ) -> "Future[list[Finding]]":
        described = others.submit(self._write_partitions, differences, shared)
        return others.submit(self._write_store, differences, described)

    def _content_identifier(self) -> str:
        content = [
            LAYOUT,
            self._base_iri,
            checksum(self._folder / RECORDS_FILE),
            checksum(self._folder / FINDINGS_FILE),
        ]
        digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        return digest[:_IDENTIFIER_LENGTH]

    def _shared(self, differences: Differences) -> SharedTriples:
        """The triples that stand in several documents; only changed ones are looked through."""
        foreign: set[str] = set()
        if differences.old:
            before = read_names(differences.old.path / FOREIGN_FILE)
            foreign = set(before.difference(differences.changed, differences.deleted))
        changed = sorted(differences.changed)
        for document, lines in zip(changed, self._graphs.lines(changed), strict=True):
            if foreign_triples(document, lines, self._identifiers):
                foreign.add(document)
        shared = SharedTriples(self._graphs, sorted(foreign), self._identifiers)
        write_names(self._folder / FOREIGN_FILE, foreign)
        write_names(self._folder / SHARED_FILE, shared.documents)
        return shared

    def _touched(self, differences: Differences, shared: SharedTriples) -> Differences:
        """What is made anew: a document that shares a triple may have to say it now, or no more."""
        return differences.without(_shared_before(differences) | shared.documents)

    def _write_overview(self, differences: Differences, shared: SharedTriples) -> None:
        sharing = _shared_before(differences) | shared.documents
        overview = update_overview(differences, sharing, self._graphs, self._identifiers)
        if overview is None:
            dump = self._folder / dump_name(N_QUADS)
            with dump.open("rb", buffering=1024**2) as lines:
                overview = collect_overview(lines, self._identifiers)
        overview.write(self._folder / OVERVIEW_FILE)

    def _write_partitions(self, differences: Differences, shared: SharedTriples) -> bytes:
        if differences.old:
            sharing = _shared_before(differences), shared.documents
            counts = update_partitions(
                differences.old, differences, sharing, self._graphs, self._identifiers
            )
        else:
            dump = self._folder / dump_name(N_QUADS)
            counts = count_partitions(dump, shared.documents, self._identifiers)
        counts.write(self._folder / PARTITIONS_FILE)
        lines = description_lines(counts, self._identifiers)
        (self._folder / DESCRIPTION_FILE).write_bytes(lines)
        return lines

    def _write_store(self, differences: Differences, described: "Future[bytes]") -> list[Finding]:
        """Write the store; what is wrong with the catalogue as a whole."""
        place = self._folder / STORE_FOLDER
        if differences.old:
            store = copy_store(differences, self._graphs, place)
        else:
            store = load_store(self._folder, place)
        try:
            describe_in_store(store, described.result(), self._identifiers)
            store.flush()
        finally:
            store.close()
        store = OxigraphStore.read_only(place)
        try:
            return list(check_catalogue(store, NamedNode(self._base_iri)))
        finally:
            store.close()

    def _add_findings(self, found: Sequence[Finding]) -> None:
        """Put more findings to those of the records, which they follow from."""
        if not found:
            return
        path = self._folder / FINDINGS_FILE
        before = path.rename(self._folder / _WORK / FINDINGS_FILE)
        every = chain(map(Finding.from_stored, read_findings(before)), found)
        self._findings = write_findings(every, path, self._folder / _WORK)

    def _manifest(
        self,
        created: datetime,
        statistics: Mapping[str, int],
        dumps: Mapping[str, DumpFile],
        shared: int,
    ) -> Manifest:
        quads = dumps[N_QUADS.suffix].lines
        files = (
            *(RECORDS_FILE, FOREIGN_FILE, SHARED_FILE),
            *(FINDINGS_FILE, OFFSETS_FILE, GROUPS_FILE),
            *(OVERVIEW_FILE, PARTITIONS_FILE, DESCRIPTION_FILE),
        )
        return Manifest(
            identifier=self.identifier,
            layout=LAYOUT,
            base_iri=self._base_iri,
            created=in_utc(created),
            counts=self._counts,
            quads=quads,
            triples=quads - shared,
            statistics=dict(statistics),
            findings=self._findings,
            dumps=tuple(dumps[each.suffix].describe() for each in FORMATS),
            files=tuple(
                ReleaseFile.describe(self._folder, name)
                for name in (*files, *(f"{BLOCKS_FOLDER}/{each.suffix}" for each in FORMATS))
            ),
            versions=engine_versions(),
        )


def _shared_before(differences: Differences) -> frozenset[str]:
    return read_names(differences.old.path / SHARED_FILE) if differences.old else frozenset()


_WORK = "work"
"""Where what does not fit in memory lies until the release is whole."""
