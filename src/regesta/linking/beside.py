"""Beside: the states and provinces that a text names together with their country."""

from collections.abc import Iterator, Mapping

from regesta.linking import lexicon
from regesta.linking.context import Context
from regesta.linking.institutions import belongs_to_feature, belongs_to_institution
from regesta.linking.matching import Entry, Match
from regesta.linking.subdivisions import Subdivisions, without_kind
from regesta.records import Kind

_MOST_WORDS = 6
_OPENING = frozenset({", ", " (", " – ", " - "})
_LISTING = frozenset({"and", "et", "y", "e", "und", "и"})
_WITHIN = frozenset({"in", "of", "en", "au", "aux", "du", "de", "del", "da", "do", "im"})
_ARTICLES = frozenset({"the", "la", "el", "le", "los", "les", "l", "der"})


def subdivisions_beside(
    subdivisions: Subdivisions, context: Context, owners: Mapping[int, Match], country: Match
) -> Iterator[Match]:
    """The units of a country right before its name, or after its genitive, from right to left.

    `owners` are the names that the words certainly belong to.
    """
    for entry in country.of(Kind.REGION):
        if entry.thing.is_country:
            finder = _Finder(subdivisions, context, owners, entry.thing.iri)
            yield from finder.before(country.start)
            yield from finder.after(country.end)
            return


class _Finder:
    def __init__(
        self,
        subdivisions: Subdivisions,
        context: Context,
        owners: Mapping[int, Match],
        country: str,
    ) -> None:
        self._owners = owners
        self._subdivisions = subdivisions
        self._context = context
        self._words = context.words
        self._country = country

    def before(self, start: int) -> Iterator[Match]:
        """Those of “Borno, Adamawa and Yobe States, Nigeria”."""
        end = start if self._words.gap(start) in _OPENING else self._before_small_words(start)
        while end:
            found = self._ending(end)
            if found is None:
                return
            yield found
            end = self._before_list(found.start)

    def after(self, end: int) -> Iterator[Match]:
        """That of “Nigeria’s Borno State”."""
        tokens = self._words.tokens
        if end < len(tokens) and tokens[end].key == "s" and self._words.gap(end) in ("'", "’"):
            yield from self._starting(end + 1)
        elif self._words.gap(end) == " (":
            yield from self._starting(end)

    def _before_small_words(self, start: int) -> int:
        tokens, at = self._words.tokens, start
        while at and tokens[at - 1].key in _ARTICLES and self._words.gap(at) in (" ", "'", "’"):
            at -= 1
        is_joined = at and tokens[at - 1].key in _WITHIN and self._words.gap(at) == " "
        return at - 1 if is_joined and self._words.gap(at - 1) == " " else 0

    def _before_list(self, start: int) -> int:
        if start and self._words.gap(start) == ", ":
            return start
        is_listed = start > 1 and self._words.tokens[start - 1].key in _LISTING
        return start - 1 if is_listed else 0

    def _ending(self, end: int) -> Match | None:
        for start in range(max(0, end - _MOST_WORDS), end):
            if found := self._match(start, end):
                return found
        return None

    def _starting(self, start: int) -> Iterator[Match]:
        for end in range(min(len(self._words.tokens), start + _MOST_WORDS), start, -1):
            if found := self._match(start, end):
                yield found
                return

    def _match(self, start: int, end: int) -> Match | None:
        tokens = self._words.tokens[start:end]
        inner = (self._words.gap(at) for at in range(start + 1, end))
        if not all(gap in (" ", "-", "'", "’") for gap in inner):
            return None
        name = tuple(token.key for token in tokens)
        entry = self._subdivisions.within(name, self._country)
        bare = without_kind(name)
        if entry is None or (len(name) == 1 and name[0] in lexicon.NO_NAMES):
            return None
        if not all(token.is_capitalised for token in tokens if token.key in bare[:1] + bare[-1:]):
            return None
        return self._allowed(Match(start, end, (entry,)), entry, is_told=bare != name)

    def _allowed(self, match: Match, entry: Entry, *, is_told: bool) -> Match | None:
        """A match, unless its words are the name of something else or part of such a name."""
        owners = [self._owners[at] for at in range(match.start, match.end) if at in self._owners]
        is_namesake = entry.is_exact and {(match.start, match.end)} == {
            (owner.start, owner.end) for owner in owners
        }
        if owners and not is_told and not is_namesake:
            return None
        if not is_told and self._belongs_before(match):
            return None
        is_part = belongs_to_institution(self._context, match)
        return None if is_part or belongs_to_feature(self._context, match) else match

    def _belongs_before(self, match: Match) -> bool:
        """Whether the word before makes another name of it: South Carolina."""
        before = self._context.before(match)
        if before is None or not before.is_capitalised:
            return False
        return before.key in lexicon.DIRECTIONS or self._context.is_strange(match.start - 1)
