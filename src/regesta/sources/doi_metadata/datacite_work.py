"""One DOI of DataCite as a record."""

import re
from collections.abc import Iterator

from regesta.findings import Finding
from regesta.records import Identifier, Place, Record, Text
from regesta.sources.doi_metadata.datacite_people import add_people
from regesta.sources.doi_metadata.datacite_relations import add_container, add_relations
from regesta.sources.doi_metadata.draft import Draft, first_text
from regesta.sources.json_values import Table, table_of, tables_of, text_of, texts_of
from regesta.sources.markup import plain_paragraphs, plain_text
from regesta.values.document_types import read_document_type
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import normalise_doi

_MAIN, _SUBTITLE = ("", "MainTitle"), "Subtitle"
_DATES = ("Issued", "Available", "Created", "Submitted", "Accepted", "Copyrighted")
_NO_VALUE = re.compile(r":(?:unav|unas|unkn|unap|unal|null|none|tba|etal)\b.*", re.IGNORECASE)


class DataciteWork:
    """Reads the attributes of a DOI into a draft."""

    def __init__(self, work: Table, place: Place) -> None:
        self._work = work
        self._draft = Draft(place)

    def record(self, source: str) -> Iterator[Record | Finding]:
        """The findings and the record."""
        work, draft = self._work, self._draft
        doi = draft.doi(work.get("doi") or self._doi_among_identifiers(), "doi")
        self._state(doi)
        self._titles()
        self._descriptions()
        add_people(draft, work)
        self._dates()
        self._kind()
        draft.add("languages", "language", texts_of(work.get("language")))
        draft.put("edition", "version", text_of(work.get("version")))
        draft.put("extent", "sizes", "; ".join(texts_of(work.get("sizes"))))
        self._subjects()
        self._regions()
        for page in texts_of(work.get("url")):
            draft.address("pages", "url", page)
        self._licence()
        self._identifiers(doi)
        add_container(draft, work)
        add_relations(draft, work)
        yield from draft.finish(source, doi)

    def _doi_among_identifiers(self) -> str:
        listed = tables_of(self._work.get("identifiers"))
        dois = [each for each in listed if text_of(each.get("identifierType")) == "DOI"]
        return next((text_of(each.get("identifier")) for each in dois), "")

    def _state(self, doi: str) -> None:
        state = text_of(self._work.get("state"))
        if state and state != "findable":
            self._draft.report("doi-not-findable", "state", doi, state=state)

    def _titles(self) -> None:
        draft = self._draft
        listed = [
            (text_of(each.get("titleType")), Text(title, text_of(each.get("lang")) or None))
            for each in tables_of(self._work.get("titles"))
            if (title := _said(plain_text(text_of(each.get("title")))))
        ]
        subtitles = [text for kind, text in listed if kind == _SUBTITLE]
        mains = [text for kind, text in listed if kind in _MAIN]
        joined = [self._with_subtitle(text, subtitles) for text in mains[:1]]
        if not joined and listed:
            joined = [listed[0][1]]
        translated = [text for kind, text in listed if kind == "TranslatedTitle"]
        # A translated title is a title in its language where that is said.
        draft.add("titles", "titles", [*joined, *(text for text in translated if text.language)])
        known = {*joined, *mains[:1], *translated, *(subtitles if mains else ())}
        others = [text for _, text in listed if text not in known]
        unsaid = [text for text in translated if not text.language]
        draft.add("alternative_titles", "titles", [*others, *unsaid])

    @staticmethod
    def _with_subtitle(title: Text, subtitles: list[Text]) -> Text:
        parts = [
            text.value
            for text in subtitles
            if text.language in (None, title.language)
            and text.value.casefold() not in title.value.casefold()
        ]
        return Text(": ".join((title.value, *parts)), title.language)

    def _descriptions(self) -> None:
        """Abstracts; where there is none, any other description but that of a series."""
        listed = [
            (text_of(each.get("descriptionType")), each)
            for each in tables_of(self._work.get("descriptions"))
        ]
        wanted = [each for kind, each in listed if kind == "Abstract"]
        wanted = wanted or [each for kind, each in listed if kind in ("Other", "", "Methods")]
        for each in wanted:
            written = each.get("description")
            text = _said(plain_paragraphs(written)) if isinstance(written, str) else ""
            language = text_of(each.get("lang")) or None
            self._draft.texts("abstracts", "descriptions", [text], language)

    def _dates(self) -> None:
        draft, dates = self._draft, tables_of(self._work.get("dates"))
        year = _said(text_of(self._work.get("publicationYear")))
        for kind in _DATES[:1]:
            written = [text_of(each.get("date")) for each in dates if each.get("dateType") == kind]
            for date in written:
                # A range is as precise as where it begins.
                draft.date("issued", "dates", date.partition("/")[0])
        draft.date("issued", "publicationYear", year)
        for kind in _DATES[1:]:
            if not draft.fields.get("issued"):
                written = [text_of(e.get("date")) for e in dates if e.get("dateType") == kind]
                draft.date("issued", "dates", next(iter(written), "").partition("/")[0])
        changed = [text_of(each.get("date")) for each in dates if each.get("dateType") == "Updated"]
        own = text_of(self._work.get("updated"))[:10]
        draft.date("modified", "updated", own or next(iter(changed), "")[:10])

    def _kind(self) -> None:
        """The provider's own word where it is known, else that of DataCite's list."""
        types = table_of(self._work.get("types"))
        own = _said(text_of(types.get("resourceType")))
        general = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text_of(types.get("resourceTypeGeneral")))
        kind = own if own and read_document_type(own) else general.lower() or own
        self._draft.put("document_type", "types", kind)

    def _subjects(self) -> None:
        subjects = [
            self._draft.name(word, "subjects", text_of(each.get("valueUri")) or None)
            for each in tables_of(self._work.get("subjects"))
            if (word := _said(plain_text(text_of(each.get("subject")))))
        ]
        self._draft.add("keywords", "subjects", subjects)

    def _regions(self) -> None:
        names = [
            self._draft.name(place, "geoLocations")
            for each in tables_of(self._work.get("geoLocations"))
            if (place := _said(plain_text(text_of(each.get("geoLocationPlace")))))
        ]
        self._draft.add("regions", "geoLocations", names)

    def _licence(self) -> None:
        for rights in tables_of(self._work.get("rightsList")):
            for written in (first_text(rights, "rightsUri"), first_text(rights, "rights")):
                if written and read_licence(written) and "info:eu-repo" not in written:
                    self._draft.put("licence", "rightsList", written)

    def _identifiers(self, doi: str) -> None:
        listed = [
            (text_of(each.get(f"{word}Type")).upper(), text_of(each.get(word)))
            for key, word in (
                ("identifiers", "identifier"),
                ("alternateIdentifiers", "alternateIdentifier"),
            )
            for each in tables_of(self._work.get(key))
        ]
        for kind, value in dict.fromkeys(listed):
            if normalise_doi(value) == doi and doi:
                continue
            if kind in ("ISBN", "ISSN"):
                self._draft.numbers(kind.lower(), "identifiers", [value])
            elif kind in ("URL", "URI") and value.startswith("http"):
                self._draft.address("pages", "identifiers", value)
            elif value:
                self._draft.add("identifiers", "identifiers", [Identifier("local", value)])


def _said(text: str) -> str:
    """The text, empty where it is one of the codes that DataCite has for what is unknown."""
    return "" if _NO_VALUE.fullmatch(text) else text
