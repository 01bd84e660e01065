"""Judges what is well formed and yet cannot be meant: a title that is none, a date to come."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Record
from regesta.values.dates import WrittenDate, read_date
from regesta.values.standard_numbers import normalise_doi, normalise_isbn, normalise_issn
from regesta.values.texts import iri_fault

_PLACEHOLDER: Final = re.compile(
    r"(?:n\s?/\s?a|n\.\s?a\.|tbc|tbd|tba|todo|to be (?:completed|confirmed|determined|added)"
    r"|nan|no title|untitled|sans titre|à compléter|sin título|xxx+|lorem ipsum.*)[.…!]*",
    re.IGNORECASE,
)
_NUMBERS: Final = (normalise_doi, normalise_isbn, normalise_issn)
_NO_LETTER: Final = "PNZ"
"""Punctuation, numbers and spaces, by the first letters of their categories in Unicode."""

_MOST_WORDS: Final = 15
_EARLIEST: Final = 1400


def judge_titles(record: Record) -> Iterator[Finding]:
    """A finding for each title that stands for none, or is a number or an address."""
    for title in record.titles:
        value, place = title.value.strip(), record.place_of("titles")
        if _PLACEHOLDER.fullmatch(value):
            yield new_finding("title-placeholder", place, value=value)
        elif any(normalise(value) for normalise in _NUMBERS) or not iri_fault(value):
            yield new_finding("title-number", place, value=value)
        elif value and all(category(sign)[0] in _NO_LETTER for sign in value):
            yield new_finding("title-without-letters", place, value=value)


def judge_names(record: Record) -> Iterator[Finding]:
    """A finding for each name that is far too long for one."""
    for contributor in (*record.creators, *record.contributors):
        if len(contributor.name.value.split()) > _MOST_WORDS:
            name = contributor.name
            yield new_finding("name-doubtful", name.place, value=name.value)


def judge_year(record: Record, latest: int) -> Iterator[Finding]:
    """A finding where the date of publication is after the latest year, or before printing."""
    date = read_date(record.issued) if record.issued else None
    if isinstance(date, WrittenDate) and not _EARLIEST <= date.year <= latest:
        yield new_finding(
            "date-doubtful",
            record.place_of("issued"),
            value=record.issued or "",
            earliest=_EARLIEST,
            latest=latest,
        )
