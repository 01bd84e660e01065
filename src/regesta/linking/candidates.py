"""Candidates: what one name may stand for, ranked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regesta.linking.matching import Entry

_MARGIN = 0.05
_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may stand for, by one of its labels, and how sure that is."""

    entry: Entry
    score: float


def ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The best candidate for each thing, best first."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=_order):
        best.setdefault(candidate.entry.thing.iri, candidate)
    return tuple(best.values())


def _order(candidate: Candidate) -> tuple[float, str, int, str, str]:
    """Of labels that are alike, the one in the language that most curators read explains best."""
    label = candidate.entry.label
    language = label.language or ""
    place = _LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES)
    return -candidate.score, candidate.entry.thing.iri, place, language, label.text


def is_open(candidates: Sequence[Candidate]) -> bool:
    """Whether the best two are too near to choose between them."""
    return len(candidates) > 1 and candidates[0].score - candidates[1].score < _MARGIN
