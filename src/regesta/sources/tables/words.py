"""The headings by which columns are known, from `columns.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

IGNORED = "ignored"
"""What a column is called that is left alone on purpose."""

_FILLING = "filling"
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z])")
_PREFIX = re.compile(r"^\s*(?:dc|dcterms)[:_]", re.IGNORECASE)
_OWN_PREFIX = re.compile(r"^\s*(?:dcterms|local|thesis|oaire|person)\.", re.IGNORECASE)


def fold(heading: str) -> str:
    """A heading for comparison: case, accents, punctuation and a number at its end do not count."""
    plain = unicodedata.normalize("NFKD", _PREFIX.sub("", _OWN_PREFIX.sub("dc.", heading)))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spaced = _CAMEL.sub(" ", letters.replace("(s)", " "))
    words = re.findall(r"[^\W_]+", spaced.casefold())
    while len(words) > 1 and words[-1].isdecimal():
        words.pop()
    return " ".join(words)


@cache
def fields() -> tuple[str, ...]:
    """What a column can be, as the option `columns` calls it."""
    return tuple(name for name in _tables() if name not in (IGNORED, _FILLING))


@cache
def field_by_words() -> Mapping[str, str]:
    """The field that each known heading, folded, stands for."""
    known: dict[str, str] = {}
    for field, languages in _tables().items():
        if field != _FILLING:
            for words in languages.values():
                for word in words:
                    known.setdefault(word, field)
            known.setdefault(field.replace("_", " "), field)
    return known


@cache
def field_by_core() -> Mapping[str, str]:
    """As `field_by_words`, each heading without the words that say nothing."""
    known: dict[str, str] = {}
    for words, field in field_by_words().items():
        if without_filling(words):
            known.setdefault(without_filling(words), field)
    return known


def without_filling(folded: str) -> str:
    """A folded heading without the words that a heading may have or lack."""
    return " ".join(word for word in folded.split() if word not in _filling())


@cache
def _filling() -> frozenset[str]:
    return frozenset(word for words in _tables()[_FILLING].values() for word in words)


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    text = files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
