"""Rivals: places that share a region's name and are no region of the authorities."""

from dataclasses import dataclass
from typing import Final

from regesta.linking.candidates import Candidate
from regesta.linking.folding import fold
from regesta.linking.lexicon import COUNTRY_SIGNS, STATE_SIGNS
from regesta.linking.mentions import Mention
from regesta.records import Kind


@dataclass(frozen=True, slots=True)
class Rival:
    """The words that speak for another place of the same name, and those that speak against it."""

    signs: frozenset[str]
    against: frozenset[str]


_RIVALS: Final = {"georgia": Rival(STATE_SIGNS, COUNTRY_SIGNS)}


def without_rivals(mention: Mention, words: frozenset[str]) -> tuple[Candidate, ...]:
    """The candidates of a mention, none where the words of the record speak for a rival."""
    rival = _RIVALS.get(fold(mention.name)) if mention.kind is Kind.REGION else None
    if rival is None or words.isdisjoint(rival.signs) or not words.isdisjoint(rival.against):
        return mention.candidates
    return ()
