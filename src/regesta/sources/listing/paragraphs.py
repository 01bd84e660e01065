"""Paragraphs that a page breaks into lines: wrapped at a width, or set as lists within a text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from regesta.sources.listing.dates import read_date
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import read_metadata

_WIDEST = 100
_FEWEST_WRAPPED = 3
_SLACK = 3
_ANNOUNCES = 30


def find_years(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines that head a section by its year or month.

    They stand alone between blank lines on a page where not every line does.
    """
    if sum(line.gap == 0 for line in lines[1:]) * _FEWEST_WRAPPED < len(lines):
        return []
    return [
        line
        for index, line in enumerate(lines[:-1])
        if _is_period(line.text) and (line.gap or index == 0) and lines[index + 1].gap
    ]


def _is_period(text: str) -> bool:
    """Whether a text is a year, or a month of a year."""
    return len(text) < _ANNOUNCES and len(read_date(text) or "") in (len("2021"), len("2021-03"))


def unwrap(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines with those joined that were broken at a fixed width, as in mail and print.

    A page is taken as broken so where lines of nearly its greatest length go on in lower case. A
    line goes on where the first word of the next would not have fitted.
    """
    width = max((len(line.whole) for line in lines), default=0)
    pairs = [(one, two) for one, two in pairwise(lines) if not two.gap and not two.mark]
    goes_on = [two for one, two in pairs if len(one.whole) > 0.7 * width and two.text[:1].islower()]
    if width > _WIDEST or len(goes_on) < _FEWEST_WRAPPED:
        return list(lines)
    joined: list[PageLine] = []
    length = 0
    for line in lines:
        fits = length + 1 + len(line.text.partition(" ")[0]) <= width - _SLACK
        length = len(line.whole)
        if fits or line.gap or line.mark or not joined or read_metadata(line.text, frozenset()):
            joined.append(line)
        else:
            joined[-1] = _joined(joined[-1], line)
    return joined


def mark_lists(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, with those told of that a text announces by a colon and sets below each other."""
    marked: list[PageLine] = []
    for line in lines:
        before = marked[-1] if marked else None
        follows = before is not None and line.mark != "" and line.gap == 0
        listed = follows and before is not None and (before.listed or _announces(before))
        marked.append(replace(line, listed=listed))
    return marked


def _announces(line: PageLine) -> bool:
    return line.text.endswith((":", "：")) and len(line.text) > _ANNOUNCES


def _joined(line: PageLine, more: PageLine) -> PageLine:
    return replace(
        line,
        text=f"{line.text} {more.text}",
        whole=f"{line.whole} {more.whole}",
        fault=line.fault or more.fault,
        closes=more.closes,
        also=(*line.also, *more.numbers),
    )
