"""One release, as it lies in its folder: immutable and whole."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regesta.errors import ReleaseError
from regesta.release.manifest import Manifest, checksum
from regesta.release.overview import OVERVIEW_FILE, Overview
from regesta.release.records_index import find_record
from regesta.serialisation import Format
from regesta.store.oxigraph import OxigraphStore

STORE_FOLDER = "store"
DUMPS_FOLDER = "dumps"
RECORDS_FILE = "records.tsv"
FINDINGS_FILE = "findings.json"


def dump_name(rdf_format: Format) -> str:
    """The path of a dump within a release."""
    return f"{DUMPS_FOLDER}/regesta.{rdf_format.suffix}"


@dataclass(frozen=True)
class Release:
    """A release that has been built; nothing in its folder ever changes."""

    path: Path

    @property
    def identifier(self) -> str:
        """The first sixteen hexadecimal digits of the checksum of all that the release says."""
        return self.path.name

    @cached_property
    def manifest(self) -> Manifest:
        """What the release holds. Raises ReleaseError where it is damaged."""
        return Manifest.read(self.path)

    def open_store(self) -> OxigraphStore:
        """The store of the release, read-only. Raises ReleaseError where it is damaged."""
        return OxigraphStore.read_only(self.store_path)

    @property
    def store_path(self) -> Path:
        """The folder of the store."""
        return self.path / STORE_FOLDER

    def dump_path(self, rdf_format: Format) -> Path:
        """The whole release as one file."""
        return self.path / dump_name(rdf_format)

    def findings(self) -> list[dict[str, object]]:
        """The findings as JSON values, in the order of their places."""
        try:
            text = (self.path / FINDINGS_FILE).read_text(encoding="utf-8")
            findings: list[dict[str, object]] = json.loads(text)
        except (OSError, ValueError) as error:
            raise ReleaseError(
                f"The findings of release {self.identifier} cannot be read ({error}); "
                "build it again."
            ) from error
        return findings

    def overview(self) -> Overview:
        """What lists ask of the release as a whole; it is held in memory."""
        return Overview.read(self.path / OVERVIEW_FILE)

    def record_checksum(self, document: str) -> str | None:
        """The SHA-256 of a document's graph, None if the release has no such document."""
        return find_record(self.records_path, document)

    @property
    def records_path(self) -> Path:
        """The index of the documents."""
        return self.path / RECORDS_FILE

    def verify(self) -> None:
        """Compare every file with the manifest, and open the store.

        Raises ReleaseError that names the first file at fault.
        """
        manifest = self.manifest
        if manifest.identifier != self.identifier:
            raise self._damaged("manifest.json names another release")
        for file in (*manifest.dumps, *manifest.files):
            path = self.path / file.name
            if not path.is_file():
                raise self._damaged(f"{file.name} is missing")
            if path.stat().st_size != file.bytes or checksum(path) != file.sha256:
                raise self._damaged(f"{file.name} is not what the manifest says")
        store = self.open_store()
        try:
            if store.count() != manifest.quads:
                raise self._damaged(
                    "the store does not hold as many statements as the manifest says"
                )
        finally:
            store.close()

    def _damaged(self, fault: str) -> ReleaseError:
        return ReleaseError(
            f"Release {self.identifier} in {self.path} is damaged: {fault}; build it again."
        )
