"""The dumps: one release as one file in each format, made of one part for each document.

The parts of documents that have not changed are copied from the release before. `blocks/` has the
length of each part as a number of four bytes, in the order of the documents.
"""

import hashlib
from array import array
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path

from regesta.release.blocks import WORTH_PROCESSES, BlockMaker, block_source
from regesta.release.differences import Differences
from regesta.release.manifest import ReleaseFile
from regesta.release.release import Release, blocks_name, dump_name
from regesta.serialisation import FORMATS, Format, block_writer, prefixes_for, without_comma

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 while nobody knows)."""

_COPIED_AT_ONCE = 4 * 1024**2
_STEP = 1_000


def write_dumps(
    folder: Path, differences: Differences, maker: BlockMaker, progress: Progress
) -> dict[str, "DumpFile"]:
    """Write every dump and the lengths of its parts; what was written, by suffix."""
    total = len(differences.documents)
    with ExitStack() as open_files, block_source(maker, is_worth_processes(differences)) as source:
        dumps = [
            open_files.enter_context(DumpFile(folder, each, maker.base_iri, differences.old))
            for each in FORMATS
        ]
        for start, end, place in differences.runs():
            if place >= 0:
                for dump in dumps:
                    dump.copy(place, place + end - start)
                progress("dumps", end, total)
                continue
            for number, blocks in enumerate(source.blocks(differences.documents[start:end]), 1):
                for dump in dumps:
                    dump.add(blocks[dump.format.suffix])
                if number % _STEP == 0 or start + number == total:
                    progress("dumps", start + number, total)
    return {dump.format.suffix: dump for dump in dumps}


def is_worth_processes(differences: Differences) -> bool:
    """Whether so many parts must be made anew that processes are started for it."""
    return sum(place < 0 for place in differences.old_places) >= WORTH_PROCESSES


class DumpFile:
    """A dump that is being written: part after part, its checksum made on the way."""

    def __init__(self, folder: Path, rdf_format: Format, base_iri: str, old: Release | None):
        self.format = rdf_format
        self.lines = 0
        """How many line feeds it has, which in N-Quads is the number of statements."""
        self._folder, self._checksum, self._size = folder, hashlib.sha256(), 0
        self._lengths = array("I")
        self._writer = block_writer(rdf_format, prefixes_for(base_iri))
        self._old = old.dump_path(rdf_format) if old else None
        self._old_lengths = _read_lengths(old, rdf_format) if old else array("I")
        self._old_starts = list(accumulate(self._old_lengths, initial=len(self._writer.header)))

    def __enter__(self) -> "DumpFile":
        path = self._folder / dump_name(self.format)
        self._file = path.open("wb", buffering=1024**2)
        self._write(self._writer.header)
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._write(self._writer.footer)
            lengths = self._folder / blocks_name(self.format)
            lengths.write_bytes(self._lengths.tobytes())
        self._file.close()

    def add(self, block: bytes) -> None:
        """Add the part of the next document."""
        written = block if self._lengths else without_comma(block, self.format)
        self._write(written)
        self._lengths.append(len(written))

    def copy(self, first: int, behind: int) -> None:
        """Add the parts of some documents of the old release as they are."""
        assert self._old is not None
        self._lengths.extend(self._old_lengths[first:behind])
        with self._old.open("rb") as file:
            file.seek(self._old_starts[first])
            rest = self._old_starts[behind] - self._old_starts[first]
            while rest:
                part = file.read(min(rest, _COPIED_AT_ONCE))
                if not part:
                    raise OSError(f"{self._old} is shorter than its parts")
                self._write(part)
                rest -= len(part)

    def describe(self) -> ReleaseFile:
        """The file as the manifest lists it."""
        name, media_type = dump_name(self.format), self.format.media_type
        return ReleaseFile(name, media_type, self._size, self._checksum.hexdigest())

    def _write(self, part: bytes) -> None:
        self._file.write(part)
        self._checksum.update(part)
        self._size += len(part)
        self.lines += part.count(b"\n")


def _read_lengths(release: Release, rdf_format: Format) -> Sequence[int]:
    lengths = array("I")
    lengths.frombytes((release.path / blocks_name(rdf_format)).read_bytes())
    return lengths
