"""The reader of works as the REST API and the data files of Crossref have them."""

import re
from collections.abc import Iterator
from typing import Any

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.doi_metadata.crossref_work import CrossrefWork
from regesta.sources.doi_metadata.reader import MetadataReader
from regesta.sources.json_chunks import unpacked_start
from regesta.sources.json_values import Table, table_of, text_of

_OWN_KEYS = (
    "indexed",
    "deposited",
    "reference-count",
    "is-referenced-by-count",
    "content-domain",
    "member",
    "prefix",
)
_OWN_KEY = re.compile(f'"(?:{"|".join(_OWN_KEYS)})"\\s*:'.encode())
_ENVELOPE = re.compile(rb'"message-type"\s*:\s*"work')
_CSL_TITLE = re.compile(rb'"title"\s*:\s*"')
_DOI = re.compile(rb'"DOI"\s*:')
_NOT_PUBLICATIONS = ("grant",)


class CrossrefReader(MetadataReader):
    """Reads works of Crossref: single ones, answers of the API, lists, lines, dumps."""

    name = "crossref"
    form = "Crossref"
    options = ("references",)
    lists = (("message", "items"), ("items",))

    def recognises(self, start: bytes) -> bool:
        """Whether keys are there that only Crossref has; CSL-JSON from it has plain titles."""
        text = unpacked_start(start)
        if _ENVELOPE.search(text):
            return True
        is_own = _DOI.search(text) and _OWN_KEY.search(text)
        return bool(is_own) and not _CSL_TITLE.search(text)

    def unwrapped(self, value: Any) -> Table | None:
        """The work itself, which the API wraps into a message."""
        table = table_of(value)
        work = table_of(table.get("message")) or table
        return work if "DOI" in work or ("title" in work and "issued" in work) else None

    def total_of(self, envelope: Table) -> int:
        """How many works match the request."""
        total = text_of(table_of(envelope.get("message")).get("total-results"))
        return int(total) if total.isdecimal() else 0

    def read_work(
        self, work: Table, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The record that a work is; a grant is none."""
        kind = text_of(work.get("type"))
        if kind in _NOT_PUBLICATIONS:
            doi = text_of(work.get("DOI"))
            yield new_finding("doi-no-publication", place, value=doi, kind=kind)
            return
        with_references = self.option(source, "references", False)
        yield from CrossrefWork(work, place, with_references).record(source.name)
