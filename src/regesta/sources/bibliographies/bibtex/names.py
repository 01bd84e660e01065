"""Names in BibTeX: “First von Last”, “von Last, Jr, First”, and bodies in braces."""

import re
from collections.abc import Iterator

from regesta.records import Contributor, Place
from regesta.sources.bibliographies.bibtex.latex import plain_text
from regesta.sources.bibliographies.names import body, is_body_name, person, undecided

_AND = re.compile(r" and ", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|id)\s*=", re.IGNORECASE)
_SPACES = re.compile(r"[\s~]+")
_COMMAND = re.compile(r"\\[A-Za-z]+|[\\{}`'^\"~=.]")
_COMMA = re.compile(r",")
_SEMICOLON = re.compile(r";")
OTHERS = "others"


def split_names(text: str) -> Iterator[str]:
    """The names of a field, between the words “and” that stand in no braces.

    Some programs write semicolons in their place, which are seen by the comma in every name.
    """
    text = " ".join(text.split())
    if ";" in text and not _AND.search(text):
        names = list(_split(_SEMICOLON, text))
        if all("," in name for name in names if name.strip()):
            yield from filter(None, map(str.strip, names))
            return
    for name in _split(_AND, f" {text} ") if "{" in text else _AND.split(f" {text} "):
        stripped = name.strip().strip(",;").strip()
        if stripped and stripped.lower() != "and":
            yield stripped


def read_name(text: str, place: Place, role: str | None) -> Contributor | None:
    """The person or the body of one name; undecided where a body may lack its braces."""
    if _is_braced(text):
        return body(place, plain_text(text), role=role)
    if _EXTENDED.match(text):
        return _extended(text, place, role)
    parts = [part.strip() for part in _split(_COMMA, text)]
    if len(parts) == 1:
        plain = plain_text(text)
        if is_body_name(plain):
            return undecided(place, plain, role=role)
        given, family = _first_von_last(text)
        return person(place, plain_text(given), plain_text(family), role=role)
    if len(parts) == 2 and _is_braced(parts[0]) and not parts[1]:
        return body(place, plain_text(parts[0]), role=role)
    suffix = parts[1] if len(parts) > 2 else ""
    given = " ".join(parts[2:] if len(parts) > 2 else parts[1:])
    return person(
        place,
        plain_text(given),
        plain_text(parts[0]),
        suffix=plain_text(suffix),
        role=role,
    )


def _extended(text: str, place: Place, role: str | None) -> Contributor | None:
    parts = dict.fromkeys(("family", "given", "prefix", "suffix"), "")
    for part in _split(_COMMA, text):
        key, _, value = part.partition("=")
        parts[key.strip().lower()] = plain_text(value.strip().strip('"'))
    family = " ".join(filter(None, (parts["prefix"], parts["family"])))
    return person(place, parts["given"], family, suffix=parts["suffix"], role=role)


def _first_von_last(text: str) -> tuple[str, str]:
    """The given name and the family name with its particles, by BibTeX's rule of small letters."""
    words = [word for word in _split(_SPACES, text) if word]
    if len(words) == 1:
        return "", words[0]
    start = next(
        (at for at, word in enumerate(words[:-1]) if at and _is_small(word)), len(words) - 1
    )
    if _is_small(words[0]):
        start = 0
    return " ".join(words[:start]), " ".join(words[start:])


def _is_small(word: str) -> bool:
    """Whether a word is a particle: its first letter that stands in no braces is a small one."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = _COMMAND.sub("", word)
    return bool(letters) and letters[0].islower()


def _is_braced(text: str) -> bool:
    """Whether one pair of braces holds the whole text; `{\\"O}` is a letter, not a name."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for at, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return at == len(text) - 1 and not (text[1:2] == "\\" and " " not in text)
    return False


def _split(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """The parts of a text between what a pattern finds outside all braces."""
    if "{" not in text:
        yield from pattern.split(text)
        return
    depth, counted, start = 0, 0, 0
    for found in pattern.finditer(text):
        depth += text.count("{", counted, found.start()) - text.count("}", counted, found.start())
        counted = found.start()
        if depth <= 0:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]
