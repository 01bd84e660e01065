"""Spellings: the ways in which one name of an authority may be written."""

import re
from collections.abc import Iterator

from regesta.linking.folding import clean, is_acronym, keys
from regesta.linking.inflection import russian_forms
from regesta.records import Kind

Keys = tuple[str, ...]

_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_INVERTED = re.compile(r"([^,]+), ([^,]+(?: of| of the| de| de la| du| del|’|'))")
_HYPHENATED = re.compile(r"(\w)[-‐‑](\w)")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARTICLES = {"the", "la", "le", "les", "el", "los", "las", "l"}
_SPACES = re.compile(r"[\s’'-]+")
_DIRECTION = re.compile(r"(north|south)(east|west)(ern)?")


def spellings(text: str, kind: Kind) -> set[Keys]:
    """The keys of every spelling of a name, as folded words."""
    plain = {keys(form) for form in _rewritten(clean(text))}
    found = {form for words in plain for form in _respelt(words)}
    if is_acronym(text):
        return {words for words in found if words}
    if _CYRILLIC.search(text):
        found |= {keys(" ".join(form)) for form in russian_forms(_SPACES.split(clean(text)))}
    if kind is Kind.THEME:
        found |= {form for words in list(found) for form in _other_number(words)}
    return {words for words in found if words and len("".join(words)) > 1}


def _rewritten(text: str) -> Iterator[str]:
    yield text
    without = _PARENTHESIS.sub("", text)
    yield without
    inverted = _INVERTED.fullmatch(without)
    if inverted:
        yield f"{inverted[2]} {inverted[1]}"
    if _HYPHENATED.search(without):
        yield _HYPHENATED.sub(r"\1\2", without)


def _respelt(words: Keys) -> Iterator[Keys]:
    yield words
    if len(words) > 1 and words[0] in _ARTICLES:
        yield words[1:]
    if "saint" in words:
        yield tuple("st" if word == "saint" else word for word in words)
    split = " ".join(_DIRECTION.sub(r"\1 \2\3", word) for word in words).split()
    yield tuple(split)


def _other_number(words: Keys) -> Iterator[Keys]:
    *start, last = words
    if last.isascii() and len(last) > 3:
        yield (*start, last.removesuffix("s") if last.endswith("s") else last + "s")
