"""What the listing reader tells a curator about lines that are in no record."""

from collections.abc import Sequence
from dataclasses import replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.listing.features import count_words
from regesta.sources.listing.lines import PageLine

_SHORT = 4


def navigation_skipped(line: PageLine, place: Place) -> Finding:
    """The line was known to be the site's own."""
    return _at("navigation-skipped", line, place)


def not_part_of_item(line: PageLine, place: Place) -> Finding:
    """The line was given no part; a short one is most likely of a menu."""
    if count_words(line.text) <= _SHORT:
        return navigation_skipped(line, place)
    return _at("text-not-understood", line, place)


def introduction(line: PageLine, place: Place) -> Finding:
    """The paragraph stands under no title."""
    return _at("text-under-no-title", line, place)


def label_unknown(line: PageLine, place: Place, label: str) -> Finding:
    """The line says what it is, in a word that is not known or with nothing after it."""
    there = replace(place, line=line.number)
    return new_finding("label-unknown", there, value=line.whole, label=label)


def value_ignored(line: PageLine, place: Place, value: str, kept: str) -> Finding:
    """The publication has had another value for this already."""
    there = replace(place, line=line.number)
    return new_finding("value-ignored", there, value=value, kept=kept)


def no_publication(place: Place, lines: Sequence[PageLine]) -> Finding:
    """The page has text, but no title."""
    shown = lines[0].whole if lines else ""
    return new_finding("page-without-publication", place, value=shown)


def page_of_data(line: PageLine, place: Place) -> Finding:
    """The file is of a format made for programs, whose text would give records of nonsense."""
    return _at("page-of-data", line, place)


def page_too_long(line: PageLine, place: Place, longest: int) -> Finding:
    """The page has more lines than are read."""
    there = replace(place, line=line.number)
    return new_finding("page-too-long", there, value=line.whole, longest=f"{longest:,}")


def _at(message: str, line: PageLine, place: Place) -> Finding:
    return new_finding(message, replace(place, line=line.number), value=line.whole)
