"""One writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regesta.errors import ReleaseError


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
        yield
