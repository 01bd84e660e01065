"""The releases in one folder: build one, switch to it, list, compare, go back, delete."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pyoxigraph import Quad

from regesta.errors import ReleaseError
from regesta.findings import Finding
from regesta.release.builder import ReleaseBuilder
from regesta.release.change_log import Cause, Change, ChangeLog, ChangeType
from regesta.release.dumps import Progress
from regesta.release.folders import building_folder, put_in_place, remove_release, writing
from regesta.release.graphs import Graphs, SortedGraphs
from regesta.release.records_index import compare_records, read_records
from regesta.release.release import Release
from regesta.release.revision import Revision
from regesta.release.state import read_state
from regesta.release.switching import change_type, switch_to

_IDENTIFIER = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A release, whether it has newly become the current one, and what that changed.

    `changes` counts the documents created, updated and deleted.
    """

    release: Release
    changes: Mapping[str, int]
    switched: bool


class ReleaseRepository:
    """All releases in a folder, which need not exist before the first build.

    Any number of processes may read while one writes.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = ChangeLog(root / "changes")

    def build(  # noqa: PLR0913 - all by name, and each is a part of what is published
        self,
        graphs: Graphs | Iterable[Quad],
        findings: Iterable[Finding],
        *,
        base_iri: str,
        created: datetime,
        statistics: Mapping[str, int] | Callable[[], Mapping[str, int]],
        progress: Progress | None = None,
    ) -> BuildResult:
        """Make a release of the documents and switch to it, unless it is the current one already.

        What the current release has in common with it is copied. Quads, where they are given in
        the stead of graphs, are read first, then findings, then the statistics, so that reading
        the quads may make the others. Raises ReleaseError where the release cannot be written;
        then, and where reading the quads fails, the current release stays.
        """
        with writing(self._root), building_folder(self._root) as folder:
            (folder / "work").mkdir(parents=True)
            sorted_graphs = (
                SortedGraphs(graphs, folder / "work") if isinstance(graphs, Iterable) else graphs
            )
            builder = ReleaseBuilder(folder, sorted_graphs, findings, base_iri)
            return self._finish(folder, builder, statistics, created, progress or _silent)

    def revise(
        self, plan: Callable[[Release], AbstractContextManager[Revision]], created: datetime
    ) -> BuildResult:
        """Make a release that differs from the current one as planned, and switch to it.

        The plan is made, entered and left while nobody else writes; it is left with the error
        where the release cannot be made. Raises ReleaseError as `build` does.
        """
        with writing(self._root):
            current = self.require_current()
            with plan(current) as revision, building_folder(self._root) as folder:
                (folder / "work").mkdir(parents=True)
                base_iri = current.manifest.base_iri
                builder = ReleaseBuilder(folder, revision.graphs, revision.findings, base_iri)
                statistics = revision.statistics
                return self._finish(folder, builder, statistics, created, _silent, revision.cause)

    def _finish(  # noqa: PLR0913, PLR0917 - one step of `build`, which has as many
        self,
        folder: Path,
        builder: ReleaseBuilder,
        statistics: Mapping[str, int] | Callable[[], Mapping[str, int]],
        created: datetime,
        progress: Progress,
        cause: Cause | None = None,
    ) -> BuildResult:
        place = self._root / builder.identifier
        if not _is_sound(Release(place)):
            counts = statistics() if callable(statistics) else statistics
            builder.finish(created, counts, self._sound_current(), progress)
            put_in_place(folder, place)
        return self._switch(Release(place), created, cause)

    def roll_back(self, identifier: str, created: datetime) -> BuildResult:
        """Make an earlier release the current one; the change log records it as any switch.

        Raises ReleaseError where there is no such release or it is damaged.
        """
        release = self.get(identifier)
        with writing(self._root):
            release.verify()
            return self._switch(release, created)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Delete all but the newest releases, never the current one; their identifiers."""
        if not self._root.is_dir():
            return ()
        with writing(self._root):
            state = read_state(self._root)
            current = state.release if state else ""
            old = [each for each in self.list()[keep:] if each.identifier != current]
            for release in old:
                remove_release(release.path)
        return tuple(release.identifier for release in old)

    def current(self) -> Release | None:
        """The release that is served, None where nothing was ever built.

        Raises ReleaseError where its folder is gone.
        """
        state = read_state(self._root)
        return self.get(state.release) if state else None

    def require_current(self) -> Release:
        """The release that is served. Raises ReleaseError where nothing was ever built."""
        release = self.current()
        if release is None:
            raise ReleaseError(f"There is no release in {self._root}; run “regesta build” first.")
        return release

    def current_state(self) -> tuple[str, int] | None:
        """The identifier of the current release and the number of the last switch.

        This reads one small file, so a service may ask it often to follow a switch.
        """
        state = read_state(self._root)
        return (state.release, state.sequence) if state else None

    def get(self, identifier: str) -> Release:
        """The release whose identifier is or begins with this.

        Raises ReleaseError where there is none or more than one.
        """
        found = [name for name in self._identifiers() if identifier and name.startswith(identifier)]
        if not found:
            raise ReleaseError(
                f"There is no release “{identifier}” in {self._root}; "
                "“regesta releases list” shows those there are."
            )
        if len(found) > 1:
            raise ReleaseError(f"“{identifier}” begins {', '.join(found)}; write more of it.")
        return Release(self._root / found[0])

    def list(self) -> list[Release]:
        """The releases whose manifest can be read, the newest first."""
        releases = [Release(self._root / name) for name in self._identifiers()]
        readable = [release for release in releases if _has_manifest(release)]
        return sorted(readable, key=lambda each: (each.manifest.created, each.identifier))[::-1]

    def diff(self, old: str, new: str) -> dict[str, tuple[str, ...]]:
        """The documents that are created, updated and deleted from one release to another."""
        before, after = self.get(old), self.get(new)
        documents: dict[str, list[str]] = {change.value: [] for change in ChangeType}
        pairs = compare_records(read_records(before.records_path), read_records(after.records_path))
        for document, was, now in pairs:
            documents[change_type(was, now).value].append(document)
        return {change: tuple(found) for change, found in documents.items()}

    def changes(self, since_sequence: int = 0) -> Iterator[Change]:
        """What the switches after the given one did, oldest first."""
        return self._log.changes(since_sequence, self._sequence())

    def last_change(self, document: str) -> Change | None:
        """What last happened to a document, None if there never was such a document."""
        return self._log.last_change(document, self._sequence())

    def deleted_documents(self) -> dict[str, Change]:
        """The documents that there were once and are no more."""
        last = self._log.last_changes(self._sequence())
        return {iri: each for iri, each in last.items() if each.change is ChangeType.DELETED}

    def _sequence(self) -> int:
        state = read_state(self._root)
        return state.sequence if state else 0

    def _sound_current(self) -> Release | None:
        """The current release, None where it is damaged and must not be copied from."""
        try:
            release = self.current()
            if release:
                release.verify_files()
        except ReleaseError:
            return None
        return release

    def _switch(
        self, release: Release, created: datetime, cause: Cause | None = None
    ) -> BuildResult:
        state = read_state(self._root)
        if state and state.release == release.identifier:
            return BuildResult(release, {change.value: 0 for change in ChangeType}, switched=False)
        changes = switch_to(self._root, self._log, release, created, cause)
        return BuildResult(release, changes, switched=True)

    def _identifiers(self) -> Iterator[str]:
        if self._root.is_dir():
            yield from (
                path.name for path in self._root.iterdir() if _IDENTIFIER.fullmatch(path.name)
            )


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody how far a build has come."""


def _is_sound(release: Release) -> bool:
    try:
        release.verify()
    except ReleaseError:
        return False
    return True


def _has_manifest(release: Release) -> bool:
    try:
        return bool(release.manifest)
    except ReleaseError:
        return False
