"""Subdivisions: states and provinces, whose names are many and often those of something else."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from regesta.linking import lexicon
from regesta.linking.authorities import Authorities, Authority
from regesta.linking.candidates import Candidate, ranked
from regesta.linking.folding import clean, keys, tokenise
from regesta.linking.matching import Entry
from regesta.linking.spellings import Keys

_EXACT, _ALONE = 1.0, 0.95
_SHORT = 3


class _Known(NamedTuple):
    """A subdivision by a name that does or does not say what kind of unit it is."""

    country: str
    entry: Entry
    is_whole: bool


class Subdivisions:
    """Looks up the first-level units of countries, apart from all names that texts may have.

    A name without its country stands for a unit only if no other bears it, and if it is no word
    that means something else, such as “Central”.
    """

    def __init__(self, authorities: Authorities) -> None:
        self._table: dict[Keys, list[_Known]] = defaultdict(list)
        self._beginning: dict[str, list[_Known]] = defaultdict(list)
        self._well_known = {
            thing.iri
            for thing in authorities.things
            if thing.is_country and not lexicon.WELL_KNOWN_STATES.isdisjoint(thing.codes)
        }
        for thing in authorities.things:
            if thing.is_subdivision and thing.parents:
                self._add(thing)

    def _add(self, thing: Authority) -> None:
        label = thing.labels[0]
        whole = keys(label.text)
        written = tuple(token.text for token in tokenise(clean(label.text)))
        for spelling in {whole, without_kind(whole)} - {()}:
            is_whole = spelling == whole
            entry = Entry(thing, label, written, is_whole, False)
            self._table[spelling].append(_Known(thing.parents[0], entry, is_whole))
        if len(whole) > 1:
            entry = Entry(thing, label, written, False, False)
            self._beginning[whole[0]].append(_Known(thing.parents[0], entry, False))

    def within(self, name: Keys, country: str) -> Entry | None:
        """The unit of a country that bears a name, which says its kind where the unit's does."""
        for known in self._table.get(name, ()):
            if known.country == country and self._is_named(known, name):
                return known.entry
        bare = without_kind(name)
        for known in self._table.get(bare, ()) if bare != name else ():
            if known.country == country:
                return known.entry
        return None

    def _is_named(self, known: _Known, name: Keys) -> bool:
        is_name = any(word not in lexicon.NO_NAMES for word in name)
        return known.is_whole or (is_name and known.country in self._well_known)

    def candidates(
        self, name: Keys, countries: Sequence[str] = (), *, is_region: bool = False
    ) -> tuple[Candidate, ...]:
        """What a stated name may stand for, best first.

        `countries` are those that stand beside it; `is_region` tells that the source calls it a
        region, so that it is one however unusual.
        """
        if countries:
            entries = (self.within(name, country) for country in countries)
            return ranked(Candidate(entry, _EXACT) for entry in entries if entry)
        bare = without_kind(name)
        found = [known for known in self._table.get(name, ()) if known.is_whole or is_region]
        found = found or (self._table.get(bare, []) if bare != name else [])
        if found and len(bare) == 1 and not any(known.is_whole for known in found):
            found = [*found, *self._beginning[bare[0]]]  # Santiago, Santiago del Estero …
        if not is_region and not self._is_clear(name, bare, found):
            return ()
        return ranked(
            Candidate(known.entry, _ALONE if known.is_whole else _ALONE - 0.01) for known in found
        )

    def _is_clear(self, name: Keys, bare: Keys, found: Sequence[_Known]) -> bool:
        """Whether a name that stands alone is one of a subdivision, and of nothing else."""
        if bare != name:
            return True
        is_word = len(name) == 1 and (name[0] in lexicon.NO_NAMES or len(name[0]) < _SHORT)
        return not is_word and any(known.country in self._well_known for known in found)


def without_kind(name: Keys) -> Keys:
    """The words of a name without those that say which kind of unit it is: “Borno State”."""
    if len(name) > 2 and name[0] in lexicon.UNITS and name[1] in lexicon.OF:
        return name[2:]
    if len(name) > 1 and name[0] in lexicon.UNITS:
        return name[1:]
    return name[:-1] if len(name) > 1 and name[-1] in lexicon.UNITS else name
