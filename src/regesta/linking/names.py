"""Names: what a stated name (a tag, a field, a creator) stands for or may be meant for."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from regesta.linking.authorities import Authorities, Authority
from regesta.linking.candidates import Candidate, ranked
from regesta.linking.folding import clean, keys
from regesta.linking.matching import Entry, Index
from regesta.linking.suggesting import Suggestion, Suggestions
from regesta.records import Kind, Name

_TRAILING_PARENTHESIS = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]\s*")
_OF_STATES = frozenset({("republic",), ("federation",), ("country",), ("region",), ("republique",)})
"""How libraries tell a state from what else bears its name: “Georgia (Republic)”."""


class Names:
    """Looks up whole names among the authorities."""

    def __init__(self, authorities: Authorities, index: Index) -> None:
        self._authorities = authorities
        self._index = index

    def candidates(self, name: Name, kinds: Sequence[Kind]) -> tuple[Candidate, ...]:
        """What a name stands for, best first, all of the first of these kinds that has it."""
        for kind in kinds:
            found = self._by_identifier(name, kind) or self._by_label(name.value, kind)
            if found:
                return found
        return ()

    def _by_identifier(self, name: Name, kind: Kind) -> tuple[Candidate, ...]:
        thing = self._authorities.find(kind, name.identifier) if name.identifier else None
        if thing is None and name.value.startswith(("http://", "https://")):
            thing = self._authorities.find(kind, name.value.strip())
        return (Candidate(_entry_of(thing, name.value), 1.0),) if thing else ()

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
