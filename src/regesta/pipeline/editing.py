"""Publishes what somebody writes: judged as in a build, kept as an edit, released at once."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Quad

from regesta.editing.edit import Edit
from regesta.editing.editor import (
    Author,
    Check,
    EditRefusedError,
    MalformedBodyError,
    NoSuchRecordError,
    RdfBody,
    RecordBody,
    Written,
)
from regesta.editing.folder import EditsFolder
from regesta.findings import has_violation
from regesta.identifiers import Identifiers
from regesta.pipeline.drafting import Drafting
from regesta.pipeline.edits import findings_of_records, revise_graphs
from regesta.pipeline.written_records import merge_patch
from regesta.release.change_log import Cause
from regesta.release.graphs import checksum_of
from regesta.release.release import Release
from regesta.release.repository import ReleaseRepository
from regesta.release.revised_graphs import RevisedGraphs
from regesta.release.revision import Revision
from regesta.settings import Settings, release_time
from regesta.validation.report import build_report

_Maker = Callable[[Release, Edit | None], Edit]


class _UnchangedError(Exception):
    """Raised where a document would say what it says already, so that there is nothing to do."""


class CatalogueEditor:
    """The editor of one catalogue; it reads the authorities when it first has to judge."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._identifiers = Identifiers(settings.catalogue.base_iri)
        self._repository = ReleaseRepository(settings.releases)
        self._folder = EditsFolder(settings.data, settings.catalogue.base_iri)
        self._making = threading.Lock()

    def replace(
        self, name: str, body: RdfBody | RecordBody, author: Author, check: Check
    ) -> Written:
        """Let a document say this and nothing else."""
        drafting = self._ready()
        if isinstance(body, RecordBody):
            return self._write(
                name, author, check, lambda release, _: drafting.record(name, body.values, release)
            )
        quads = drafting.read(name, body)
        return self._write(
            name, author, check, lambda release, _: drafting.graph(name, quads, release)
        )

    def merge(self, name: str, body: RdfBody, author: Author, check: Check) -> Written:
        """Let a document say this as well."""
        drafting = self._ready()
        added = drafting.read(name, body)

        def make(release: Release, _: Edit | None) -> Edit:
            return drafting.graph(name, [*self._quads(release, name), *added], release)

        return self._write(name, author, check, make)

    def patch(self, name: str, patch: object, author: Author, check: Check) -> Written:
        """Change the record that a document was written as."""
        drafting = self._ready()

        def make(release: Release, before: Edit | None) -> Edit:
            merged = merge_patch(_record_of(before, name), patch)
            if not isinstance(merged, dict):
                raise MalformedBodyError("The patch would leave no record; send a JSON object.")
            return drafting.record(name, merged, release)

        return self._write(name, author, check, make)

    def withdraw(self, name: str, author: Author, check: Check) -> Written:
        """Let a document be no more."""

        def make(_: Release, before: Edit | None) -> Edit:
            return Edit(name, self._identifiers.base_iri, before.title if before else "")

        return self._write(name, author, check, make)

    def record(self, name: str) -> Mapping[str, Any]:
        """What a document was written as."""
        return _record_of(self._folder.get(name), name)

    def _ready(self) -> Drafting:
        with self._making:
            return self._drafting

    @cached_property
    def _drafting(self) -> Drafting:
        return Drafting(self._settings)

    def _write(self, name: str, author: Author, check: Check, make: _Maker) -> Written:
        document = self._identifiers.document("publication", name)
        found: dict[str, Any] = {}

        @contextmanager
        def plan(release: Release) -> Iterator[Revision]:
            known = release.record_checksum(document.value)
            check(known)
            edit = self._complete(make(release, self._folder.get(name)), release)
            found.update(edit=edit, is_new=known is None)
            new = None if edit.is_withdrawn else checksum_of(edit.lines)
            before = self._folder.get(name)
            if (
                known == new
                and before
                and before.lines == edit.lines
                and before.record == edit.record
            ):
                raise _UnchangedError
            with self._folder.keeping(edit):
                graphs, applied = revise_graphs(self._folder.all(), release)
                yield Revision(
                    graphs,
                    applied.findings_with(findings_of_records(release)),
                    applied.statistics_with(release.manifest.statistics),
                    Cause(author.name, author.method),
                )

        try:
            release = self._repository.revise(plan, release_time()).release
        except _UnchangedError:
            release = self._repository.require_current()
        edit = found["edit"]
        new = None if edit.is_withdrawn else checksum_of(edit.lines)
        return Written(document.value, new, release.identifier, found["is_new"], edit.findings)

    def _complete(self, edit: Edit, release: Release) -> Edit:
        """The edit with what it needs beside it. Raises EditRefusedError for a violation."""
        if has_violation(edit.findings):
            raise EditRefusedError(edit.findings, self._report(edit))
        before = self._folder.get(edit.name)
        return replace(edit, beside={**edit.beside, **(before.beside if before else {})})

    def _report(self, edit: Edit) -> list[ox.Triple]:
        report = self._identifiers.page(f"publication/{edit.name}/report")
        return [quad.triple for quad in build_report(edit.findings, report, self._identifiers)]

    def _quads(self, release: Release, name: str) -> list[Quad]:
        document = self._identifiers.document("publication", name).value
        if release.record_checksum(document) is None:
            return []
        (lines,) = RevisedGraphs(release, {}, frozenset()).lines([document])
        return list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def _record_of(edit: Edit | None, name: str) -> Mapping[str, Any]:
    if edit is None or edit.record is None:
        raise NoSuchRecordError(
            f"The publication “{name}” was not written as a record in JSON; write all of it by PUT."
        )
    return edit.record
