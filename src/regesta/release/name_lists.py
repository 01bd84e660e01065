"""Lists of documents, one IRI a line."""

from collections.abc import Set
from pathlib import Path


def write_names(path: Path, documents: Set[str]) -> None:
    """Write the IRIs of documents, one a line, in order."""
    path.write_text("".join(f"{each}\n" for each in sorted(documents)), encoding="utf-8")


def read_names(path: Path) -> frozenset[str]:
    """The IRIs that `write_names` has written."""
    return frozenset(path.read_text(encoding="utf-8").splitlines())
