"""Names: what a stated name (a tag, a field, a creator) stands for or may be meant for."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from regesta.linking.authorities import Authorities, Authority
from regesta.linking.candidates import Candidate, ranked
from regesta.linking.folding import clean, keys
from regesta.linking.matching import Entry, Index
from regesta.records import Kind, Name

_TRAILING_PARENTHESIS = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]\s*")
_NEAR = 0.72
_SHORT = 5
"""Short names are alike by chance."""


class Names:
    """Looks up whole names among the authorities."""

    def __init__(self, authorities: Authorities, index: Index) -> None:
        self._authorities = authorities
        self._index = index
        self.suggestions = lru_cache(maxsize=4096)(self._suggestions)

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
        for form in _forms(text):
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
    def _folded_labels(self) -> tuple[tuple[str, str, Authority], ...]:
        return tuple(
            (" ".join(keys(label.text)), label.text, thing)
            for thing in self._authorities.things
            for label in thing.labels
        )

    def is_agency(self, text: str) -> bool:
        """Whether a text is the name of an agency."""
        return bool(self._by_label(text, Kind.AGENCY))

    def _suggestions(self, text: str, kinds: tuple[Kind, ...]) -> tuple[tuple[str, float], ...]:
        """The names most like a text, with their likeness, at most three and best first."""
        folded = " ".join(keys(text))
        if len(folded) < _SHORT:
            return ()
        matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
        matcher.set_seq2(folded)
        found: dict[str, tuple[float, str]] = {}
        for label, written, thing in self._folded_labels:
            if thing.kind in kinds and abs(len(label) - len(folded)) <= 0.4 * len(folded):
                matcher.set_seq1(label)
                if matcher.real_quick_ratio() > _NEAR and matcher.quick_ratio() > _NEAR:
                    likeness = (matcher.ratio(), written)
                    found[thing.iri] = max(found.get(thing.iri, (0.0, "")), likeness)
        best = sorted(found.values(), key=lambda item: (-item[0], item[1]))[:3]
        return tuple((written, likeness) for likeness, written in best if likeness > _NEAR)


def _forms(text: str) -> Iterable[str]:
    """A name as it stands, then the parts of “International Organization for Migration (IOM)”."""
    cleaned = clean(text).strip(" .,;:•-–—*#\t")
    yield cleaned
    explained = _TRAILING_PARENTHESIS.fullmatch(cleaned)
    if explained:
        name, acronym = explained.groups()
        yield name
        initials = iter(word[0] for word in keys(name))
        if all(letter in initials for letter in acronym.casefold()):
            yield acronym


def _score(entry: Entry, text: str) -> float:
    if entry.is_acronym and entry.label.text.replace(".", "") != text.replace(".", ""):
        return 0.9
    if not entry.is_exact:
        return 0.95
    return 1.0 if entry.label.is_preferred else 0.98


def _entry_of(thing: Authority, text: str) -> Entry:
    return Entry(thing, thing.labels[0], (text,), True, False)
