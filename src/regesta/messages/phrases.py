"""Phrases that stand within messages, in each language.

A phrase without parts is also known by its English, so that what a stage says in passing need not
be a phrase to be translated.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

Phrase = Mapping[str, str]
"""A text by language; English is always there."""

_PART = re.compile(r"\{([a-z_]+)\}")


def phrase(name: str, **parts: object) -> Phrase:
    """A phrase with its parts filled in, which are texts or phrases."""
    return {
        language: _filled(text, {part: _text(value, language) for part, value in parts.items()})
        for language, text in phrases()[name].items()
    }


def same(text: str) -> Phrase:
    """A phrase that is the same in every language, at its full length."""
    return {"en": text}


def join(parts: Iterable[Phrase], separator: str = ", ") -> Phrase:
    """Phrases one after the other."""
    every = list(parts)
    languages = dict.fromkeys(["en", *(language for part in every for language in part)])
    return {
        language: separator.join(part.get(language, part["en"]) for part in every)
        for language in languages
    }


def say_part(name: str, parts: Mapping[str, str], language: str) -> str:
    """A part of a message in a language; the value at fault is what the source has."""
    written = parts[name]
    if language == "en" or name == "value":
        return written
    return parts.get(f"{name}@{language}") or _translate(written, language)


@cache
def phrases() -> Mapping[str, Phrase]:
    """Every phrase by its name."""
    text = files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _translate(written: str, language: str) -> str:
    for pattern, texts in _by_english():
        found = pattern.fullmatch(written)
        if found and language in texts:
            return _filled(texts[language], found.groupdict())
    return written


def _filled(text: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda found: parts[found[1]], text)


@cache
def _by_english() -> tuple[tuple[re.Pattern[str], Phrase], ...]:
    # A single word may as well be a heading that a source has.
    return tuple(
        (re.compile(_pattern(texts["en"]), re.DOTALL), texts)
        for texts in phrases().values()
        if " " in texts["en"]
    )


def _pattern(text: str) -> str:
    literals = _PART.split(text)
    return "".join(
        f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(literals)
    )


def _text(part: object, language: str) -> str:
    if isinstance(part, Mapping):
        return str(part.get(language) or part["en"])
    return str(part)
