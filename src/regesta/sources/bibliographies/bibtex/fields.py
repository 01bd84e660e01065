"""Reads the fields of a BibTeX entry into a draft of a record."""

import re
from typing import Final

from regesta.sources.bibliographies.bibtex.contributors import read_contributors
from regesta.sources.bibliographies.bibtex.languages import babel_language
from regesta.sources.bibliographies.bibtex.latex import linked_addresses
from regesta.sources.bibliographies.bibtex.reading import EntryReading
from regesta.sources.bibliographies.dates import join_date, month_and_day
from regesta.sources.bibliographies.kinds import kind_of, types_of
from regesta.sources.bibliographies.notes import read_note
from regesta.sources.bibliographies.texts import extent_of, page_range, with_subtitle
from regesta.values.dates import parse_full_date
from regesta.values.licences import read_licence

_BOOKS: Final = frozenset(
    "book mvbook collection mvcollection reference mvreference booklet manual proceedings "
    "mvproceedings phdthesis mastersthesis thesis report techreport misc".split()
)
"""Types that are no part of another publication, so that their pages are an extent."""
_NUMBERED: Final = frozenset(
    "techreport report manual patent standard online misc unpublished thesis phdthesis "
    "mastersthesis dataset software legislation legal jurisdiction booklet".split()
)
"""Types whose number is their own and not that of an issue or in a series."""
_SUBTITLES: Final = {
    "journal": "journalsubtitle",
    "journaltitle": "journalsubtitle",
    "booktitle": "booksubtitle",
    "maintitle": "mainsubtitle",
}
_MAIL_DATE = re.compile(r"(?:[A-Za-z]{3}, )?([0-9]{1,2} [A-Za-z]{3} [0-9]{4})\b.*")


def read_fields(reading: EntryReading) -> None:
    """Read every field that a record has a place for."""
    _titles(reading)
    _kind(reading)
    read_contributors(reading)
    _imprint(reading)
    _whole(reading)
    _date(reading)
    _numbers(reading)
    _addresses(reading)
    _words(reading)


def _titles(reading: EntryReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("title"):
        draft.add_text("titles", with_subtitle(text, reading.text("subtitle")), place)
    for text, place in reading.texts("shorttitle", "titleaddon", "origtitle"):
        draft.add_text("alternative_titles", text, place)
    for field in reading.fields("abstract"):
        draft.add_text("abstracts", reading.paragraphs(field), reading.place(field))


def _kind(reading: EntryReading) -> None:
    entry, draft = reading.entry, reading.draft
    own_word = reading.text("type", "entrysubtype")
    kind = kind_of("bibtex", entry.type, own_word)
    field = entry.fields.get("type")
    place = reading.place(field) if field else draft.at(f"@{entry.type}")
    if entry.type not in types_of("bibtex"):
        draft.report("entry-type-unknown", draft.at(f"@{entry.type}"), entry.type)
    draft.set("document_type", kind or "other", place)


def _imprint(reading: EntryReading) -> None:
    draft = reading.draft
    for field in reading.fields("publisher", "institution", "school", "organization"):
        text = " ".join(field.text.split())
        names = [text] if text.startswith("{") else text.split(" and ")
        for name in names if field.name.lower() == "publisher" else [text]:
            part = type(field)(name, field.line, field.name)
            draft.add_name("publishers", reading.plain(part), reading.place(field))
    for text, place in reading.texts("location", "address"):
        for town in text.split(" and ") if place.field == "location" else [text]:
            draft.add_places(town, place)
    for text, place in reading.texts("edition"):
        draft.set("edition", text, place)
    for text, place in reading.texts("pagetotal", "numpages"):
        draft.set("extent", extent_of(text), place)
    for text, place in reading.texts("license", "licence"):
        draft.set("licence", text, place)
    for text, place in reading.texts("copyright", "rights"):
        draft.set("licence", text if read_licence(text) else "", place)


def _whole(reading: EntryReading) -> None:
    """Read what the publication is part of, and where in it."""
    draft, entry = reading.draft, reading.entry
    full = ("journaltitle", "journal", "booktitle", "maintitle")
    short = () if any(reading.text(name) for name in full) else ("shortjournal",)
    for text, place in reading.texts(*full, *short):
        subtitle = reading.text(_SUBTITLES.get((place.field or "").lower(), ""))
        draft.add_text("part_of", with_subtitle(text, subtitle), place)
    for text, place in reading.texts("series"):
        if entry.type != "article":
            draft.add_text("part_of", text, place)
    for text, place in reading.texts("volume"):
        draft.set("volume", text, place)
    for text, place in reading.texts("number", "issue"):
        is_own = entry.type in _NUMBERED and not reading.text("series", "journal", "journaltitle")
        is_report = entry.type in ("techreport", "report", "manual", "patent", "standard")
        if is_own or is_report:
            draft.set("report_number", text, place)
        elif reading.text("series") and not reading.text("journal", "journaltitle"):
            draft.set_number_in_series(text, place)
        else:
            draft.set("issue", text, place)
    for text, place in reading.texts("pages", "eid"):
        is_extent = entry.type in _BOOKS and text.isdecimal()
        if is_extent:
            draft.set("extent", extent_of(text), place)
        else:
            draft.set("page_range", page_range(text), place)


def _date(reading: EntryReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("date"):
        draft.set("issued", text, place)
    for text, place in reading.texts("year"):
        month, day = month_and_day(reading.text("month"))
        draft.set("issued", join_date(text, month, day or reading.text("day")), place)
    for text, place in reading.texts("date-modified", "modificationdate", "timestamp"):
        mailed = _MAIL_DATE.fullmatch(text)
        date = parse_full_date(mailed[1] if mailed else text[:10].replace(".", "-"))
        draft.set("modified", str(date) if date else "", place)


def _numbers(reading: EntryReading) -> None:
    draft = reading.draft
    for text, place in reading.verbatims("doi"):
        draft.add_doi(text, place)
    for text, place in reading.verbatims("isbn", "issn"):
        list(draft.add_numbers(text, place, (place.field or "").lower()))
    for text, place in reading.verbatims("eprint"):
        archive = reading.text("eprinttype", "archiveprefix")
        draft.add_local(f"{archive}:{text}" if archive else text, place)
    for text, place in reading.verbatims("urn", "pmid", "pmcid"):
        name = (place.field or "").lower()
        draft.add_local(text if name == "urn" else f"{name.upper()}:{text}", place)


def _addresses(reading: EntryReading) -> None:
    draft = reading.draft
    for text, place in reading.verbatims("url"):
        draft.add_pages(text, place)
    for field in reading.fields("howpublished", "note", "annote", "annotation"):
        for address in linked_addresses(field.text):
            draft.add_pages(address, reading.place(field))
        read_note(draft, field.text, reading.place(field))
    for text, place in reading.verbatims("howpublished"):
        if text.startswith(("http://", "https://", "www.")) and " " not in text:
            draft.add_pages(text, place)


def _words(reading: EntryReading) -> None:
    draft = reading.draft
    for text, place in reading.texts("langid", "language", "hyphenation"):
        if not draft.has("languages"):
            for language in re.split(r"[,;]| and ", text):
                draft.add_language(babel_language(language.strip()), place)
    for text, place in reading.texts("keywords", "keyword"):
        sign = ";" if ";" in text else ","
        for word in text.split(sign):
            draft.add_name("keywords", word, place)
