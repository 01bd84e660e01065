"""Words of persons' names: what a single word may be."""

import re
from collections.abc import Set as AbstractSet

from regesta.sources.listing.words import fold, unaccented, words

INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
"""An initial, or several written together."""


def are_name_words(tokens: list[str], page_words: AbstractSet[str]) -> bool:
    """Whether every word may be of a person's name, on a page with these words in lower case."""
    return bool(tokens) and all(
        _is_name_word(token, page_words, first=position == 0)
        for position, token in enumerate(tokens)
    )


def _is_name_word(token: str, page_words: AbstractSet[str], *, first: bool) -> bool:
    folded = fold(token)
    if INITIALS.fullmatch(token):
        return token[0].isupper() or not is_cased(token)
    if folded in words().particles:
        return True
    bare = token.replace("'", "").replace("’", "").replace("-", "").replace("‐", "").rstrip(".")
    if not bare.isalpha() and not (bare and all(c.isalpha() or not c.isascii() for c in bare)):
        return False
    if folded in words().places or folded in words().bodies or folded in words().types:
        return False
    if {folded, folded.removesuffix("s")} & words().common:
        return False
    if not is_cased(token):
        return len(token) > 1
    if not token[0].isupper() and not re.match(r"[dln]['’][A-ZÀ-Þ]", token):
        return False
    return folded not in page_words or (first and is_given_name(token))


def is_given_name(word: str) -> bool:
    """Whether it is known as a given name, or as a family name that comes first."""
    known = words().given_names
    return any(unaccented(part) in known for part in (word, re.split("[-‐]", word)[0]))


def is_cased(text: str) -> bool:
    """Whether the script of a text has capitals."""
    return text.casefold() != text or text.upper() != text


def without_stray_stop(word: str) -> str:
    """`Alexis.` becomes `Alexis`; initials and `St.` keep their full stop."""
    stray = word.endswith(".") and len(word) > 3 and word.count(".") == 1
    return word[:-1] if stray else word.rstrip(",")
