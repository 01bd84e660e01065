"""What a reader is, and how it finds the files of a source."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from regesta.findings import Finding, Severity
from regesta.records import Place, Record


class Reader(Protocol):
    """Turns the files of one format into records, and what is wrong with them into findings."""

    name: str
    suffixes: tuple[str, ...]
    """The endings of file names, in lower case, that a folder is searched for."""

    def read_records(self, path: Path, source: str) -> Iterator[Record | Finding]:
        """Read a file, or all matching files of a folder in the order of their names.

        A record that must not be published is not yielded; a finding of severity violation
        stands in its stead.
        """


def source_files(
    path: Path, suffixes: tuple[str, ...], source: str
) -> Iterator[tuple[Path, Place] | Finding]:
    """The files to read with the place that names each; a finding where there is none.

    Names are relative to `path`, so that a finding reads the same on every machine. Hidden files
    and links that lead out of the folder are left alone.
    """
    if not path.is_dir():
        yield path, Place(source, path.name)
        return
    found = sorted(_matching(path, suffixes), key=lambda file: file.relative_to(path).parts)
    for file in found:
        yield file, Place(source, file.relative_to(path).as_posix())
    if not found:
        yield Finding(
            code="source-empty",
            severity=Severity.VIOLATION,
            message="The folder holds no file that this reader can read.",
            place=Place(source, path.name),
            expected=f"at least one file that ends in {' or '.join(suffixes)}",
            remedy="Put the files into the folder, or name another folder or reader.",
        )


def _matching(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = Path(parent, name)
            if not name.startswith(".") and file.suffix.lower() in suffixes and file.is_file():
                yield file


def with_record(finding: Finding, title: str) -> Finding:
    """The finding, told of the record that it belongs to."""
    return replace(finding, record_title=title) if title and not finding.record_title else finding
