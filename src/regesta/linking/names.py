"""Names: what a stated name (a tag, a field, a creator) stands for or may be meant for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from regesta.linking import lexicon
from regesta.linking.authorities import Authorities, Authority
from regesta.linking.candidates import Candidate, ranked
from regesta.linking.folding import clean, keys
from regesta.linking.matching import Entry, Index
from regesta.linking.subdivisions import Subdivisions
from regesta.linking.suggesting import Suggestion, Suggestions
from regesta.records import Kind, Name

_TRAILING_PARENTHESIS = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]\s*")
_REMEMBERED = 1 << 14
"""Of the names of a library, most return: subject words, publishers, series."""
_IN_COUNTRY = re.compile(r"([^,]+),\s*([^,]+)")
_OF_STATES = frozenset({("republic",), ("federation",), ("country",), ("region",), ("republique",)})
"""How libraries tell a state from what else bears its name: “Georgia (Republic)”."""


class Names:
    """Looks up whole names among the authorities."""

    def __init__(self, authorities: Authorities, index: Index) -> None:
        self._authorities = authorities
        self._index = index
        self.subdivisions = Subdivisions(authorities)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._candidates)

    def candidates(
        self, name: Name, kinds: tuple[Kind, ...], countries: tuple[str, ...] | None = None
    ) -> tuple[Candidate, ...]:
        """What a name stands for, best first, all of the first of these kinds that has it.

        A part of a country is one of these `countries`, if any; None tells nothing of them.
        """
        return self._remembered(name.value, name.identifier, kinds, countries)

    def _candidates(
        self,
        text: str,
        identifier: str | None,
        kinds: tuple[Kind, ...],
        countries: tuple[str, ...] | None,
    ) -> tuple[Candidate, ...]:
        for kind in kinds:
            found = self._by_identifier(text, identifier, kind) or self._by_label(text, kind)
            if found:
                return found
        if Kind.REGION in kinds and kinds[0] is not Kind.AGENCY:
            is_region = kinds == (Kind.REGION,) and countries is None
            return self._subdivisions_named(text, countries or (), is_region=is_region)
        return ()

    def _subdivisions_named(
        self, text: str, known: Sequence[str], *, is_region: bool
    ) -> tuple[Candidate, ...]:
        """The parts of countries that a name may stand for, “Borno State (Nigeria)” for one."""
        cleaned = clean(text).strip()
        found = _TRAILING_PARENTHESIS.fullmatch(cleaned) or _IN_COUNTRY.fullmatch(cleaned)
        if not found:
            return self.subdivisions.candidates(keys(cleaned), known, is_region=is_region)
        beside = {" ".join(keys(part)) for part in found[2].split(":")}
        countries = [
            entry.thing.iri
            for part in sorted(beside)
            for entry in self._index.whole(part)
            if entry.thing.is_country
        ]
        units = beside & lexicon.UNITS
        if not countries and units != beside:
            return ()
        name = (*keys(found[1]), *sorted(units)[:1])
        return self.subdivisions.candidates(name, countries or known, is_region=is_region)

    def with_namesakes(self, found: Sequence[Candidate], name: Name) -> tuple[Candidate, ...]:
        """What a name stands for, and the parts of other countries that it may as well."""
        others = self.subdivisions.candidates(keys(name.value), is_region=True)
        return (*(replace(each, score=others[0].score) for each in found if others), *others)

    def _by_identifier(
        self, text: str, identifier: str | None, kind: Kind
    ) -> tuple[Candidate, ...]:
        thing = self._authorities.find(kind, identifier) if identifier else None
        if thing is None and text.startswith(("http://", "https://")):
            thing = self._authorities.find(kind, text.strip())
        return (Candidate(_entry_of(thing, text), 1.0),) if thing else ()

    def _by_label(self, text: str, kind: Kind) -> tuple[Candidate, ...]:
        for form in _forms(text, kind):
            entries = [entry for entry in self._index.whole(form) if entry.thing.kind is kind]
            if entries:
                return ranked(Candidate(entry, _score(entry, form)) for entry in entries)
        return ()

    def by_code(self, text: str, kind: Kind) -> tuple[Candidate, ...]:
        """What a code such as BFA or 854 stands for."""
        code = text.strip()
        if not code.isascii() or not (code.isupper() or code.isdecimal()) or len(code) > 8:
            return ()
        thing = self._authorities.find(kind, code)
        return (Candidate(_entry_of(thing, code), 0.98),) if thing else ()

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._authorities)

    def is_agency(self, text: str) -> bool:
        """Whether a text is the name of an agency."""
        return bool(self._by_label(text, Kind.AGENCY))

    def suggestions(self, text: str, kinds: tuple[Kind, ...]) -> tuple[Suggestion, ...]:
        """The names most like a text, with their likeness, at most three and best first."""
        return self._suggestions.find(text, kinds)


def _forms(text: str, kind: Kind) -> Iterator[str]:
    """A name as it stands, then the parts of “International Organization for Migration (IOM)”.

    What stands behind a region or theme may tell of something else that bears its name: “Lebanon
    (Pa.)”; or it belongs before it: “Korea (South)”.
    """
    cleaned = clean(text).strip(" .,;:•-–—*#\t")
    yield cleaned
    explained = _TRAILING_PARENTHESIS.fullmatch(cleaned)
    if explained:
        name, acronym = explained.groups()
        initials = iter(word[0] for word in keys(name))
        is_acronym = all(letter in initials for letter in acronym.casefold())
        if is_acronym or kind is Kind.AGENCY or keys(acronym) in _OF_STATES:
            yield name
        if is_acronym:
            yield acronym
        if kind is Kind.REGION:
            yield from (f"{acronym} {name}", f"{acronym} of the {name}")


def _score(entry: Entry, text: str) -> float:
    if entry.is_acronym and entry.label.text.replace(".", "") != text.replace(".", ""):
        return 0.9
    if not entry.is_exact:
        return 0.95
    return 1.0 if entry.label.is_preferred else 0.98


def _entry_of(thing: Authority, text: str) -> Entry:
    return Entry(thing, thing.labels[0], (text,), True, False)
