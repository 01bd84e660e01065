"""The folders of releases: made beside the others, put in place whole, removed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regesta.durability import force_to_disk, remove_tree
from regesta.errors import ReleaseError
from regesta.release.locking import writing_lock

_BUILDING, _REMOVED = ".building-", ".removed-"


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Be the only writer; what an earlier one left behind when it was killed is removed first.

    Whatever the system refuses becomes a ReleaseError.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with writing_lock(root):
            for leftover in (*root.glob(f"{_BUILDING}*"), *root.glob(f"{_REMOVED}*")):
                remove_tree(leftover)
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename:
            reason = f"{reason}: {error.filename}"
        raise ReleaseError(
            f"The release could not be written to {root} ({reason}); "
            "the current release stays as it was."
        ) from error


@contextmanager
def building_folder(root: Path) -> Iterator[Path]:
    """A name for a folder to build in, which is gone afterwards unless it was put in place."""
    folder = root / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        yield folder
    finally:
        remove_tree(folder)


def put_in_place(folder: Path, place: Path) -> None:
    """Give a folder that is whole its name; a damaged release of that name gives way."""
    if place.exists():
        remove_release(place)
    folder.rename(place)
    force_to_disk(place.parent)


def remove_release(folder: Path) -> None:
    """Remove a release at one stroke as far as others can see."""
    grave = folder.with_name(f"{_REMOVED}{folder.name}-{secrets.token_hex(4)}")
    folder.rename(grave)
    remove_tree(grave)
