"""Headings: what a column holds, and in which language, by the words at its top."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process

from regesta.sources.tables import words
from regesta.values.languages import language_iri, language_tag

_SUFFIX = re.compile(
    r"^(?P<rest>.*?[^\W_].*?)\s*[(\[{@_\-–—:/.|]\s*(?P<language>[^\W\d_]+(?:[-_][A-Za-z]{2,4})?)\s*[)\]}]?$"
)
_CODE_AT_END = re.compile(r"^(?P<rest>.+)\s(?P<language>[A-Z]{2})$")
_PARENTHESIS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_IN = frozenset({"en", "in", "em", "auf", "de", "version"})
_NEAR = 82
_SHORTEST, _LONGEST_HEADING, _LONGEST = 5, 60, 200


class Certainty(IntEnum):
    """How sure it is what a heading means."""

    GUESSED = 1
    """A near miss, which a curator should confirm."""
    KNOWN = 2
    STATED = 3
    """The catalogue says so."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field that a column fills, and the language of its texts where the heading names it."""

    field: str
    language: str | None = None
    certainty: Certainty = Certainty.KNOWN


def read_heading(heading: str, stated: Mapping[str, str]) -> Meaning | None:
    """What a heading means; `stated` are the fields that the catalogue gives by heading."""
    field = stated.get(words.fold(heading))
    if field is not None:
        named, _, language = field.partition("@")
        return Meaning(named or words.IGNORED, language or None, Certainty.STATED)
    if len(heading) > _LONGEST:
        return None
    readings = (_known, _in_language, _without_hint, _alternatives, _near)
    return next(filter(None, (read(heading) for read in readings)), None)


def is_heading(text: str, stated: Mapping[str, str]) -> bool:
    """Whether a cell says what its column holds, near misses left out."""
    if not text.strip() or len(text) > _LONGEST_HEADING:
        return False
    return words.fold(text) in stated or any(
        read(text) for read in (_known, _in_language, _without_hint, _alternatives)
    )


def _known(heading: str) -> Meaning | None:
    folded = words.fold(heading)
    field = words.field_by_words().get(folded)
    field = field or words.field_by_core().get(words.without_filling(folded))
    return Meaning(field) if field else None


def _without_hint(heading: str) -> Meaning | None:
    """A heading with a hint in brackets: “Date (dd/mm/yyyy)”."""
    bare = _PARENTHESIS.sub(" ", heading)
    return _known(bare) if bare.strip() and bare != heading else None


def _in_language(heading: str) -> Meaning | None:
    """A heading that names a language before or after: “Title (FR)”, “titre@en”, “French title”."""
    for pattern in (_SUFFIX, _CODE_AT_END):
        found = pattern.match(heading.strip(" *"))
        tag = _tag(found["language"]) if found else None
        if found and tag and (known := _known(found["rest"])):
            return Meaning(known.field, tag)
    folded = words.fold(heading).split()
    if len(folded) < 2:
        return None
    for name, rest in ((folded[0], folded[1:]), (folded[-1], folded[:-1])):
        tag = _tag(name) if len(name) > 3 else None
        for core in (rest, rest[:-1] if rest[-1] in _IN else []):
            if tag and core and (known := _known(" ".join(core))):
                return Meaning(known.field, tag)
    return None


def _tag(text: str) -> str | None:
    if not language_iri(text.replace("_", "-")):
        text = _ACCENTED.get(text, text)
    return language_tag(text.replace("_", "-")) if language_iri(text.replace("_", "-")) else None


_ACCENTED = {
    "francais": "français",
    "espanol": "español",
    "ingles": "inglés",
    "frances": "francés",
    "arabe": "arabe",
    "portugues": "portugués",
    "aleman": "alemán",
    "englisch": "English",
    "franzosisch": "French",
    "spanisch": "Spanish",
    "frances e": "francés",
}


def _alternatives(heading: str) -> Meaning | None:
    """A heading in two languages, or of two things: “Title / Titre”, “Author / Editor”."""
    parts = [part for part in re.split(r"[/|;\n]|\s[-–]\s", heading) if part.strip()]
    known = [_known(part) or _in_language(part) for part in parts]
    fields = list(dict.fromkeys(meaning.field for meaning in known if meaning))
    if len(parts) < 2 or not fields:
        return None
    sure = len(fields) == 1 and None not in known
    return Meaning(fields[0], None, Certainty.KNOWN if sure else Certainty.GUESSED)


def _near(heading: str) -> Meaning | None:
    """The field of the known heading that this one is a slip of the keyboard away from."""
    core = words.without_filling(words.fold(_PARENTHESIS.sub(" ", heading)))
    if len(core) < _SHORTEST:
        return None
    known = words.field_by_core()
    near = process.extractOne(core, known.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
    if near is None or len(near[0]) < _SHORTEST:
        return None
    return Meaning(known[near[0]], None, Certainty.GUESSED)
