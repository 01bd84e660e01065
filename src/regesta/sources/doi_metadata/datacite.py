"""The reader of DOIs as the REST API of DataCite and its kernel 4 in JSON have them."""

import re
from collections.abc import Iterator
from typing import Any

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.doi_metadata.datacite_work import DataciteWork
from regesta.sources.doi_metadata.reader import MetadataReader
from regesta.sources.json_chunks import unpacked_start
from regesta.sources.json_values import Table, table_of, text_of

_OWN = re.compile(
    rb'"type"\s*:\s*"dois"|datacite\.org/schema|"resourceTypeGeneral"\s*:|"relatedIdentifierType"'
)
_CREATORS, _TITLES = re.compile(rb'"creators"\s*:\s*\['), re.compile(rb'"titles"\s*:\s*\[')
_NOT_PUBLICATIONS = ("Award", "Project", "Instrument", "PhysicalObject", "Service", "Event")


class DataciteReader(MetadataReader):
    """Reads DOIs of DataCite: single ones, answers of the API, lists, lines, dumps."""

    name = "datacite"
    form = "DataCite"
    lists = (("data",),)

    def recognises(self, start: bytes) -> bool:
        """Whether keys are there that only DataCite has."""
        text = unpacked_start(start)
        return bool(_OWN.search(text) or (_CREATORS.search(text) and _TITLES.search(text)))

    def unwrapped(self, value: Any) -> Table | None:
        """The attributes of the DOI, which the API wraps into data."""
        table = table_of(value)
        data = table_of(table.get("data")) or table
        work = table_of(data.get("attributes")) or data
        if "doi" not in work and text_of(data.get("type")) == "dois":
            work = {"doi": data.get("id"), **work}
        is_known = "titles" in work or ("doi" in work and "creators" in work)
        return work if is_known else None

    def total_of(self, envelope: Table) -> int:
        """How many DOIs match the request."""
        total = text_of(table_of(envelope.get("meta")).get("total"))
        return int(total) if total.isdecimal() else 0

    def read_work(
        self, work: Table, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The record that a DOI describes; an instrument or an award is none."""
        kind = text_of(table_of(work.get("types")).get("resourceTypeGeneral"))
        if kind in _NOT_PUBLICATIONS:
            doi = text_of(work.get("doi"))
            yield new_finding("doi-no-publication", place, value=doi, kind=kind)
            return
        yield from DataciteWork(work, place).record(source.name)
