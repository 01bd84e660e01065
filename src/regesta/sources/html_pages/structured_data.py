"""The publications that a page describes in JSON-LD within it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.findings import Finding, Severity
from regesta.messages import new_finding
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.html_pages.page import Page
from regesta.sources.rdf import read_json_ld

_WRAPPED = re.compile(
    r"\A\s*(?:/[/*]\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?:/[/*]\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*\Z"
)
_SCRIPTS = 'script[type^="application/ld+json" i]'
_OF_A_PAGE = "webpage"
_LOCAL = "file:"


def read_structured_data(page: Page, source: SourceSettings) -> Iterator[Record | Finding]:
    """The records and findings of all JSON-LD of a page.

    A page describes itself as a page as a rule, which makes no publication.
    """
    for script in page.tree.css(_SCRIPTS):
        text = "".join(node.text_content or "" for node in script.iter(include_text=True))
        text = _WRAPPED.sub("", text)
        if not text.strip():
            continue
        place = page.at(script)
        for found in read_json_ld(text, place, source):
            if isinstance(found, Finding):
                is_whole = found.severity is Severity.VIOLATION and not found.record_title
                yield _broken(found) if is_whole else found
            elif found.document_type == _OF_A_PAGE:
                yield new_finding("html-json-ld-of-page", place, value=found.title)
            else:
                yield _of_page(found, page)


def _broken(finding: Finding) -> Finding:
    """The finding as a warning, since the page may be read in another way."""
    return new_finding(
        "html-json-ld-broken", finding.place, value=finding.value, reason=finding.message
    )


def _of_page(record: Record, page: Page) -> Record:
    """The record with whole addresses; an identifier that holds within the page only is none."""
    key = record.place.key or ""
    pages = tuple(page.link(each.removeprefix("file:///")) for each in record.pages)
    is_local = key.startswith(_LOCAL)
    return replace(
        record,
        identifier="" if is_local else record.identifier,
        pages=tuple(each for each in pages if each),
        place=replace(record.place, key=None if is_local else record.place.key),
    )
