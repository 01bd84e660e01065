"""What the listing reader tells a curator about lines that are in no record."""

from collections.abc import Sequence
from dataclasses import replace

from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.sources.listing.features import count_words
from regesta.sources.listing.lines import PageLine

_SHOWN = 200
_SHORT = 4


def navigation_skipped(line: PageLine, place: Place) -> Finding:
    """The line was known to be the site's own."""
    return Finding(
        code="navigation-skipped",
        severity=Severity.INFO,
        message="This line belongs to the site and not to a publication; it was skipped.",
        place=replace(place, line=line.number),
        value=line.whole[:_SHOWN],
    )


def not_part_of_item(line: PageLine, place: Place) -> Finding:
    """The line was given no part; a short one is most likely of a menu."""
    if count_words(line.text) <= _SHORT:
        return navigation_skipped(line, place)
    return _not_understood(line, place, "This line seems to belong to no publication.")


def introduction(line: PageLine, place: Place) -> Finding:
    """The paragraph stands under no title."""
    return _not_understood(
        line, place, "This text stands under no title, so it belongs to no publication."
    )


def label_unknown(line: PageLine, place: Place, label: str) -> Finding:
    """The line says what it is, in a word that is not known or with nothing after it."""
    return Finding(
        code="label-unknown",
        severity=Severity.WARNING,
        message=f"The label “{label}” is not known or has no value; its line was not read.",
        place=replace(place, line=line.number),
        value=line.whole[:_SHOWN],
        expected="a label such as Author, Date, Country, Publisher, Tags or Language",
        remedy="Use one of these labels, or delete the line.",
    )


def value_ignored(line: PageLine, place: Place, value: str, kept: str) -> Finding:
    """The publication has had another value for this already."""
    return Finding(
        code="value-ignored",
        severity=Severity.WARNING,
        message=f"A publication has one such value; “{kept}” stands before it and was kept.",
        place=replace(place, line=line.number),
        value=value[:_SHOWN],
        remedy="Delete the value that does not hold.",
    )


def no_publication(place: Place, lines: Sequence[PageLine]) -> Finding:
    """The page has text, but no title."""
    return Finding(
        code="no-publication",
        severity=Severity.VIOLATION,
        message="No publication was recognised on this page.",
        place=place,
        value=lines[0].whole[:_SHOWN] if lines else "",
        expected="titles, each on a line of its own, with its abstract below it",
        remedy="Copy the part of the page that lists the publications, or name another reader.",
    )


def page_too_long(line: PageLine, place: Place, longest: int) -> Finding:
    """The page has more lines than are read."""
    return Finding(
        code="page-too-long",
        severity=Severity.VIOLATION,
        message=f"The page has more than {longest:,} lines; from this line on it was not read.",
        place=replace(place, line=line.number),
        value=line.whole[:_SHOWN],
        remedy="Divide the page into several files in one folder.",
    )


def _not_understood(line: PageLine, place: Place, message: str) -> Finding:
    return Finding(
        code="text-not-understood",
        severity=Severity.WARNING,
        message=message,
        place=replace(place, line=line.number),
        value=line.whole[:_SHOWN],
        remedy="Delete it if it is no part of a publication; else put its title on the line above.",
    )
