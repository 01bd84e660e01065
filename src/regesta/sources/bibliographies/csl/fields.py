"""Reads the values of an item of CSL-JSON into a draft of a record."""

import re
from collections.abc import Mapping
from typing import Final

from regesta.sources.bibliographies.csl.contributors import read_contributors
from regesta.sources.bibliographies.csl.dates import read_csl_date
from regesta.sources.bibliographies.csl.reading import ItemReading
from regesta.sources.bibliographies.kinds import kind_of
from regesta.sources.bibliographies.notes import read_note
from regesta.sources.bibliographies.texts import extent_of, page_range
from regesta.values.document_types import read_document_type

_ARTICLES: Final = frozenset(
    "article article-journal article-magazine article-newspaper review review-book".split()
)
_ISSUES: Final = _ARTICLES | frozenset(
    "chapter paper-conference book entry entry-dictionary entry-encyclopedia periodical".split()
)
"""Types whose number is that of an issue or in a series, and not their own."""


def read_fields(reading: ItemReading) -> None:
    """Read every value that a record has a place for."""
    _titles(reading)
    _kind(reading)
    read_contributors(reading)
    _imprint(reading)
    _whole(reading)
    _date(reading)
    _numbers(reading)
    _words(reading)


def _titles(reading: ItemReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("title"):
        draft.add_text("alternative_titles" if draft.has("titles") else "titles", text, place)
    for text, place in reading.texts("title-short", "shortTitle", "original-title"):
        draft.add_text("alternative_titles", text, place)
    for text, place in reading.texts("abstract"):
        draft.add_text("abstracts", text, place)


def _kind(reading: ItemReading) -> None:
    draft = reading.draft
    written = reading.text("type")
    kind = kind_of("csl", _type(reading), reading.text("genre"))
    if kind is None:
        word = re.sub(r"[-_]", " ", written)
        kind = word if read_document_type(word) else "other"
        if kind == "other":
            draft.report("csl-type-unknown", reading.place("type"), written)
    draft.set("document_type", kind, reading.place("type"))


def _type(reading: ItemReading) -> str:
    written = reading.text("type").strip().lower()
    known = kind_of("csl", written)
    return written if known else written.replace("-", "_")


def _imprint(reading: ItemReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("publisher"):
        draft.add_name("publishers", text, place)
    for text, place in reading.texts("publisher-place"):
        draft.add_places(text, place)
    for text, place in reading.texts("edition"):
        draft.set("edition", text, place)
    for text, place in reading.texts("number-of-pages", "dimensions"):
        draft.set("extent", extent_of(text), place)
    licences = reading.item.get("license", reading.item.get("licence"))
    for licence in licences if isinstance(licences, list) else [licences]:
        value = licence.get("URL") if isinstance(licence, Mapping) else licence
        draft.set("licence", reading.written(value), reading.place("license"))


def _whole(reading: ItemReading) -> None:
    """Read what the publication is part of, and where in it."""
    draft, kind = reading.draft, _type(reading)
    for text, place in reading.texts("container-title"):
        draft.add_text("part_of", text, place)
    if not draft.has("part_of"):
        for text, place in reading.texts("container-title-short", "journalAbbreviation"):
            draft.add_text("part_of", text, place)
    for text, place in reading.texts("collection-title"):
        draft.add_text("part_of", text, place)
    for name in ("volume", "issue"):
        for text, place in reading.texts(name):
            draft.set(name, text, place)
    for text, place in reading.texts("page"):
        draft.set("page_range", page_range(text), place)
    for text, place in reading.texts("number"):
        is_article = kind in _ARTICLES
        own = "page_range" if is_article else "issue" if kind in _ISSUES else "report_number"
        draft.set(own, text, place)
    for text, place in reading.texts("collection-number"):
        draft.set_number_in_series(text, place)


def _date(reading: ItemReading) -> None:
    value = reading.item.get("issued")
    if value is not None:
        date = read_csl_date(value)
        if date is None:
            reading.wrong("issued", value)
        reading.draft.set("issued", date or "", reading.place("issued"))


def _numbers(reading: ItemReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("DOI"):
        draft.add_doi(text, place)
    for text, place in reading.texts("ISBN", "ISSN"):
        list(draft.add_numbers(text, place, (place.field or "").lower()))
    for text, place in reading.texts("PMID", "PMCID"):
        draft.add_local(f"{place.field}:{text}", place)
    for text, place in reading.texts("URL"):
        draft.add_pages(text, place)
    for text, place in reading.texts("note"):
        read_note(draft, text, place)


def _words(reading: ItemReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("language"):
        for language in re.split(r"[;,]| and ", " ".join(text.split())):
            draft.add_language(language.strip(), place)
    for name in ("keyword", "categories"):
        is_list = isinstance(reading.item.get(name), list)
        for text, place in reading.texts(name):
            sign = ";" if ";" in text or is_list else ","
            for word in text.split(sign):
                draft.add_name("keywords", word, place)
