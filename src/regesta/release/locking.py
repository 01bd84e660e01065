"""One writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from regesta.errors import ReleaseError

_held: set[IO[str]] = set()


@contextmanager
def writing_lock(root: Path) -> Iterator[None]:
    """Keep every other process from writing to the releases; the kernel frees a dead one's lock.

    Raises ReleaseError where another process holds it.
    """
    with (root / ".lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise ReleaseError(
                f"Process {file.read().strip() or 'unknown'} is already writing to {root}; "
                "wait until it has ended."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        _held.add(file)
        try:
            yield
        finally:
            _held.discard(file)


def _let_go() -> None:
    """In a new process: keep no lock of the parent, which may be killed before this one ends."""
    for file in _held:
        os.close(file.fileno())
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
