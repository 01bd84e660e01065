"""Joins labels that stand on a line of their own to what they label."""

from collections.abc import Iterable
from dataclasses import replace

from regesta.sources.listing.features import count_words
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import Label, read_label

_LONGEST_VALUE = 12
_CLEAR = frozenset({"abstract", "creators", "contributors", "publishers", "tags"})
_OF_ONE = frozenset(
    {"abstract", "title", "issued", "modified", "document_type", "licence", "extent"}
)


def join_labels(lines: Iterable[PageLine]) -> list[PageLine]:
    """The lines with "Authors:" and the lines below it made into labelled lines.

    A label for one value takes the next line; one for a list takes the short lines below it, up to
    a blank line or another label.
    """
    joined: list[PageLine] = []
    label: PageLine | None = None
    field, taken = "", 0
    for line in lines:
        found = read_label(line.text)
        ends = label is not None and not _belongs(line, label, field, taken, found)
        if label is not None and ends and not taken:
            joined.append(label)
        if ends:
            label = None
        if label is not None:
            joined.append(_labelled(label, line, first=taken == 0))
            taken += 1
        elif found and not found.value and _is_label(line, found):
            label, field, taken = line, found.field, 0
        else:
            joined.append(line)
    if label is not None and not taken:
        joined.append(label)
    return joined


def _is_label(line: PageLine, found: Label) -> bool:
    return line.text.endswith((":", "：")) or found.field in _CLEAR


def _belongs(line: PageLine, label: PageLine, field: str, taken: int, found: Label | None) -> bool:
    if found is not None or (line.gap and not label.gap):
        return False
    if field == "abstract":
        return taken == 0
    if count_words(line.text) > _LONGEST_VALUE and field != "title":
        return False
    return taken == 0 or (not line.gap and field not in _OF_ONE)


def _labelled(label: PageLine, line: PageLine, *, first: bool) -> PageLine:
    start = label.text.rstrip(" :：") + ": "
    gap = label.gap if first else line.gap
    also = (*line.also, *(label.numbers if first else ()))
    return replace(line, text=start + line.text, whole=start + line.whole, gap=gap, also=also)
