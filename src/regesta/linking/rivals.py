"""Rivals: places that share a region's name and are no region of the authorities."""

from dataclasses import dataclass
from typing import Final

from regesta.linking.candidates import Candidate
from regesta.linking.folding import fold, keys
from regesta.linking.lexicon import COUNTRY_SIGNS, STATE_SIGNS
from regesta.linking.mentions import Mention
from regesta.records import Kind, Record


@dataclass(frozen=True, slots=True)
class Rival:
    """The words that speak for another place of the same name, and those that speak against it."""

    signs: frozenset[str]
    against: frozenset[str]


_RIVALS: Final = {"georgia": Rival(STATE_SIGNS, COUNTRY_SIGNS)}


def has_rival(name: str) -> bool:
    """Whether another place bears the name of this region too."""
    return fold(name) in _RIVALS


def speaks_for_known(name: str, words: frozenset[str]) -> bool:
    """Whether words of the record speak for the region of the authorities."""
    rival = _RIVALS.get(fold(name))
    return rival is None or not words.isdisjoint(rival.against)


def speaks_for_rival(name: str, words: frozenset[str]) -> bool:
    """Whether words of the record speak for the other place, and none for the region."""
    rival = _RIVALS.get(fold(name))
    if rival is None or words.isdisjoint(rival.signs):
        return False
    return words.isdisjoint(rival.against)


def words_of(record: Record) -> frozenset[str]:
    """The folded words of a record's title, abstracts and keywords."""
    texts = (*record.titles, *record.abstracts)
    values = (*(text.value for text in texts), *(name.value for name in record.keywords))
    return frozenset(key for value in values for key in keys(value))


def without_rivals(mention: Mention, words: frozenset[str]) -> tuple[Candidate, ...]:
    """The candidates of a mention, none where the words of the record speak for a rival."""
    is_rival = mention.kind is Kind.REGION and speaks_for_rival(mention.name, words)
    return () if is_rival else mention.candidates
