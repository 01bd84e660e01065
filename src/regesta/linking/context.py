"""Context: whether the words around a name let it stand for the thing that has the name."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from regesta.linking import lexicon
from regesta.linking.folding import Token, is_unspaced
from regesta.linking.inflection import arabic_stems, is_cyrillic, is_russian_genitive
from regesta.linking.matching import Match, Words
from regesta.records import Kind

_STOPS = frozenset('.;:!?()[]«»“”"\n|/…–—،؛')
_REACH = 14


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

    def allows_region(self, match: Match) -> bool:
        """Whether a match may stand for a region, judged by its neighbours."""
        if is_unspaced(self.words.tokens[match.start].text):
            return self._allows_unspaced(match)
        before, after = self._before(match), self._after(match)
        return not (
            self._lacks_support(match)
            or (before is not None and self._refuses_after_it(before, match))
            or (after is not None and self._refuses_before_it(after, match))
            or self._is_name_of_person(match)
            or self._is_in_a_state(match)
            or self._belongs_to_feature(match)
            or self._belongs_to_institution(match)
        )

    def allows_agency(self, match: Match) -> bool:
        """Whether a match names the agency itself, not a treaty that bears its name."""
        for position in range(match.end, min(match.end + 6, len(self.words.tokens))):
            token = self.words.tokens[position]
            if not _STOPS.isdisjoint(self.words.gap(position)) or "," in self.words.gap(position):
                return True
            if token.key in lexicon.INSTRUMENTS and token.is_capitalised:
                return False
            if not token.is_capitalised and token.key not in lexicon.CONNECTORS | {"in", "on"}:
                return True
        return True

    def _before(self, match: Match) -> Token | None:
        if match.start == 0 or self.words.gap(match.start).strip(" \u00a0-‐‑'’"):
            return None
        return self.words.tokens[match.start - 1]

    def _after(self, match: Match) -> Token | None:
        if match.end == len(self.words.tokens) or self.words.gap(match.end).strip(" \u00a0-‐‑'’"):
            return None
        return self.words.tokens[match.end]

    def _is_region(self, position: int) -> bool:
        owner = self.owners.get(position)
        return owner is not None and bool(owner.of(Kind.REGION))

    def _lacks_support(self, match: Match) -> bool:
        """Whether it may mean something else, and nothing beside it shows that it does not."""
        labels = {entry.label.text for entry in match.of(Kind.REGION)}
        if match.end - match.start > 1 or not labels <= lexicon.SUPPORTED_ONLY.keys():
            return False
        before = self.words.tokens[match.start - 1].key if match.start else ""
        if any(before in lexicon.SUPPORTED_ONLY[label] for label in labels):
            return False
        return not (self._is_listed(match.start - 1, -1) or self._is_listed(match.end, 1))

    def _is_listed(self, position: int, step: int) -> bool:
        """Whether another region stands there, or behind a joining word."""
        if self._is_region(position):
            return True
        if not 0 <= position < len(self.words.tokens):
            return False
        return self.words.tokens[position].key in lexicon.CONNECTORS and self._is_region(
            position + step
        )

    def _refuses_after_it(self, before: Token, match: Match) -> bool:
        """Whether the word before makes another name of it: New Mexico, Michael Jordan."""
        first = self.words.tokens[match.start].key
        if (before.key, first) in lexicon.NOT_PLACES:
            return True
        if before.key in lexicon.NEW and (before.is_capitalised or self.casing is Casing.LOWER):
            return True
        forms = {before.key, *arabic_stems(before.key)}
        if not forms.isdisjoint(lexicon.FEATURES_BEFORE | lexicon.ANY_CASE_INSTITUTIONS):
            return True
        if before.key in lexicon.PERSON_TITLES and before.is_capitalised:
            return True
        if before.text[0].isalpha() and before.text.lower() == before.text.upper():
            return not forms.isdisjoint(lexicon.INSTITUTIONS)
        if before.key in lexicon.DIRECTIONS or (match.start - 1) in self.owners:
            return False
        return before.is_capitalised and self._is_strange(before, match.start - 1)

    def _refuses_before_it(self, after: Token, match: Match) -> bool:
        """Whether the word after makes another name of it: Niger Delta, Chad Smith."""
        last = self.words.tokens[match.end - 1]
        if after.key in lexicon.FEATURES and (after.is_capitalised or after.key != "state"):
            return not self._is_region(match.end)
        if after.key in lexicon.INSTITUTIONS and after.is_capitalised:
            return True
        if last.is_upper and after.key in lexicon.STATE_WORDS:
            return True
        if (match.end) in self.owners:
            return False
        return after.is_capitalised and self._is_strange(after, match.end)

    def _is_strange(self, token: Token, position: int) -> bool:
        """Whether a capitalised neighbour is no common word, so that both may be one name."""
        if token.key in lexicon.FUNCTION_WORDS or token.key in self.common:
            return False
        if self.casing is Casing.UPPER or token.is_upper or token.key.isdecimal():
            return len(token.text) == 1
        if token.key in lexicon.TITLE_WORDS or token.key in lexicon.INSTITUTIONS:
            return False
        if self._begins_sentence(position) and is_cyrillic(token.key):
            return False
        if self.casing is Casing.TITLE or self._begins_sentence(position):
            return not token.key.endswith(lexicon.TITLE_ENDINGS)
        return True

    def _begins_sentence(self, position: int) -> bool:
        return position == 0 or not _STOPS.isdisjoint(self.words.gap(position))

    def _is_name_of_person(self, match: Match) -> bool:
        """Whether initials stand beside it: M. Jordan; Jordan, M."""
        tokens = self.words.tokens
        before = tokens[match.start - 1] if match.start else None
        if before is not None and before.is_capitalised and self.words.gap(match.start) == ". ":
            is_title = before.key in lexicon.PERSON_TITLES and len(before.key) <= 4
            if len(before.text) == 1 or is_title:
                return True
        if match.end == len(tokens) or not self.words.gap(match.end).startswith(", "):
            return False
        after = tokens[match.end]
        return len(after.text.replace(".", "")) == 1 and self.words.gap(match.end + 1)[:1] == "."

    def _is_in_a_state(self, match: Match) -> bool:
        """Whether it is a town of the United States: Lebanon, Tennessee."""
        tokens = self.words.tokens
        if match.end == len(tokens) or tokens[match.end].key not in lexicon.US_STATES:
            return False
        listed = match.end + 1 < len(tokens) and tokens[match.end + 1].key in {"and", "or"}
        return self.words.gap(match.end) == ", " and not listed

    def _belongs_to_feature(self, match: Match) -> bool:
        """Whether it only says where a water or a town is: Gulf of Guinea, Ciudad de México."""
        position = match.start - 1
        while position >= 0 and self.words.tokens[position].key in {"the", "la", "le", "el", "l"}:
            position -= 1
        if position < 1 or self.words.tokens[position].key not in lexicon.OF:
            return False
        if any(
            not _STOPS.isdisjoint(self.words.gap(at)) for at in range(position, match.start + 1)
        ):
            return False
        return self.words.tokens[position - 1].key in lexicon.FEATURES_BEFORE

    def _belongs_to_institution(self, match: Match) -> bool:
        """Whether it ends an institution's name: Ministry of Labour and Justice of Georgia."""
        is_listed, is_joined = False, is_cyrillic(self.words.tokens[match.start].key)
        for position in range(match.start - 1, max(match.start - _REACH, -1), -1):
            token, gap = self.words.tokens[position], self.words.gap(position + 1)
            if not _STOPS.isdisjoint(gap):
                return False
            if "," in gap and position + 1 == match.start and not self._is_region(position):
                return False
            owner = self.owners.get(position)
            if _heads_institution(token):
                several = token.key.endswith("s")
                adjacent = position + 1 == match.start
                return owner is None and (is_joined or adjacent) and (several or not is_listed)
            if owner is not None and owner.of(Kind.AGENCY):
                return False
            is_listed = is_listed or self._is_region(position)
            is_joined = is_joined or token.key in lexicon.OF
            if not _is_within_long_name(token):
                return False
        return False

    def _allows_unspaced(self, match: Match) -> bool:
        start = self.words.tokens[match.start].start
        stop = self.words.tokens[match.end - 1].end
        return not (
            self.words.text.startswith(lexicon.UNSPACED_AFTER, stop)
            or self.words.text.endswith(lexicon.UNSPACED_BEFORE, 0, start)
        )


def _heads_institution(token: Token) -> bool:
    return token.key in lexicon.ANY_CASE_INSTITUTIONS or (
        token.key in lexicon.INSTITUTIONS and token.is_capitalised
    )


def _is_within_long_name(token: Token) -> bool:
    return token.is_capitalised or token.key in lexicon.CONNECTORS or is_russian_genitive(token.key)
