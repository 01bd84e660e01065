"""The reader of publication lists copied from web pages as plain text."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from regesta.findings import Finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.decoding import Line, read_lines
from regesta.sources.listing import reports
from regesta.sources.listing.assembly import read_item
from regesta.sources.listing.features import see, words_in_lower_case
from regesta.sources.listing.items import Grouped, SeenLine, date_by_titles, group, head_by_years
from regesta.sources.listing.labelled import join_labels
from regesta.sources.listing.layout import find_roles
from regesta.sources.listing.lines import PageLine, read_page, without
from regesta.sources.listing.navigation import find_navigation, leads_on
from regesta.sources.listing.paragraphs import find_years, mark_lists, unwrap
from regesta.sources.listing.references import read_references
from regesta.sources.listing.tables import read_tables
from regesta.sources.listing.texts import title_text
from regesta.sources.reader import WholeFileReader, with_record

LONGEST_PAGE = 50_000
"""The most lines with text that are read as one page."""

_DATA = re.compile(
    r"<\?xml\b|<[\w:.-]+\s[^>]*\bxmlns\b|[\[{]\s*(?:[\"{]|$)"
    r"|FN (?:Clarivate|Thomson Reuters|ISI) "
)
"""How a file of XML, of JSON or of the Web of Science's tagged fields begins."""


class ListingReader(WholeFileReader):
    """Reads any page that lists publications, in any layout, language and script.

    Each line with text ends in a record, or in a finding: `navigation-skipped` (info) for what
    belongs to the site, `text-not-understood` (warning) for what could not be given a part.
    """

    name = "listing"
    suffixes = (".txt", ".text", ".md")

    def read_file(
        self, path: Path, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The records of a page, in their order."""
        lines: list[PageLine] = []
        refused = False
        for line in read_page(_listed(path, place), place):
            if isinstance(line, Finding):
                refused = refused or line.place.line is None
                yield line
            elif len(lines) < LONGEST_PAGE:
                lines.append(line)
            else:
                yield reports.page_too_long(line, place, LONGEST_PAGE)
                break
        if lines and _DATA.match(lines[0].whole):
            yield reports.page_of_data(lines[0], place)
        elif not refused:
            yield from read_listing(lines, place)


def _listed(path: Path, place: Place) -> Iterator[Line | Finding]:
    """The lines of a page, its tables and references taken apart."""
    return read_references(read_tables(read_lines(path, place), place))


def read_listing(lines: list[PageLine], place: Place) -> Iterator[Record | Finding]:
    """The records and findings of one page, whose lines these are."""
    page, page_words = take_apart(lines)
    yield from (reports.navigation_skipped(line, place) for line in page.site)
    yield from _outside(page, place)
    for item in page.items:
        faults = [line.fault for line in item.lines() if line.fault]
        draft = read_item(item, place, page_words)
        title = title_text(item.titles)
        yield from (with_record(finding, title) for finding in (*faults, *draft.findings))
        if not faults:
            yield draft.record(place, item.titles[0].number)
    if not page.items:
        yield reports.no_publication(place, lines)


def take_apart(lines: list[PageLine]) -> tuple[Grouped, frozenset[str]]:
    """A page's lines by their part, none lost, and the words that it writes in lower case."""
    site = find_navigation(lines)
    closing = {line.number for line in site if leads_on(line)}
    rest = without(lines, {line.number for line in site}, closing)
    years = find_years(rest)
    listed = without(rest, {line.number for line in years}, set())
    kept = mark_lists(join_labels(unwrap(listed)))
    page_words = words_in_lower_case(kept)
    seen = [SeenLine(line, see(line, page_words)) for line in kept]
    page = group(seen, find_roles(kept, [one.features for one in seen]))
    head_by_years(page, years)
    date_by_titles(page)
    page.site.extend(site)
    return page, page_words


def _outside(page: Grouped, place: Place) -> Iterator[Finding]:
    for line in chain(page.headings, page.navigation, page.introductions):
        if line.fault:
            yield line.fault
    yield from (reports.not_part_of_item(line, place) for line in page.navigation)
    yield from (reports.introduction(line, place) for line in page.introductions)
    under = {heading.number for item in page.items for heading in item.headings}
    unused = (heading for heading in page.headings if heading.number not in under)
    yield from (reports.not_part_of_item(line, place) for line in unused)
