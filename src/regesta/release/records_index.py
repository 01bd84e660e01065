"""`records.tsv`: the documents of a release in order, each with the checksum of its graph.

The checksum is the SHA-256 of the graph's lines in the N-Quads dump, so `grep` and `sha256sum`
can make it again.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path


def read_records(path: Path) -> Iterator[tuple[str, str]]:
    """The IRI and the checksum of each document, in the order of the IRIs."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            document, _, checksum = line.rstrip("\n").partition("\t")
            yield document, checksum


def find_record(path: Path, document: str) -> str | None:
    """The checksum of one document, None if the release has none such; reads a few pages only."""
    wanted = document.encode()
    with path.open("rb") as file:
        if not path.stat().st_size:
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            low, high = 0, len(lines)
            while low < high:
                start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
                end = lines.find(b"\n", start)
                found, _, checksum = lines[start:end].partition(b"\t")
                if found == wanted:
                    return checksum.decode("ascii")
                if found < wanted:
                    low = end + 1
                else:
                    high = start
    return None


def compare_records(
    old: Iterator[tuple[str, str]], new: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Each document that differs, with its old and its new checksum; None where it is absent."""
    before, after = next(old, None), next(new, None)
    while before or after:
        if before and (not after or before[0] < after[0]):
            yield before[0], before[1], None
            before = next(old, None)
        elif after and (not before or after[0] < before[0]):
            yield after[0], None, after[1]
            after = next(new, None)
        elif before and after:
            if before[1] != after[1]:
                yield before[0], before[1], after[1]
            before, after = next(old, None), next(new, None)
