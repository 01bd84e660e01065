"""Several values in one cell: where they part, and where a comma belongs to a name."""

import re
from collections.abc import Iterator

from regesta.values.languages import language_iri

_BREAKS = re.compile(r"\|\||[;；؛|\n]+")
_COMMA = re.compile(r"\s*[,،、，]\s*")
_MOST_WORDS, _LONGEST = 5, 60
# What stands behind the comma of a name that is written the other way round.
_TURNED = re.compile(
    r".*\b(?:of|of the|de|de la|del|du|des|de los|do|da)|the|province of china"
    r"|(?:islamic|people'?s|democratic|united|arab|federal|north|south|british|u\.?s\.?)"
    r"(?: (?:people'?s )?(?:republic|states|arab))?|(?:dem\.? )?(?:rep|republic|rép|república)\.?"
    r"|d\.?\s?r\.?|sar|kingdom of the|former yugoslav republic",
    re.IGNORECASE,
)
_WHOLE = (
    "Bonaire, Sint Eustatius and Saba",
    "Saint Helena, Ascension and Tristan da Cunha",
    "Hong Kong, China",
    "Macao, China",
    "Macau, China",
    "Taiwan, China",
    "Taiwan, Province of China",
    "Washington, DC",
    "Washington, D.C.",
)
_AND = re.compile(r"\s+(?:and|et|y|e|und|&)\s+|\s*[/&+]\s*")
_JOINED_AT_END = re.compile(r"\s(?:and|et|y|e|und|&)\s")


def split_cell(text: str, separator: str) -> list[str]:
    """The values between separators and line breaks; `separator` replaces the usual ones."""
    pieces = re.split(f"{re.escape(separator)}|\n", text) if separator else _BREAKS.split(text)
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def split_terms(text: str, separator: str) -> list[str]:
    """As `split_cell`, and at commas where each part is short enough for a name or a term."""
    return [term for piece in split_cell(text, separator) for term in _at_commas(piece, separator)]


def split_languages(text: str, separator: str) -> list[str]:
    """As `split_terms`, and at “and” or a slash between languages."""
    found: list[str] = []
    for term in split_terms(text, separator):
        parts = [part for part in _AND.split(term) if part]
        found += parts if all(map(language_iri, parts)) else [term]
    return found


def split_acronyms(text: str, separator: str) -> list[str]:
    """As `split_cell`, and at commas and slashes between acronyms: “IOM, UNODC”."""
    found: list[str] = []
    for piece in split_cell(text, separator):
        parts = re.split(r"\s*[,/]\s*|\s+(?:and|et|y|&)\s+", piece)
        are_acronyms = len(parts) > 1 and all(
            re.fullmatch(r"[A-ZÀ-Þ][A-ZÀ-Þ-]{1,9}", part) for part in parts
        )
        found += parts if are_acronyms else [piece]
    return found


def _at_commas(text: str, separator: str) -> list[str]:
    if separator or not _COMMA.search(text):
        return [text]
    held = text
    for number, name in enumerate(_WHOLE):
        held = re.sub(re.escape(name), f"\x00{number}\x00", held, flags=re.IGNORECASE)
    parts = list(_together(_COMMA.split(held)))
    parts = [re.sub("\x00([0-9])\x00", lambda found: _WHOLE[int(found[1])], part) for part in parts]
    are_short = all(len(part) <= _LONGEST and len(part.split()) <= _MOST_WORDS for part in parts)
    is_one_term = len(parts) < 4 and _JOINED_AT_END.search(parts[-1])
    return parts if are_short and not is_one_term else [text]


def _together(parts: list[str]) -> Iterator[str]:
    held = ""
    for part in filter(None, parts):
        if held and _TURNED.fullmatch(part):
            held = f"{held}, {part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held
