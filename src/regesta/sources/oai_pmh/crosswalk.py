"""One harvested record: its header, and its metadata in one of the formats that are known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from regesta.findings import Finding
from regesta.identifiers import local_name
from regesta.messages import new_finding
from regesta.records import Name, Place, Record
from regesta.settings import SourceSettings
from regesta.sources.oai_pmh.choosing import choose_issued, choose_type
from regesta.sources.oai_pmh.datacite import read_datacite
from regesta.sources.oai_pmh.drafting import Draft
from regesta.sources.oai_pmh.dublin_core import read_dublin_core
from regesta.sources.oai_pmh.elements import Element, attribute, child, children, local, text
from regesta.sources.oai_pmh.marc import read_marc
from regesta.sources.oai_pmh.mods import read_mods
from regesta.values.dates import parse_full_date

_FORMATS: dict[str, Callable[[Draft, Element], None]] = {
    "dc": read_dublin_core,
    "qualifieddc": read_dublin_core,
    "qdc": read_dublin_core,
    "dcterms": read_dublin_core,
    "thesis": read_dublin_core,
    "resource": read_datacite,
    "mods": read_mods,
}
_WRAPPERS = ("oai_datacite", "payload", "modscollection", "collection")
_KNOWN = "oai_dc, qdc, oai_datacite, oai_openaire, mods, etdms, marc21"


def read_harvested(
    element: Element, place: Place, source: SourceSettings, themes: Mapping[str, Any]
) -> Iterator[Record | Finding]:
    """The record of an element `record`, after its findings; or what keeps it from being one."""
    header = child(element, "header")
    identifier = text(child(header, "identifier"))
    there = replace(place, key=identifier or place.key)
    if not identifier:
        yield new_finding("harvested-identifier-missing", there)
    elif attribute(header, "status").lower() == "deleted":
        yield new_finding("harvested-record-deleted", there, value=identifier)
    else:
        yield from _described(element, header, there, source, themes)


def _described(
    element: Element,
    header: Element | None,
    place: Place,
    source: SourceSettings,
    themes: Mapping[str, Any],
) -> Iterator[Record | Finding]:
    body = _body(child(element, "metadata"))
    if body is None:
        yield new_finding("harvested-metadata-missing", place, value=place.key or "")
        return
    own = local_name(source.name, place.key or "")
    datestamp = text(child(header, "datestamp"))
    of_sets = _themes(header, place, themes)
    if local(body) == "record":
        for item in read_marc(body, place, source):
            if isinstance(item, Record):
                known = replace(item, place=replace(item.place, key=place.key))
                yield _completed(known, own, datestamp, of_sets)
            else:
                yield item
        return
    read = _FORMATS.get(local(body))
    if read is None:
        yield new_finding("harvested-format-unknown", place, value=local(body), format=_KNOWN)
        return
    draft = Draft(place)
    read(draft, body)
    choose_issued(draft)
    choose_type(draft)
    record = _completed(draft.record(own), own, datestamp, of_sets)
    yield from draft.named(record.title if record.titles else "")
    if record.titles:
        yield record
    else:
        yield new_finding("harvested-title-missing", place, value=place.key or "")


def _completed(record: Record, own: str, datestamp: str, themes: tuple[Name, ...]) -> Record:
    """The record with what its header says."""
    modified = datestamp[:10] if parse_full_date(datestamp[:10]) else record.modified
    return replace(record, identifier=own, modified=modified, themes=record.themes + themes)


def _themes(header: Element | None, place: Place, themes: Mapping[str, Any]) -> tuple[Name, ...]:
    """The themes of the sets that a record is in, as `sets_as_themes` says; also of sets above."""
    found: dict[str, Name] = {}
    for each in children(header, "setspec"):
        parts = text(each).split(":")
        for length in range(1, len(parts) + 1):
            theme = themes.get(":".join(parts[:length]))
            if isinstance(theme, str):
                found[theme] = Name(theme, replace(place, field="setSpec"), theme)
    return tuple(found.values())


def _body(metadata: Element | None) -> Element | None:
    """The element that describes the publication, without what only wraps it."""
    body = next(children(metadata), None)
    while body is not None and local(body) in _WRAPPERS:
        inner = list(children(body, "payload", "resource", "mods", "record"))
        body = inner[0] if inner else None
    return body
