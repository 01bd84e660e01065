"""Finds the lines of the site: menus, links to files, cookies, numbers of pages, the footer."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from regesta.sources.listing.features import count_words, is_body
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import read_label, read_metadata
from regesta.sources.listing.site_lines import file_action, is_navigation
from regesta.sources.listing.words import fold, words

_LONGEST = 200
_LONG_WORDS = 6
_LONGEST_NAME = 20


def find_navigation(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines that are known to be the site's, and the whole footer once it has begun."""
    known = [_is_known(lines, index) for index in range(len(lines))]
    known = _with_menus(lines, _with_head(lines, _with_repeated_files(lines, known)))
    footer = _footer_start(lines, known)
    menu = _language_menu(lines)
    return [
        line
        for index, line in enumerate(lines)
        if line.fault is None and (known[index] or index >= footer or index in menu)
    ]


def leads_on(line: PageLine) -> bool:
    """Whether a line of the site leads on to a publication, and so closes its item."""
    folded = fold(line.text)
    return folded.startswith(words().actions) or folded.endswith(words().actions)


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


def _with_repeated_files(lines: Sequence[PageLine], known: list[bool]) -> list[bool]:
    """And the links to files that say the same more than once, in whatever language."""
    actions = [file_action(line.text) if len(line.text) < _LONGEST else None for line in lines]
    counts = Counter(action for action in actions if action)
    return [
        one or (counts[action] > 1 and count_words(action) < _LONG_WORDS if action else False)
        for one, action in zip(known, actions, strict=True)
    ]


def _with_head(lines: Sequence[PageLine], known: list[bool]) -> list[bool]:
    """And the lines of the site's head: its name and unknown entries above known ones.

    What stands before the first known one, and of topics' words only, is kept as a heading; so is
    the last line of a menu that has the site's home in it.
    """
    found = list(known)
    for start, end in _blocks(lines):
        last = max((at for at in range(start, end) if _is_site(lines[at], known[at])), default=-1)
        if last < 0 or any(_is_text(lines[at]) and not known[at] for at in range(start, end)):
            break
        first = next(at for at in range(start, end) if known[at])
        opening = [at for at in range(start, first) if _is_topic(lines[at].text)]
        if any(fold(lines[at].text) in words().breadcrumb_roots for at in range(start, end)):
            last = max(last, end - 2)
        count = sum(known[start : last + 1])
        if count > 1 or any(is_body(lines[at].text, _LONGEST_NAME) for at in range(start, last)):
            found[start : last + 1] = [at not in opening for at in range(start, last + 1)]
            if last + 1 < end and _is_order(lines[last + 1].text):
                found[last + 1] = True
    return found


def _is_site(line: PageLine, known: bool) -> bool:
    return known and not leads_on(line)


def _is_text(line: PageLine) -> bool:
    """Whether it is too long for a name of the site."""
    return count_words(line.text) > _LONGEST_NAME or line.fault is not None


def _is_topic(text: str) -> bool:
    is_common = all(word in words().common for word in fold(text).split() if len(word) > 3)
    return is_common and not is_body(text, _LONGEST_NAME)


def _is_order(text: str) -> bool:
    """Whether it names a field that a list may be sorted by, as "Date" does."""
    label = read_label(text)
    return label is not None and not label.value and label.field in ("issued", "creators", "title")


def _with_menus(lines: Sequence[PageLine], known: list[bool]) -> list[bool]:
    """Lines of a menu that is not known whole: below each other at the top, all short.

    There must be a heading after the menu, else the last of its lines may be the heading.
    """
    found = list(known)
    for start, end in _blocks(lines):
        block = range(start, end)
        if any(count_words(lines[index].text) > _LONG_WORDS for index in block):
            break
        unknown = sum(not known[index] for index in block)
        if (
            unknown < len(block)
            and _is_heading(lines, known, end)
            and (unknown > 1 or known[end - 1])
        ):
            found[start:end] = [True] * (end - start)
    return found


def _is_heading(lines: Sequence[PageLine], known: Sequence[bool], index: int) -> bool:
    """Whether a short line stands alone there, with more of the page below it."""
    alone = index + 1 < len(lines) and lines[index + 1].gap > 0
    return alone and not known[index] and count_words(lines[index].text) <= _LONG_WORDS


def _blocks(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """The first and one past the last line of each run of lines without a blank one."""
    starts = [index for index, line in enumerate(lines) if index == 0 or line.gap]
    return list(pairwise([*starts, len(lines)]))


def _footer_start(lines: Sequence[PageLine], known: Sequence[bool]) -> int:
    """Where the footer begins: from there on lines are short, and at least half are the site's."""
    start = len(lines)
    count = 0
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if not known[index] and (line.fault or count_words(line.text) > _LONG_WORDS):
            break
        count += known[index]
        if known[index] and not leads_on(line) and 2 * count >= len(lines) - index:
            start = index
    return start if start > 0 else len(lines)


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
