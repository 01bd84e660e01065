"""Persons: their names as sources write them, put in order and, where sure, taken apart."""

import re
from collections.abc import Container

from regesta.identifiers import is_local_name, slugify
from regesta.linking import lexicon
from regesta.linking.bodies import is_body_name
from regesta.linking.folding import clean, fold
from regesta.linking.personal_names import is_known_name
from regesta.linking.unspaced import is_unspaced_name
from regesta.records import Contributor, Person

_BYLINE = re.compile(
    r"^(?:(?:(?:edited|written|compiled|prepared) by|(?:editado|escrito|compilado|coordinado) por|"
    r"(?:écrit|rédigé|édité|coordonné) par|sous la direction de|herausgegeben von|"
    r"by|par|por|author|authors|auteur|autor)\s*:?\s+)",
    re.IGNORECASE,
)
_STRAY_STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?=\s|$)")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)?")
_AND = re.compile(r"\s+(?:&|and|et|и)\s+")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,2}|(?:[^\W\d_]\.-?){3,4}")
_PATRONYMIC = re.compile(r"\w+(?:ич|вна|чна)", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s·]+")
_MOST_WORDS = 5
_SLASH = re.compile(r"\w/\w")
_LEGAL_FORM = re.compile(r"\b(?:e\.\s?V|S\.\s?A\.\s?R\.\s?L|Sdn\.? Bhd|Pty|Plc)\b\.?$")
_FIRM = re.compile(r"\((?:firm|organi[sz]ation|association|program|project)\)", re.IGNORECASE)


def build_person(contributor: Contributor) -> Person:
    """The person that a contributor is; the same written name always gives the same person."""
    name = normalise_name(contributor.name.value)
    given, family = contributor.given_name, contributor.family_name
    if not family:
        given, family = split_name(name)
    if family and given and "," in name:
        suffix = _suffix(name, family)
        name = " ".join(filter(None, (join_name(given, family), suffix)))
    stated = contributor.name.identifier or ""
    identifier = stated if is_local_name(stated) else slugify(name)
    variants = tuple(dict.fromkeys(text for text in contributor.variants if text.value != name))
    return Person(identifier, name, given, family, contributor.orcid, variants)


def _suffix(name: str, family: str) -> str:
    """What stands behind a name and is no part of it, such as “Jr.”; empty without."""
    last = name.rpartition(",")[2].strip()
    is_suffix = fold(last).strip(".") in lexicon.NAME_SUFFIXES
    return last if is_suffix and last not in family else ""


def join_name(given: str, family: str) -> str:
    """A name as it is said; in scripts of East Asia the family name leads, without a space."""
    is_unspaced = not family.isascii() and _UNSPACED.fullmatch(given + family)
    return family + given if is_unspaced else f"{given} {family}"


def normalise_name(text: str) -> str:
    """A name without byline, title, stray full stops, and with a shouted surname at its end."""
    name = _BYLINE.sub("", _spaced(text))
    words = [
        word if fold(word).strip(".,") in lexicon.NAME_SUFFIXES else _STRAY_STOP.sub("", word)
        for word in name.split()
    ]
    while len(words) > 2 and fold(words[0]).rstrip(".") in lexicon.PERSON_TITLES:
        words = words[1:]
    shouted = [word for word in words if _is_shouted(word)]
    if "," not in name and shouted and len(shouted) < len(words):
        first = next(at for at, word in enumerate(words) if not _is_shouted(word))
        words = words[first:] + words[:first]
    return " ".join(_without_shouting(word) for word in words)


def _spaced(text: str) -> str:
    return " ".join(_PARENTHESIS.sub("", clean(text)).split()).strip(" ,;*")


def _is_shouted(word: str) -> bool:
    is_particle = len(word) > 1 and word.isalpha() and fold(word) in lexicon.NAME_PARTICLES
    return word.isupper() and (len(word) > 3 or is_particle)


def _without_shouting(word: str) -> str:
    if not word.isupper() or len(word) <= 3 or "." in word:
        return word.lower() if _is_shouted(word) else word
    return word.title()


def split_name(name: str) -> tuple[str | None, str | None]:
    """The given and the family name; neither where that cannot be told from the writing."""
    if name.count(",") >= 1:
        family, _, given = name.partition(",")
        given, _, suffix = given.strip().partition(",")
        if fold(given).strip(".") in lexicon.NAME_SUFFIXES:
            return split_name(family)[0], f"{split_name(family)[1]}, {given}"
        return given.strip() or None, " ".join(f"{family} {suffix}".split())
    words = name.split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(_is_lettered(word) for word in words):
        return None, None
    suffixes = 1 if len(words) > 2 and fold(words[-1]).strip(".") in lexicon.NAME_SUFFIXES else 0
    at = _family_start(words, len(words) - 1 - suffixes)
    full = [word for word in words[:at] if not _INITIAL.fullmatch(word)]
    unsure = len(full) > 1 and not _PATRONYMIC.fullmatch(full[-1])
    return (None, None) if unsure else (" ".join(words[:at]), " ".join(words[at:]))


def _family_start(words: list[str], last: int) -> int:
    for position in range(1, last + 1):
        if fold(words[position]) in lexicon.NAME_PARTICLES and words[position] != "Y":
            return position - 1 if fold(words[position]) == "y" and position > 1 else position
    return last


def _is_lettered(word: str) -> bool:
    return word[0].isalpha() and word.lower() != word.upper()


def split_names(text: str) -> tuple[str, ...]:
    """The names that a line joins by “and” in one of several languages, or by “&”."""
    return tuple(part for part in _AND.split(text) if part)


def is_unlike_person(text: str, places: Container[str]) -> bool:
    """Whether a line that names no kind of body is still not built as a person's name is.

    One word alone tells nothing, unless it is in a script without capitals; persons' names have no
    small words but particles, seldom end in the name of a place: “Hope for Nepal”, and hold names
    that other persons have.
    """
    name = normalise_name(text)
    words = name.replace(",", " ").split()
    if not words or name.lower() == name.upper():
        return False
    if len(words) == 1 or _SLASH.search(name) or _LEGAL_FORM.search(name) or _FIRM.search(text):
        return True
    if any(fold(word) in lexicon.NO_NAME_WORDS for word in words):
        return True
    if "," in name or name.islower():
        return False
    small = (word for word in words if word.isalpha() and word.islower())
    if any(fold(word) not in lexicon.NAME_PARTICLES for word in small):
        return True
    return fold(words[-1]) in places or not is_known_name(name)


def is_name_like(text: str, common: Container[str]) -> bool:
    """Whether a line looks like a person's name: a few capitalised words, none of them common."""
    if is_unspaced_name(text):
        return True
    name = normalise_name(text)
    words = name.replace(",", " ").split()
    if (
        is_body_name(name)
        or not 2 <= len(words) <= _MOST_WORDS
        or any(letter.isdigit() for letter in name)
    ):
        return False
    full = [word for word in words if fold(word) not in lexicon.NAME_PARTICLES]
    return (
        len(full) > 1
        and all(_is_name_word(word, common) for word in full)
        and any(not _INITIAL.fullmatch(word) for word in full)
    )


def _is_name_word(word: str, common: Container[str]) -> bool:
    if _INITIAL.fullmatch(word):
        return word[0].isupper()
    key = fold(word.strip(".,"))
    parts = re.split(r"[-'’]", word.strip(".,"))
    if key in lexicon.NAME_SUFFIXES:
        return True
    return (
        all(part.isalpha() for part in parts)
        and parts[0][0].isupper()
        and not word.isupper()
        and key not in common
        and key not in lexicon.FUNCTION_WORDS
        and key not in lexicon.TITLE_WORDS
        and not key.endswith(("tion", "tions", "ment", "ments", "ity", "ities", "ism"))
    )
