"""What a line of the site looks like on its own: a menu's entry, a trail of pages, a link, a pager.

`navigation` decides with a line's neighbours.
"""

import re

from regesta.sources.listing.words import fold, words

_SIGNS = " .:»›>→«‹<←|+-–—•·…▾▼⌄×✕↑↓▲"
_CRUMB = re.compile(r"\s*[>›»→/|\\«‹←•·]\s*")
_TRAIL = re.compile(r"\s+[>›»→]\s+")
_BETWEEN = re.compile(r"\s*(?:[,،、，/&]|\s-\s)\s*")
_FORMAT = r"(?:pdf|docx?|xlsx?|epub)"
_FILE = re.compile(
    rf"[^.?!]{{0,24}}\b{_FORMAT}\b(?:[\s,:|(–-]*[\d.,]+\s*\w{{1,3}}\)?)?[^.?!(\[]{{0,12}}"
)
_TRAIL_WORDS = 8
_MENU_WORDS = 4
_FILE_WORDS = 4


def is_navigation(folded: str) -> bool:
    """Whether a folded line is one that the site wrote, not the publication."""
    bare = folded.strip(_SIGNS)
    if not bare or bare in words().navigation or words().navigation_pattern.fullmatch(folded):
        return True
    return _is_trail(folded) or _is_row(bare) or _is_pager(bare) or _is_file(bare)


def _is_trail(folded: str) -> bool:
    """Whether it is a trail of pages ("Home > Publications"), or a menu with signs between."""
    steps = _TRAIL.split(folded)
    if len(steps) > 2 and all(0 < len(step.split()) <= _TRAIL_WORDS for step in steps):
        return True
    crumbs = [crumb for crumb in _CRUMB.split(folded) if crumb]
    if len(crumbs) < 2:
        return False
    known = sum(crumb in words().navigation or crumb in words().languages for crumb in crumbs)
    ends = {crumbs[0], crumbs[0].rpartition(":")[2].strip(), crumbs[-1]}
    return bool(ends & words().breadcrumb_roots) or known >= max(2, len(crumbs) - 1)


def _is_row(bare: str) -> bool:
    """Whether entries of menus stand beside each other, joined by a word or by spaces alone."""
    joined = [part for piece in _BETWEEN.split(bare) for part in _at_joiners(piece)]
    if len(joined) > 1 and all(part in words().navigation for part in joined):
        return True
    return _count_entries(bare.replace(":", " ").split()) > 2


def _count_entries(tokens: list[str]) -> int:
    """How many entries of menus the words are, one after the other; 0 if one is none."""
    entries = position = 0
    while position < len(tokens):
        lengths = range(min(_MENU_WORDS, len(tokens) - position), 0, -1)
        pieces = ((length, " ".join(tokens[position : position + length])) for length in lengths)
        length = next((n for n, piece in pieces if piece in words().navigation), 0)
        if not length:
            return 0
        position += length
        entries += 1
    return entries


def _at_joiners(piece: str) -> list[str]:
    found: list[list[str]] = [[]]
    for word in piece.split():
        if word in words().joiners:
            found.append([])
        else:
            found[-1].append(word)
    return [" ".join(part) for part in found if part]


def _is_pager(bare: str) -> bool:
    """Whether numbers of pages stand between words such as "Next"."""
    tokens = re.split(r"[\s|·…«»‹›<>←→]+", bare)
    numbers = [token for token in tokens if token.isdecimal() and len(token) <= 3]
    rest = " ".join(token for token in tokens if not token.isdecimal())
    return len(numbers) > 1 and (not rest or _count_entries(rest.split()) > 0)


def _is_file(bare: str) -> bool:
    """Whether it leads to a file ("Скачать PDF"); a format in brackets may end a title."""
    return len(bare.split()) <= _FILE_WORDS and bool(_FILE.fullmatch(bare))


def file_action(text: str) -> str | None:
    """What a line says before a format or size in brackets, folded; None where it has none."""
    found = re.fullmatch(rf"(.+?)\s*[(\[][^()\[\]]*\b{_FORMAT}\b[^()\[\]]*[)\]]", fold(text))
    return found[1] if found else None
