"""The readers by name."""

from pathlib import Path

from regesta.errors import SourceError
from regesta.sources.curated.reader import RecordsReader
from regesta.sources.listing.reader import ListingReader
from regesta.sources.reader import Reader

READERS: tuple[Reader, ...] = (ListingReader(), RecordsReader())
"""Every reader; a new one is added here."""


def reader(name: str) -> Reader:
    """The reader of this name; raises SourceError with the known names for any other."""
    for known in READERS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in READERS)
    raise SourceError(f"There is no reader “{name}”; the readers are {names}.")


def guess_reader(path: Path) -> Reader:
    """The reader whose files look like this one; a page's text where no suffix says otherwise.

    A folder goes by the first of its files, in the order of their names, that has a known suffix.
    """
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        for known in READERS:
            if file.suffix.lower() in known.suffixes:
                return known
    return READERS[0]
