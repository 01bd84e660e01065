"""Makes the folder of a release: statements, findings, dumps, store, manifest."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad

from regesta import __version__
from regesta.durability import force_tree_to_disk, remove_tree
from regesta.findings import Finding, Severity, count_by_severity
from regesta.identifiers import Identifiers
from regesta.release.dumps import Progress, write_dumps
from regesta.release.manifest import LAYOUT, Manifest, ReleaseFile, checksum, in_utc
from regesta.release.overview import OVERVIEW_FILE
from regesta.release.overview_collector import collect_overview
from regesta.release.release import (
    DUMPS_FOLDER,
    FINDINGS_FILE,
    RECORDS_FILE,
    STORE_FOLDER,
    dump_name,
)
from regesta.release.statements import write_statements
from regesta.serialisation import FORMATS, N_QUADS
from regesta.store.oxigraph import OxigraphStore

_IDENTIFIER_LENGTH = 16


class ReleaseBuilder:
    """Fills one new folder; `identifier` is known once statements and findings are written."""

    def __init__(
        self,
        folder: Path,
        quads: Iterable[Quad],
        findings: Iterable[Finding],
        base_iri: str,
        progress: Progress,
    ) -> None:
        self._folder, self._base_iri, self._progress = folder, base_iri, progress
        work = folder / "work"
        for each in (folder, work, folder / DUMPS_FOLDER):
            each.mkdir()
        self._statements = write_statements(quads, folder, work, base_iri, progress)
        remove_tree(work)
        # Only now: reading the quads may be what makes the findings.
        self._findings = list(findings)
        (folder / FINDINGS_FILE).write_text(_findings_json(self._findings), encoding="utf-8")
        self.identifier = self._content_identifier()

    def finish(self, created: datetime, statistics: Mapping[str, int]) -> None:
        """Write all that follows from the statements, and wait until it is on the disk."""
        # The engine loads without holding the interpreter's lock, so this needs no second process.
        with ThreadPoolExecutor(max_workers=1) as other:
            store = other.submit(self._write_store)
            self._write_overview()
            write_dumps(self._folder, self._base_iri, self._progress)
            store.result()
        self._manifest(created, statistics).write(self._folder)
        force_tree_to_disk(self._folder)

    def _write_overview(self) -> None:
        dump, identifiers = self._folder / dump_name(N_QUADS), Identifiers(self._base_iri)
        collect_overview(dump, identifiers).write(self._folder / OVERVIEW_FILE)

    def _content_identifier(self) -> str:
        content = [
            LAYOUT,
            self._base_iri,
            checksum(self._folder / dump_name(N_QUADS)),
            checksum(self._folder / FINDINGS_FILE),
        ]
        digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        return digest[:_IDENTIFIER_LENGTH]

    def _write_store(self) -> None:
        store = OxigraphStore.create(self._folder / STORE_FOLDER)
        try:
            store.load_n_quads(self._folder / dump_name(N_QUADS))
            store.flush()
        finally:
            store.close()

    def _manifest(self, created: datetime, statistics: Mapping[str, int]) -> Manifest:
        return Manifest(
            identifier=self.identifier,
            layout=LAYOUT,
            base_iri=self._base_iri,
            created=in_utc(created),
            counts=self._statements.counts,
            quads=self._statements.quads,
            triples=self._statements.triples,
            statistics=dict(statistics),
            findings=count_by_severity(self._findings),
            dumps=tuple(
                ReleaseFile.describe(self._folder, dump_name(each), each.media_type)
                for each in FORMATS
            ),
            files=tuple(
                ReleaseFile.describe(self._folder, name)
                for name in (RECORDS_FILE, FINDINGS_FILE, OVERVIEW_FILE)
            ),
            versions={
                "regesta": __version__,
                "pyoxigraph": ox.__version__,
                "python": platform.python_version(),
            },
        )


def _findings_json(findings: Iterable[Finding]) -> str:
    """The findings in the order of their places, the same whatever order they were made in."""

    def key(values: dict[str, object]) -> tuple[str, str, int, int, str]:
        line = values["line"]
        return (
            str(values["source"]),
            str(values["file"]),
            line if isinstance(line, int) else 0,
            Severity(str(values["severity"])).rank,
            json.dumps(values, sort_keys=True),
        )

    values = sorted((finding.as_dict() for finding in findings), key=key)
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
