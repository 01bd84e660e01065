"""Persons and bodies, built alike whatever the format writes."""

import re
from functools import lru_cache

from regesta.records import Contributor, Name, Place
from regesta.sources.bibliographies.texts import one_line
from regesta.sources.listing.words import fold, words

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s·]+")
_FUNCTION_WORDS = frozenset("and for of on the against pour les para por für und".split())
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|[ivx]{2,4}|iv|ph\.?d|md)\.?", re.IGNORECASE)
_FEW = 3
_FAMILY_NAMES = frozenset("ngo ong rada raad rat".split())
"""Words for bodies that are family names as well, unless they are written in capitals."""


def person(  # noqa: PLR0913 - the parts of a name
    place: Place,
    given: str,
    family: str,
    *,
    suffix: str = "",
    role: str | None = None,
    orcid: str | None = None,
) -> Contributor | None:
    """A person by the parts of the name, None if there is nothing in them.

    The family name includes its particles. The parts are put in the order in which a name is
    said, so that the same person has the same name in every format.
    """
    given, family = one_line(given), one_line(family)
    suffix = one_line(suffix) if suffix else ""
    given, family = _with_particles(given, family)
    is_unspaced = not family.isascii() and bool(given and _UNSPACED.fullmatch(given + family))
    parts = (family + given,) if is_unspaced else (given, family, suffix)
    value = " ".join(filter(None, parts))
    if not value:
        return None
    whole = (family or None, given or None) if given else (None, None)
    return Contributor(Name(value, place), *whole, orcid, is_agency=False, role=role)


def _with_particles(given: str, family: str) -> tuple[str, str]:
    """The particles that some formats put behind the given name, before the family name."""
    tokens = given.split()
    at = len(tokens)
    while at > 1 and tokens[at - 1].islower() and tokens[at - 1] in words().particles:
        at -= 1
    if at == len(tokens):
        return given, family
    return " ".join(tokens[:at]), " ".join((*tokens[at:], family))


def body(
    place: Place, name: str, *, role: str | None = None, identifier: str | None = None
) -> Contributor | None:
    """A body by its name, None if that is empty."""
    value = one_line(name)
    named = Name(value, place, identifier)
    return Contributor(named, is_agency=True, role=role) if value else None


def undecided(place: Place, name: str, *, role: str | None = None) -> Contributor | None:
    """A name that the format leaves open whose it is, None if it is empty."""
    value = one_line(name)
    return Contributor(Name(value, place), role=role) if value else None


def is_body_name(text: str) -> bool:
    """Whether words or capitals say that a name without a comma is that of a body."""
    tokens = text.split()
    is_acronym = len(tokens) == 1 and len(text) >= _FEW and text.isalpha() and text.isupper()
    return (
        is_acronym
        or any(map(_is_body_word, tokens))
        or any(token in _FUNCTION_WORDS for token in tokens[1:-1])
    )


@lru_cache(maxsize=10_000)
def _is_body_word(token: str) -> bool:
    folded = fold(token).strip(".()")
    return folded in words().bodies and folded not in _FAMILY_NAMES


def is_suffix(text: str) -> bool:
    """Whether a part of a name is one such as “Jr.” or “III”."""
    return _SUFFIX.fullmatch(text.strip()) is not None
