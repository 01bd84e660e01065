"""Texts in their languages: which one to show, and in which direction it runs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

_FALLBACK = "en"
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for a reader, with its BCP 47 language tag where that is known."""

    value: str
    language: str | None = None

    @property
    def direction(self) -> str:
        """The value of the `dir` attribute: the text itself decides where its language is open."""
        if self.language is None:
            return "auto"
        return "rtl" if _primary(self.language) in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing and what to call it."""

    iri: str
    label: Wording

    @property
    def sort_key(self) -> tuple[str, str]:
        """What puts references in the order of their labels, whatever the case."""
        return self.label.value.casefold(), self.iri


def read_wording(literal: Literal) -> Wording:
    """The text of a literal."""
    return Wording(literal.value, literal.language)


def choose_wording(wordings: Iterable[Wording], languages: Sequence[str]) -> Wording | None:
    """The text in the first of the asked languages that there is, else English, untagged, any."""
    return min(wordings, key=lambda wording: _rank(wording, languages), default=None)


def label_thing(iri: str, names: Iterable[Wording], languages: Sequence[str]) -> Reference:
    """A thing with the best of its names; one without a name is called by its IRI."""
    return Reference(iri, choose_wording(names, languages) or Wording(iri))


def split_words(name: str) -> str:
    """The words of a name in which each begins with a capital, as in “technical report”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _rank(wording: Wording, languages: Sequence[str]) -> tuple[int, str, str]:
    language = wording.language or ""
    asked = [_primary(one) for one in languages]
    if language and _primary(language) in asked:
        place = asked.index(_primary(language))
    elif _primary(language) == _FALLBACK:
        place = len(asked)
    else:
        place = len(asked) + (2 if language else 1)
    return place, language, wording.value


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
