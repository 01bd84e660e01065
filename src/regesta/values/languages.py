"""Languages: tags for texts and the EU's authority codes, from what sources write."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from pyoxigraph import NamedNode

from regesta.values.language_table import LANGUAGES
from regesta.vocabulary import EU_LANGUAGES

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3})?(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_LONGEST = 128
_NO_LANGUAGE = ("und", "mis", "mul", "zxx")


def language_tag(text: str | None) -> str | None:
    """A valid BCP 47 tag in lower case for a tag, an ISO 639 code or a language's name.

    None where it is none of these, or says that the language is unknown.
    """
    return _tag(text) if text and len(text) < _LONGEST else None


@lru_cache(maxsize=1024)
def _tag(text: str) -> str | None:
    folded = _fold(text)
    if folded in _codes():
        return _codes()[folded][0]
    tag = folded.replace("_", "-")
    found = _TAG.fullmatch(tag)
    if not found or found["language"] in _NO_LANGUAGE:
        return None
    primary = _codes().get(found["language"], (found["language"], ""))[0]
    return primary + tag[len(found["language"]) :]


def language_iri(text: str) -> NamedNode | None:
    """The IRI of the EU's authority list for a language, None if it is not in our table."""
    tag = language_tag(text)
    entry = _codes().get(tag.partition("-")[0]) if tag else None
    return NamedNode(EU_LANGUAGES + entry[1]) if entry else None


def language_code(iri: str) -> str:
    """The code that the IRI of a language ends in, in lower case, for example `eng`."""
    return iri.removeprefix(EU_LANGUAGES).lower()


def language_name(iri: str) -> str:
    """The English name of a language by its IRI; its code where it is not in our table."""
    code = language_code(iri)
    return _english_names().get(code, code)


def name_of_tag(tag: str | None) -> str:
    """The English name of the language of a BCP 47 tag; nothing where it is not in our table."""
    codes = _codes().get((tag or "").partition("-")[0].lower())
    return _english_names()[codes[1].lower()] if codes else ""


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


@cache
def _codes() -> dict[str, tuple[str, str]]:
    """The BCP 47 subtag and the authority code of every code and name."""
    table: dict[str, tuple[str, str]] = {}
    for (subtag, authority, *others), names in _lines():
        for word in (subtag, authority, *others, *names):
            table[_fold(word)] = (subtag, authority)
    return table


@cache
def _english_names() -> dict[str, str]:
    return {codes[1].lower(): names[0] for codes, names in _lines()}


def _lines() -> Iterator[tuple[list[str], list[str]]]:
    """The codes and the names of each language, the English name first."""
    rare = files(__package__).joinpath("rare_languages.txt").read_text(encoding="utf-8")
    # The common ones come last, so that a name they share with a rare one is theirs.
    for line in (*rare.splitlines()[1:], *LANGUAGES.strip().splitlines()):
        codes, _, names = line.partition(":")
        yield codes.split(), names.strip().split("|")
