"""Makes a release the current one: first the change log, then, at one stroke, the name."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from regesta.errors import ReleaseError
from regesta.identifiers import Identifiers
from regesta.release.change_log import Cause, Change, ChangeLog, ChangeType
from regesta.release.document_kinds import kind_of
from regesta.release.manifest import in_utc
from regesta.release.records_index import compare_records, read_records
from regesta.release.release import Release
from regesta.release.state import State, read_state, write_state


def switch_to(
    root: Path, log: ChangeLog, release: Release, created: datetime, cause: Cause | None = None
) -> dict[str, int]:
    """Switch to a release that is not the current one; the number of changes of each type.

    The time of a switch is never earlier than that of the one before: whoever asks for what has
    changed since their last visit must not miss one.
    """
    before = read_state(root)
    after = State(
        release=release.identifier,
        sequence=before.sequence + 1 if before else 1,
        switched=max(in_utc(created), before.switched if before else ""),
    )
    bases = [Identifiers(release.manifest.base_iri), *_bases(root, before)]
    old = _published(root, log, before) if before else iter(())
    differences = compare_records(old, read_records(release.records_path))
    changes = (_change(after, bases, *difference, cause or Cause()) for difference in differences)
    counts = log.write_segment(after.sequence, changes)
    write_state(root, after)
    return counts


def change_type(old: str | None, new: str | None) -> ChangeType:
    """What has happened to a document, by its checksums before and after."""
    if old is None:
        return ChangeType.CREATED
    return ChangeType.DELETED if new is None else ChangeType.UPDATED


def _change(  # noqa: PLR0913, PLR0917 - what a line of the change log is made of
    state: State,
    bases: Iterable[Identifiers],
    document: str,
    old: str | None,
    new: str | None,
    cause: Cause,
) -> Change:
    return Change(
        sequence=state.sequence,
        document=document,
        kind=kind_of(document, *bases),
        change=change_type(old, new),
        time=state.switched,
        sha256=new or old or "",
        release=state.release,
        by=cause.by,
        method=cause.method,
    )


def _published(root: Path, log: ChangeLog, state: State) -> Iterator[tuple[str, str]]:
    """The documents of the current release; the change log knows them where it has been lost."""
    path = Release(root / state.release).records_path
    if path.is_file():
        return read_records(path)
    last = log.last_changes(state.sequence).values()
    return iter(
        sorted((each.document, each.sha256) for each in last if each.change != ChangeType.DELETED)
    )


def _bases(root: Path, state: State | None) -> list[Identifiers]:
    """The base of the release before, which may be another and names the deleted documents."""
    try:
        return [Identifiers(Release(root / state.release).manifest.base_iri)] if state else []
    except ReleaseError:
        return []
