"""Finds the lines of the site: menus, links to files, cookies, numbers of pages, the footer."""

from collections.abc import Sequence

from regesta.sources.listing.features import count_words, is_navigation
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import read_label, read_metadata
from regesta.sources.listing.words import fold, words

_LONGEST = 200
_LONG_WORDS = 6


def find_navigation(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines that are known to be the site's, and the whole footer once it has begun."""
    known = [_is_known(lines, index) for index in range(len(lines))]
    footer = _footer_start(lines, known)
    menu = _language_menu(lines)
    return [
        line
        for index, line in enumerate(lines)
        if line.fault is None and (known[index] or index >= footer or index in menu)
    ]


def _is_known(lines: Sequence[PageLine], index: int) -> bool:
    line = lines[index]
    if len(line.text) > _LONGEST or _is_label_of_next(lines, index):
        return False
    return is_navigation(fold(line.text)) and "http" not in line.text


def _is_label_of_next(lines: Sequence[PageLine], index: int) -> bool:
    """Whether a line such as "Abstract" stands over the text that it names."""
    label = read_label(lines[index].text)
    if not label or label.value or index + 1 == len(lines):
        return False
    return label.field == "abstract" and count_words(lines[index + 1].text) > _LONG_WORDS


def _footer_start(lines: Sequence[PageLine], known: Sequence[bool]) -> int:
    """The first line of the site after the last long line of the list, where the footer begins."""
    last = max(
        (
            index
            for index, line in enumerate(lines)
            if not known[index] and (line.fault or count_words(line.text) > _LONG_WORDS)
        ),
        default=-1,
    )
    for index in range(last + 1, len(lines)):
        if known[index] and not fold(lines[index].text).startswith(words().actions):
            return index if last >= 0 else len(lines)
    return len(lines)


def _language_menu(lines: Sequence[PageLine]) -> set[int]:
    """Three or more lines one after the other that each name a language, or one that names four."""
    menu: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        parts = read_metadata(line.text, frozenset()) if len(line.text) < _LONGEST else ()
        only = bool(parts) and ":" not in line.text and {p.field for p in parts} == {"languages"}
        run = [*run, index] if only else []
        if len(run) >= 3 or (only and len(parts) >= 4):
            menu.update(run)
    return menu
