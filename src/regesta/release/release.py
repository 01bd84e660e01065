"""One release, as it lies in its folder: immutable and whole."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Triple

from regesta.errors import ReleaseError
from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.release.checks import CODES
from regesta.release.findings_file import read_findings, read_findings_at
from regesta.release.findings_index import FindingsIndex
from regesta.release.manifest import Manifest, ReleaseFile, checksum
from regesta.release.name_lists import read_names
from regesta.release.overview import OVERVIEW_FILE, Overview
from regesta.release.records_index import find_record
from regesta.serialisation import N_QUADS, Format
from regesta.store.oxigraph import OxigraphStore

STORE_FOLDER = "store"
DUMPS_FOLDER = "dumps"
RECORDS_FILE = "records.tsv"
BLOCKS_FOLDER = "blocks"
FINDINGS_FILE = "findings.jsonl"
SHARED_FILE = "shared.txt"
FOREIGN_FILE = "foreign.txt"
DESCRIPTION_FILE = "description.nq"


def dump_name(rdf_format: Format) -> str:
    """The path of a dump within a release."""
    return f"{DUMPS_FOLDER}/regesta.{rdf_format.suffix}"


def blocks_name(rdf_format: Format) -> str:
    """The path of the lengths of a dump's parts within a release."""
    return f"{BLOCKS_FOLDER}/{rdf_format.suffix}"


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
    def store_files(self) -> tuple[Path, ...]:
        """Files of N-Quads that hold together what the store holds."""
        return self.dump_path(N_QUADS), self.path / DESCRIPTION_FILE

    @property
    def store_path(self) -> Path:
        """The folder of the store."""
        return self.path / STORE_FOLDER

    def dump_path(self, rdf_format: Format) -> Path:
        """The whole release as one file."""
        return self.path / dump_name(rdf_format)

    def findings(self) -> Iterator[dict[str, Any]]:
        """The findings as JSON values, one by one, in the order of their places.

        Raises ReleaseError where their file is damaged.
        """
        try:
            yield from read_findings(self.path / FINDINGS_FILE)
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from error

    @cached_property
    def findings_index(self) -> FindingsIndex:
        """The groups of the findings, and where each stands. Raises ReleaseError as `findings`."""
        try:
            return FindingsIndex.read(self.path / FINDINGS_FILE)
        except (OSError, ValueError, KeyError) as error:
            raise self._unreadable(error) from error

    def findings_at(self, start: int, number: int) -> list[Finding]:
        """Some findings in the order of the index. Raises ReleaseError as `findings`."""
        try:
            offsets = self.findings_index.offsets(start, number)
            return list(read_findings_at(self.path / FINDINGS_FILE, offsets))
        except (OSError, ValueError, KeyError) as error:
            raise self._unreadable(error) from error

    def catalogue_findings(self) -> Iterator[Finding]:
        """Those on the catalogue as a whole. Raises ReleaseError as `findings`."""
        for each in self.findings_index.groups:
            if each.group.code in CODES:
                yield from self.findings_at(each.start, each.group.number)

    def merged_documents(self) -> frozenset[str]:
        """The documents of records that are part of another record's publication."""
        identifiers = Identifiers(self.manifest.base_iri)
        return frozenset(
            document
            for document in read_names(self.path / FOREIGN_FILE)
            if (identifiers.parse_document(document) or ("", ""))[0] == "publication"
        )

    def overview(self) -> Overview:
        """What lists ask of the release as a whole; it is held in memory."""
        return Overview.read(self.path / OVERVIEW_FILE)

    @cached_property
    def described(self) -> Sequence[Triple]:
        """What the store says of its own classes and properties, which stands in no dump.

        Raises ReleaseError where it is damaged.
        """
        try:
            lines = (self.path / DESCRIPTION_FILE).read_bytes()
            return tuple(quad.triple for quad in ox.parse(lines, format=N_QUADS.engine))
        except (OSError, SyntaxError) as error:
            raise ReleaseError(
                f"The description in {self.path} cannot be read ({error}); build the release again."
            ) from error

    def record_checksum(self, document: str) -> str | None:
        """The SHA-256 of a document's graph, None if the release has no such document."""
        return find_record(self.records_path, document)

    @property
    def records_path(self) -> Path:
        """The index of the documents."""
        return self.path / RECORDS_FILE

    def verify(self) -> None:
        """Compare every file with the manifest, and count what is in the store.

        Raises ReleaseError that names the first file at fault.
        """
        self.verify_files()
        store = self.open_store()
        try:
            if store.count() != self.manifest.quads + len(self.described):
                raise self._damaged(
                    "the store does not hold as many statements as the manifest says"
                )
        finally:
            store.close()

    def verify_files(self) -> None:
        """Compare every file but the store with the manifest, several at once.

        Raises ReleaseError that names the first file at fault.
        """
        manifest = self.manifest
        if manifest.identifier != self.identifier:
            raise self._damaged("manifest.json names another release")
        # Checksums are made without holding the interpreter's lock.
        with ThreadPoolExecutor() as pool:
            for fault in pool.map(self._fault_of, (*manifest.dumps, *manifest.files)):
                if fault:
                    raise self._damaged(fault)

    def _fault_of(self, file: ReleaseFile) -> str:
        path = self.path / file.name
        if not path.is_file():
            return f"{file.name} is missing"
        if path.stat().st_size != file.bytes or checksum(path) != file.sha256:
            return f"{file.name} is not what the manifest says"
        return ""

    def _unreadable(self, error: Exception) -> ReleaseError:
        return ReleaseError(
            f"The findings of release {self.identifier} cannot be read ({error}); build it again."
        )

    def _damaged(self, fault: str) -> ReleaseError:
        return ReleaseError(
            f"Release {self.identifier} in {self.path} is damaged: {fault}; build it again."
        )
