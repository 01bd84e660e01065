"""One work of Crossref as a record."""

from collections.abc import Iterable, Iterator

from regesta.findings import Finding
from regesta.records import Place, Record
from regesta.sources.doi_metadata.crossref_people import add_people
from regesta.sources.doi_metadata.draft import Draft, first_text
from regesta.sources.doi_metadata.relation_kinds import CROSSREF_RELATIONS, REPLACING_UPDATES
from regesta.sources.json_values import Table, table_of, tables_of, text_of, texts_of
from regesta.sources.markup import plain_paragraphs, plain_text
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import normalise_doi

_DATES = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "posted",
    "approved",
    "content-created",
)
_LICENCE_ORDER = ("vor", "unspecified", "am", "stm-asf")
_RESOLVERS = ("http://dx.doi.org/", "https://dx.doi.org/", "https://doi.org/", "http://doi.org/")
_SIMPLE = {
    "volume": "volume",
    "issue": "issue",
    "edition": "edition-number",
    "report_number": "report-number",
}


class CrossrefWork:
    """Reads the fields of a work into a draft."""

    def __init__(self, work: Table, place: Place, with_references: bool) -> None:
        self._work = work
        self._draft = Draft(place)
        self._with_references = with_references

    def record(self, source: str) -> Iterator[Record | Finding]:
        """The findings and the record."""
        work, draft = self._work, self._draft
        doi = draft.doi(work.get("DOI"), "DOI")
        self._titles()
        add_people(draft, work)
        self._dates()
        self._kind()
        for field, key in _SIMPLE.items():
            draft.put(field, key, text_of(work.get(key)))
        draft.put(
            "issue", "journal-issue", text_of(table_of(work.get("journal-issue")).get("issue"))
        )
        draft.put("page_range", "page", text_of(work.get("page")))
        draft.put("page_range", "article-number", text_of(work.get("article-number")))
        draft.numbers("isbn", "ISBN", texts_of(work.get("ISBN")))
        draft.numbers("issn", "ISSN", texts_of(work.get("ISSN")))
        draft.add(
            "publication_places", "publisher-location", texts_of(work.get("publisher-location"))
        )
        subjects = (draft.name(word, "subject") for word in texts_of(work.get("subject")))
        draft.add("keywords", "subject", subjects)
        self._addresses(doi)
        self._licence()
        self._relations()
        self._updates()
        yield from draft.finish(source, doi)

    def _titles(self) -> None:
        work, draft = self._work, self._draft
        language = text_of(work.get("language")) or None
        main, *others = [plain_text(text) for text in texts_of(work.get("title"))] or [""]
        subtitles = [plain_text(text) for text in texts_of(work.get("subtitle"))]
        added = [text for text in subtitles if text.casefold() not in main.casefold()]
        full = ": ".join([main, *added]) if main else ""
        draft.texts("titles", "title", [full], None)
        draft.add("languages", "language", [language] if language else [])
        alternatives = [plain_text(text) for text in texts_of(work.get("original-title"))]
        shorts = [plain_text(text) for text in texts_of(work.get("short-title"))]
        listed = [text for text in [*others, *alternatives, *shorts] if text not in (main, full)]
        draft.texts("alternative_titles", "original-title", listed, None)
        abstracts = [plain_paragraphs(text) for text in self._abstracts()]
        draft.texts("abstracts", "abstract", abstracts, None)
        containers = [plain_text(text) for text in texts_of(work.get("container-title"))]
        draft.texts("part_of", "container-title", containers, None)

    def _abstracts(self) -> list[str]:
        value = self._work.get("abstract")
        listed = value if isinstance(value, list) else [value]
        return [text for text in listed if isinstance(text, str)]

    def _dates(self) -> None:
        for key in _DATES:
            if self._draft.date("issued", key, date_text(self._work.get(key))):
                break
        changed = text_of(table_of(self._work.get("deposited")).get("date-time"))[:10]
        self._draft.date("modified", "deposited", changed)

    def _kind(self) -> None:
        kind = first_text(self._work, "subtype") or first_text(self._work, "type")
        self._draft.put("document_type", "type", kind.replace("-", " "))

    def _addresses(self, doi: str) -> None:
        primary = table_of(table_of(self._work.get("resource")).get("primary"))
        pages = (("resource", primary.get("URL")), ("URL", self._work.get("URL")))
        for key, value in pages:
            page = text_of(value)
            is_resolver = page.startswith(_RESOLVERS)
            if not is_resolver or (not doi and normalise_doi(page)):
                self._draft.address("pages", key, page)

    def _licence(self) -> None:
        """The licence of the version of record, not that for mining texts."""
        listed = tables_of(self._work.get("license"))
        for version in _LICENCE_ORDER:
            for licence in listed:
                address = text_of(licence.get("URL"))
                if text_of(licence.get("content-version")) == version and read_licence(address):
                    self._draft.put("licence", "license", address)

    def _relations(self) -> None:
        for name, listed in table_of(self._work.get("relation")).items():
            for related in tables_of(listed):
                kind = CROSSREF_RELATIONS.get(name, "relation")
                target = text_of(related.get("id"))
                if text_of(related.get("id-type")) in ("doi", "uri", "") or normalise_doi(target):
                    self._draft.relation(kind, f"relation {name}", target)
                elif target:
                    self._draft.report("doi-relation-unusable", f"relation {name}", target)
        if self._with_references:
            for reference in tables_of(self._work.get("reference")):
                self._draft.relation("references", "reference", text_of(reference.get("DOI")))

    def _updates(self) -> None:
        """What this work changes in others, and what others change in it."""
        for update in tables_of(self._work.get("update-to")):
            kind = "replaces" if text_of(update.get("type")) in REPLACING_UPDATES else "relation"
            self._draft.relation(kind, "update-to", text_of(update.get("DOI")))
        for update in tables_of(self._work.get("updated-by")):
            kind, notice = text_of(update.get("type")), text_of(update.get("DOI"))
            replaces = kind in (*REPLACING_UPDATES, "retraction", "withdrawal", "removal")
            self._draft.relation("isReplacedBy" if replaces else "relation", "updated-by", notice)
            if kind in ("retraction", "withdrawal", "removal"):
                self._draft.report("doi-retracted", "updated-by", notice, kind=kind)


def date_text(value: object) -> str:
    """The first of the dates that lists of year, month and day give, as precise as they are."""
    return next(_dates(table_of(value).get("date-parts")), "")


def _dates(value: object) -> Iterator[str]:
    for parts in value if isinstance(value, list) else ():
        numbers = _numbers(parts if isinstance(parts, list) else [parts])
        if numbers:
            year, *rest = numbers
            yield "-".join((year.zfill(4), *(number.zfill(2) for number in rest[:2])))


def _numbers(parts: Iterable[object]) -> list[str]:
    numbers: list[str] = []
    for part in parts:
        text = text_of(part)
        if not text or (numbers and text == "0"):
            break
        numbers.append(text)
    return numbers
