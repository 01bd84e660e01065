"""Persons: their names as sources write them, put in order and, where sure, taken apart."""

import re
from collections.abc import Container

from regesta.identifiers import is_local_name, slugify
from regesta.linking import lexicon
from regesta.linking.folding import clean, fold
from regesta.records import Contributor, Person

_BYLINE = re.compile(r"^(?:by|par|por|author|authors|auteur|autor)\s*:?\s+", re.IGNORECASE)
_STRAY_STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?=\s|$)")
_SEPARATOR = re.compile(r"\s*(?:;|\s&\s|\sand\s|\set\s|\sи\s)\s*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_MOST_WORDS = 5
_KIN = {"bin", "ibn", "bint", "ould", "ben"}


def build_person(contributor: Contributor) -> Person:
    """The person that a contributor is; the same written name always gives the same person."""
    name = normalise_name(contributor.name.value)
    given, family = contributor.given_name, contributor.family_name
    if not family:
        given, family = split_name(name)
    if family and given and "," in name:
        name = f"{given} {family}"
    stated = contributor.name.identifier or ""
    identifier = stated if is_local_name(stated) else slugify(name)
    return Person(identifier, name, given, family, contributor.orcid)


def normalise_name(text: str) -> str:
    """A name without byline, stray full stops, doubled spaces and surnames in capitals."""
    name = _BYLINE.sub("", " ".join(clean(text).split()).strip(" ,;*"))
    words = []
    for word in name.split():
        is_suffix = fold(word).strip(".,") in lexicon.NAME_SUFFIXES
        plain = word if is_suffix else _STRAY_STOP.sub("", word)
        words.append(_without_capitals(plain))
    return " ".join(words)


def _without_capitals(word: str) -> str:
    letters = word.strip(",")
    is_shouted = len(letters) > 3 and letters.isupper() and "." not in letters
    return word.title() if is_shouted else word


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
    unsure = at > 1 and sum(not _INITIAL.fullmatch(word) for word in words[:at]) > 2
    return (None, None) if unsure else (" ".join(words[:at]), " ".join(words[at:]))


def _family_start(words: list[str], last: int) -> int:
    for position in range(1, last + 1):
        if fold(words[position]) in lexicon.NAME_PARTICLES and words[position] != "Y":
            return position - 1 if fold(words[position]) == "y" and position > 1 else position
    return last


def _is_lettered(word: str) -> bool:
    return word[0].isalpha() and word.lower() != word.upper()


def split_persons(text: str) -> tuple[str, ...]:
    """The single names of a line that joins several; the line itself where it is one name."""
    parts = tuple(part for part in _SEPARATOR.split(text) if part)
    return parts if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) else (text,)


def is_name_like(text: str, common: Container[str]) -> bool:
    """Whether a line looks like a person's name: a few capitalised words, none of them common."""
    name = normalise_name(text)
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= _MOST_WORDS or any(letter.isdigit() for letter in name):
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
        and key not in lexicon.INSTITUTIONS
        and not key.endswith(("tion", "tions", "ment", "ments", "ity", "ities", "ism"))
    )
