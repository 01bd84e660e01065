"""The words by which lines are known, in all languages, from `words.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "`": "'"}
_APOSTROPHES = str.maketrans(_FOLDED)


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists folded for comparison; see the file for what each is."""

    navigation: frozenset[str]
    navigation_pattern: re.Pattern[str]
    breadcrumb_roots: frozenset[str]
    introductions: tuple[str, ...]
    openings: tuple[str, ...]
    sentence_words: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    body_starts: tuple[str, ...]
    body_endings: tuple[str, ...]
    given_names: frozenset[str]
    particles: frozenset[str]
    personal_titles: frozenset[str]
    degrees: frozenset[str]
    by: tuple[str, ...]
    nobody: frozenset[str]
    others: frozenset[str]
    joiners: frozenset[str]
    connectives: frozenset[str]
    actions: tuple[str, ...]
    labels: Mapping[str, str]
    """The field of a record that a label stands for."""
    types: frozenset[str]
    languages: Mapping[str, str]
    months: Mapping[str, int]


def fold(text: str) -> str:
    """A text for comparison: case, spaces and the shape of apostrophes do not count."""
    folded = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()
    return " ".join(folded.replace("i\u0307", "i").split())


def unaccented(text: str) -> str:
    """A folded text without accents, since sites write names both ways."""
    decomposed = unicodedata.normalize("NFD", fold(text))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@cache
def words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(
        navigation=_set(data["navigation"]),
        navigation_pattern=re.compile("|".join(f"(?:{p})" for p in data["navigation_patterns"])),
        breadcrumb_roots=_set(data["breadcrumb_roots"]),
        introductions=tuple(fold(text) for text in data["introductions"]),
        openings=tuple(text.casefold() for text in data["openings"]),
        sentence_words=_set(data["sentence_words"]),
        common=_set(data["common_words"]),
        places=_set(data["place_words"]),
        bodies=_set(data["bodies"]),
        body_starts=tuple(fold(text) + " " for text in data["body_starts"]),
        body_endings=tuple(data["body_endings"]),
        given_names=frozenset(unaccented(name) for name in data["given_names"]),
        particles=_set(data["name_particles"]),
        personal_titles=_set(data["titles_of_persons"]),
        degrees=_set(data["degrees"]),
        by=tuple(sorted(map(fold, data["by"]), key=len, reverse=True)),
        nobody=_set(data["nobody"]),
        others=_set(data["others"]),
        joiners=_set(data["joiners"]),
        connectives=_set(data["connectives"]),
        actions=tuple(fold(text) for text in data["actions"]),
        labels=_inverted(data["labels"]),
        types=_set(data["types"]["names"]),
        languages=_inverted(data["language_names"]),
        months={name: int(number) for name, number in _inverted(data["months"]).items()},
    )


def _set(texts: list[str]) -> frozenset[str]:
    return frozenset(fold(text) for text in texts)


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Each name with its key; a name that stands under two keys belongs to the first."""
    inverted: dict[str, str] = {}
    for key, names in table.items():
        for name in names:
            inverted.setdefault(fold(name), key)
    return inverted
