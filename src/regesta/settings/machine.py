"""What the machine offers, or the container in it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath

_CGROUPS = Path("/sys/fs/cgroup")
_OWN_CGROUPS = Path("/proc/self/cgroup")


def available_memory(cgroups: Path = _CGROUPS, own: Path = _OWN_CGROUPS) -> int:
    """Bytes of memory that this process may use at most, together with its group; 0 if unknown."""
    sizes = [*_memory_limits(cgroups, own)]
    with suppress(OSError, ValueError, AttributeError):
        sizes.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return min(sizes, default=0)


def _memory_limits(cgroups: Path, own: Path) -> Iterator[int]:
    """The limits of the process's control groups and of those above them, of both versions."""
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers in ("", "memory"):
            group = PurePath(path.lstrip("/"))
            name = "memory.limit_in_bytes" if controllers else "memory.max"
            for folder in (group, *group.parents):
                with suppress(OSError, ValueError):
                    yield int((cgroups / controllers / folder / name).read_text(encoding="ascii"))
