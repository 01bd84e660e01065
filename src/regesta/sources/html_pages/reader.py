"""The reader of web pages that were saved from a browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from regesta.findings import Finding, Severity
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.html_pages.addresses import without_relative
from regesta.sources.html_pages.as_listing import read_as_listing
from regesta.sources.html_pages.blocks import read_blocks
from regesta.sources.html_pages.items import read_items
from regesta.sources.html_pages.meta_tags import kind_of, read_meta_tags
from regesta.sources.html_pages.opening import open_page
from regesta.sources.html_pages.page import Page, left_out, parse
from regesta.sources.html_pages.source_lines import BurstingPageError
from regesta.sources.html_pages.structured_data import read_structured_data
from regesta.sources.reader import Unit, WholeFileReader

_COMPANION = re.compile(r"(?P<stem>.+)(?:_files|-Dateien|_fichiers|_archivos|_arquivos|\.files)")
_FEWEST_LISTED = 3
_MOST_FINDINGS = 20


class HtmlReader(WholeFileReader):
    """Reads a page by the JSON-LD in it, by selectors, by its meta tags, or as a list of titles.

    A file is one unit, since the headings above a publication may stand anywhere before it.
    """

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    options = ("item", "fields", "base", "headings", "json_ld")

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """Each page is one unit; what a browser saved beside a page for its looks is left out."""
        for unit in super().split(path, source):
            if isinstance(unit, Unit) and unit.path and _is_companion(unit.path, path):
                yield new_finding("html-companion-skipped", unit.place)
            else:
                yield unit

    def read_file(
        self, path: Path, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The records of a page, in their order."""
        opened = open_page(path, place)
        if isinstance(opened, Finding):
            yield opened
            return
        yield from opened.findings
        try:
            page = parse(opened.text, place, self.option(source, "base", ""))
        except BurstingPageError as error:
            yield new_finding(error.code, place, most=f"{error.most:,}")
            return
        for line in page.unclosed[:_MOST_FINDINGS]:
            yield new_finding("html-quote-unclosed", replace(place, line=line))
        yield from without_relative(self._read(page, source), place)

    def _read(self, page: Page, source: SourceSettings) -> Iterator[Record | Finding]:
        item, fields = self.option(source, "item", ""), self.option(source, "fields", {})
        themes = self.option(source, "headings", True)
        described = 0
        if self.option(source, "json_ld", True):
            for found in read_structured_data(page, source):
                described += isinstance(found, Record)
                yield found
        if described:
            code = "html-selectors-unused" if item or fields else "html-json-ld-read"
            yield new_finding(code, page.place, count=described)
        elif item or fields:
            yield from read_items(page, item, fields, source, themes=themes)
        else:
            yield from _read_plain(page, source, themes=themes)


def _read_plain(page: Page, source: SourceSettings, *, themes: bool) -> Iterator[Record | Finding]:
    """A page that neither describes itself nor is described by a curator."""
    kind = kind_of(page)
    blocks = read_blocks(page)
    if kind != "highwire":
        listed = read_as_listing(blocks, page.place, themes=themes)
        fewest = {"dublin-core": _FEWEST_LISTED, "open-graph": 1}.get(kind, 0)
        if listed.records >= fewest:
            yield from _left_out(page)
            yield from listed.results
            return
        # A grave fault, such as a page that is too long, is not hidden by its tags.
        yield from (
            each
            for each in listed.results
            if isinstance(each, Finding)
            and each.severity is Severity.VIOLATION
            and each.code != "no-publication"
        )
    yield from read_meta_tags(page, kind, source.name)
    if blocks:
        sample = " | ".join(block.text for block in blocks[:3])
        yield new_finding("html-tags-read", page.place, value=sample, count=len(blocks))


def _left_out(page: Page) -> Iterator[Finding]:
    """One finding on all that is the site's or is not shown."""
    pieces = left_out(page)
    if pieces:
        sample = " | ".join(pieces[:5])
        yield new_finding("html-left-out", page.place, value=sample, count=len(pieces))


def _is_companion(file: Path, folder: Path) -> bool:
    """Whether a file stands in the folder that a browser saves beside a page."""
    for parent in file.parents:
        found = _COMPANION.fullmatch(parent.name)
        if found and any(
            parent.with_name(found["stem"] + suffix).is_file() for suffix in HtmlReader.suffixes
        ):
            return True
        if parent == folder:
            return False
    return False
