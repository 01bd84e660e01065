"""Context: a text with the names found in it, and what stands beside each of them."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from regesta.linking import lexicon
from regesta.linking.folding import Token
from regesta.linking.inflection import is_cyrillic
from regesta.linking.matching import Match, Words
from regesta.records import Kind

_STOPS = frozenset('.;:!?()[]«»“”"\n|/…–—،؛')
_JOINING = " \u00a0-‐‑'’"


class Casing(Enum):
    """How a text uses capitals."""

    SENTENCE = auto()
    TITLE = auto()
    UPPER = auto()
    LOWER = auto()


def casing_of(words: Words) -> Casing:
    """How a text uses capitals; one of capitalised words is written as English titles are."""
    cased = [token for token in words.tokens if token.text.lower() != token.text.upper()]
    if cased and not any(token.is_capitalised for token in cased):
        return Casing.LOWER
    long = [token for token in cased if len(token.text) > 3]
    if len(long) > 1 and all(token.text.isupper() for token in long):
        return Casing.UPPER
    capitalised = sum(token.is_capitalised for token in long)
    return Casing.TITLE if capitalised > 0.65 * len(long) else Casing.SENTENCE


@dataclass(frozen=True, slots=True)
class Context:
    """A text and its matches; `common` are the words that the record also writes in lower case."""

    words: Words
    casing: Casing
    owners: Mapping[int, Match]
    common: Container[str]

    def before(self, match: Match) -> Token | None:
        """The word right before a match, with nothing but a space or a hyphen between."""
        if match.start == 0 or self.words.gap(match.start).strip(_JOINING):
            return None
        return self.words.tokens[match.start - 1]

    def after(self, match: Match) -> Token | None:
        """The word right after a match."""
        if match.end == len(self.words.tokens) or self.words.gap(match.end).strip(_JOINING):
            return None
        return self.words.tokens[match.end]

    def is_region(self, position: int) -> bool:
        """Whether the word at a position belongs to the name of a region."""
        owner = self.owners.get(position)
        return owner is not None and bool(owner.of(Kind.REGION))

    def is_parted(self, position: int) -> bool:
        """Whether punctuation stronger than a comma parts a word from the one before it."""
        return not _STOPS.isdisjoint(self.words.gap(position))

    def is_strange(self, position: int) -> bool:
        """Whether a capitalised word is no common one, so that it may be part of a name."""
        token = self.words.tokens[position]
        if token.key in lexicon.FUNCTION_WORDS or token.key in self.common:
            return False
        if self.casing is Casing.UPPER or token.is_upper or token.key.isdecimal():
            return len(token.text) == 1
        if token.key in lexicon.TITLE_WORDS or token.key in lexicon.INSTITUTIONS:
            return False
        begins = position == 0 or self.is_parted(position)
        if begins and is_cyrillic(token.key):
            return False
        if begins or self.casing is Casing.TITLE:
            return not token.key.endswith(lexicon.TITLE_ENDINGS)
        return True
