"""The readers by name; a new one is added here."""

from pathlib import Path

from regesta.errors import SourceError
from regesta.sources.bibliographies.bibtex.reader import BibTeXReader
from regesta.sources.bibliographies.csl.reader import CSLJSONReader
from regesta.sources.bibliographies.ris.reader import RISReader
from regesta.sources.curated.reader import RecordsReader
from regesta.sources.doi_metadata.crossref import CrossrefReader
from regesta.sources.doi_metadata.datacite import DataciteReader
from regesta.sources.html_pages.reader import HtmlReader
from regesta.sources.listing.reader import ListingReader
from regesta.sources.marc.reader import MarcReader, MarcXmlReader
from regesta.sources.markdown.reader import MarkdownReader
from regesta.sources.oai_pmh.reader import OaiPmhReader
from regesta.sources.rdf.reader import RdfReader
from regesta.sources.reader import Reader
from regesta.sources.tables.reader import TableReader

_START = 64 * 1024

READERS: tuple[Reader, ...] = (
    MarkdownReader(),
    ListingReader(),
    RecordsReader(),
    TableReader(),
    OaiPmhReader(),
    CrossrefReader(),
    DataciteReader(),
    RdfReader(),
    MarcReader(),
    MarcXmlReader(),
    BibTeXReader(),
    RISReader(),
    CSLJSONReader(),
    HtmlReader(),
)
"""Every reader; a new one is added here."""


def reader(name: str) -> Reader:
    """The reader of this name; raises SourceError with the known names for any other."""
    for known in READERS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in READERS)
    raise SourceError(f"There is no reader “{name}”; the readers are {names}.")


def guess_reader(path: Path) -> Reader:
    """The reader whose files look like this one; a page's text where nothing says otherwise.

    A folder goes by the first of its files, in the order of their names, that a reader recognises.
    """
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        start = _start(file)
        for known in READERS:
            if file.suffix.lower() in known.suffixes and known.recognises(start):
                return known
    return ListingReader()


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except OSError:
        return b""
