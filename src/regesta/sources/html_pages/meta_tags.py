"""What the tags in the head of a publication's own page say: Highwire, Dublin Core, Open Graph."""

import re
from collections.abc import Iterator

from regesta.findings import Finding
from regesta.records import Record
from regesta.sources.html_pages.drafting import Draft, Value
from regesta.sources.html_pages.page import Page, attribute, line_of
from regesta.sources.listing.lines import clean
from regesta.values.standard_numbers import normalise_doi

_HIGHWIRE = {
    "title": "title", "author": "creators", "authors": "creators", "editor": "contributors",
    "publication_date": "issued", "date": "issued", "online_date": "issued", "year": "issued",
    "journal_title": "series", "series_title": "series", "book_title": "series",
    "inbook_title": "series", "conference_title": "series", "volume": "volume",
    "issue": "issue", "doi": "doi", "isbn": "isbn", "issn": "issn", "publisher": "publishers",
    "technical_report_institution": "publishers", "dissertation_institution": "publishers",
    "technical_report_number": "report_number", "language": "languages",
    "keywords": "keywords", "abstract": "abstract", "abstract_html_url": "url",
    "public_url": "url", "pdf_url": "url",
}  # fmt: skip
_DUBLIN_CORE = {
    "title": "title", "title.alternative": "alternative", "alternative": "alternative",
    "creator": "creators", "contributor": "contributors", "publisher": "publishers",
    "subject": "keywords", "description": "abstract", "description.abstract": "abstract",
    "abstract": "abstract", "date": "issued", "date.issued": "issued", "issued": "issued",
    "date.modified": "modified", "modified": "modified", "type": "type",
    "language": "languages", "rights": "licence", "license": "licence",
    "rights.license": "licence", "coverage.spatial": "regions", "spatial": "regions",
    "ispartof": "series", "relation.ispartof": "series", "format.extent": "extent",
    "extent": "extent",
}  # fmt: skip
_OPEN_GRAPH = {
    "og:title": "title", "og:description": "abstract", "og:url": "url",
    "article:published_time": "issued", "article:modified_time": "modified",
    "book:author": "creators", "book:isbn": "isbn", "book:release_date": "issued",
    "author": "creators", "description": "abstract", "keywords": "keywords",
}  # fmt: skip
_ONCE = frozenset({"title", "abstract", "issued", "modified", "type", "licence", "volume", "issue",
                   "extent", "report_number"})  # fmt: skip
_KINDS = ("highwire", "dublin-core", "open-graph")
_PREFIX = re.compile(r"(?:dc|dcterms)[.:](?P<name>.+)")
_DATE = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")


def read_meta_tags(page: Page, kind: str, source: str) -> Iterator[Record | Finding]:
    """The record of a landing page by its tags of a kind that `kind_of` gives.

    A weaker kind only adds what a stronger one does not have.
    """
    tables = [_HIGHWIRE, _DUBLIN_CORE, _OPEN_GRAPH]
    draft = Draft(page.place)
    for table in tables[_KINDS.index(kind) :]:
        known = {key for key in draft.values if draft.has(key)}
        for name, value in _tags(page):
            key = _key(table, name)
            if key and key not in known and not (key in _ONCE and draft.has(key)):
                draft.add(key, value, name)
            elif table is _DUBLIN_CORE and name.partition(".")[2].startswith("identifier"):
                _add_identifier(draft, value, name)
    _add_pages(page, draft)
    yield from draft.build(source)


def kind_of(page: Page) -> str:
    """The strongest kind of tags with a title that a page has; empty if there is none."""
    names = {name for name, value in _tags(page) if value.text}
    if "citation_title" in names:
        return "highwire"
    if any(_key(_DUBLIN_CORE, name) == "title" for name in names):
        return "dublin-core"
    return "open-graph" if "og:title" in names else ""


def _tags(page: Page) -> Iterator[tuple[str, Value]]:
    for node in page.tree.css("meta[content]"):
        name = (attribute(node, "name") or attribute(node, "property")).lower()
        text = clean(attribute(node, "content"))
        if name and text:
            yield name, Value(_iso(text), line_of(node), attribute(node, "lang"))


def _iso(text: str) -> str:
    """A date with slashes as Highwire has it, in ISO 8601."""
    found = _DATE.fullmatch(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


def _key(table: dict[str, str], name: str) -> str:
    if table is _HIGHWIRE:
        return table.get(name.removeprefix("citation_"), "") if "citation_" in name else ""
    if table is _DUBLIN_CORE:
        found = _PREFIX.fullmatch(name)
        return table.get(found["name"], "") if found else ""
    return table.get(name, "")


def _add_identifier(draft: Draft, value: Value, name: str) -> None:
    if normalise_doi(value.text):
        draft.add("doi", value, name)
    elif value.text.startswith(("http://", "https://")):
        draft.add("url", value, name)
    elif value.text.lower().startswith("isbn"):
        draft.add("isbn", value, name)


def _add_pages(page: Page, draft: Draft) -> None:
    """Add where in its journal it stands, and the page itself where no tag says an address."""
    tags = dict(reversed(list(_tags(page))))
    first, last = (tags.get(f"citation_{end}page") for end in ("first", "last"))
    if first and not draft.has("page_range"):
        pages = "-".join(dict.fromkeys(each.text for each in (first, last) if each))
        draft.add("page_range", Value(pages, first.line), "citation_firstpage")
    if page.address and not draft.has("url"):
        draft.add("url", Value(page.address, 1), "canonical")
