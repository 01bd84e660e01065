"""Sorts more lines than fit in memory, each kept once."""

import heapq
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

_RUN_BYTES = 48 * 1024**2
_WIDEST_MERGE = 64
_OVERHEAD = 48
"""About what Python adds to each line, so that a run of short lines stays small as well."""


class LineSorter:
    """An external merge sort: sorted runs on disk, merged as they are read.

    Lines are bytes that end in a line feed; `folder` exists and is the caller's to remove.
    """

    def __init__(self, folder: Path, name: str, run_bytes: int = _RUN_BYTES) -> None:
        self._folder, self._name, self._run_bytes = folder, name, run_bytes
        self._numbers = itertools.count(1)
        self._lines: set[bytes] = set()
        self._size = 0
        self._runs: list[Path] = []

    def add(self, line: bytes) -> None:
        """Take one more line."""
        self._lines.add(line)
        self._size += len(line) + _OVERHEAD
        if self._size >= self._run_bytes:
            self._write_run(self._take_lines())

    def sorted_lines(self) -> Iterator[bytes]:
        """All lines by the order of their bytes, each once; the sorter is empty afterwards."""
        rest = self._take_lines()
        while len(self._runs) > _WIDEST_MERGE:
            first, self._runs = self._runs[:_WIDEST_MERGE], self._runs[_WIDEST_MERGE:]
            self._write_run(_merge([_read(run) for run in first]))
            _remove(first)
        yield from _merge([*map(_read, self._runs), iter(rest)])
        _remove(self._runs)
        self._runs = []

    def _take_lines(self) -> list[bytes]:
        lines = sorted(self._lines)
        self._lines, self._size = set(), 0
        return lines

    def _write_run(self, lines: Iterable[bytes]) -> None:
        path = self._folder / f"{self._name}-{next(self._numbers):06}.run"
        with path.open("wb") as file:
            file.writelines(lines)
        self._runs.append(path)


def _merge(runs: list[Iterator[bytes]]) -> Iterator[bytes]:
    last = b""
    for line in heapq.merge(*runs) if len(runs) > 1 else runs[0]:
        if line != last:
            yield line
        last = line


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=1024**2) as file:
        yield from file


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()
