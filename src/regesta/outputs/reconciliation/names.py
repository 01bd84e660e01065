"""Names of agencies, regions and themes: the linker's own matcher, over what a release holds.

A name thereby means the same in a curator's table as in a source; see docs/decisions/0009.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities, Authority
from regesta.linking.folding import is_acronym, keys
from regesta.linking.matching import Index
from regesta.linking.names import Names
from regesta.linking.rivals import has_rival
from regesta.outputs.reconciliation.model import LIKE, SAFE, Candidate
from regesta.records import Kind, Name, Place
from regesta.store.port import Store
from regesta.store.query import load_query

_LIKE_ENOUGH = 70
_PART_OF_NAME = 0.8
_BEGINS_ALIKE = 70.0
_COMPARED = 60
_COMMON = 1_000
_KINDS = (Kind.AGENCY, Kind.REGION, Kind.THEME)
_PLACE = Place("reconciliation")


@dataclass(frozen=True, slots=True)
class _Labels:
    """The different folded labels of one kind, whose they are, and in which a word stands."""

    folded: tuple[str, ...]
    owners: tuple[tuple[Authority, ...], ...]
    by_word: Mapping[str, Sequence[int]]

    def like(self, text: str) -> Iterator[tuple[int, float]]:
        """The labels that are spelt much like a text, and those that share a word with it.

        Words that very many labels have, such as “of”, are not followed.
        """
        yield from self._compare(text, fuzz.ratio, self.folded, 1.0)
        found = (self.by_word.get(word, ()) for word in set(text.split()))
        sharing = {at: self.folded[at] for each in found if len(each) < _COMMON for at in each}
        yield from self._compare(text, fuzz.token_set_ratio, sharing, _PART_OF_NAME)

    @staticmethod
    def _compare(
        text: str,
        likeness: Callable[..., float],
        labels: Sequence[str] | Mapping[int, str],
        weight: float,
    ) -> Iterator[tuple[int, float]]:
        nearest = process.extract(
            text,
            labels,
            scorer=likeness,
            processor=None,
            score_cutoff=_LIKE_ENOUGH,
            limit=_COMPARED,
        )
        for _, score, at in nearest:
            yield at, min(LIKE, score * weight)


class AuthorityNames:
    """Looks names up among the agencies, regions and themes of a release, which it reads once."""

    def __init__(self, store: Store, identifiers: Identifiers) -> None:
        statements = store.construct(load_query("web/authorities").bind())
        self._authorities = Authorities.from_quads(statements, identifiers)
        self._names = Names(self._authorities, Index(self._authorities))
        self._labels = {kind.value: _fold_labels(self._authorities, kind) for kind in _KINDS}
        self._countries = list(_names_of_countries(self._authorities))

    def find(self, text: str, kind: str) -> list[Candidate]:
        """What a name or a code may stand for, in no order, each thing once."""
        wanted = Kind(kind)
        exact = self._exact(text, wanted)
        others = self._confusable(text) if exact and wanted is Kind.REGION else ()
        found: dict[str, Candidate] = {}
        for one in (*self._like(text, kind), *others, *exact):
            if one.iri not in found or one.score > found[one.iri].score:
                found[one.iri] = one
        return list(found.values())

    def identified(self, identifier: str, kind: str) -> Authority | None:
        """The thing of a kind with an IRI, a local name or a code."""
        return self._authorities.find(Kind(kind), identifier)

    def get(self, iri: str) -> Authority | None:
        """The thing with an IRI."""
        return self._authorities.get(iri)

    def beginning(self, prefix: str, kind: str) -> Iterator[Authority]:
        """The things with a name that begins so, then those with a word that does, each once."""
        folded, labels = " ".join(keys(prefix)), self._labels[kind]
        within = f" {folded}"
        first = [at for at, label in enumerate(labels.folded) if label.startswith(folded)]
        then = [at for at, label in enumerate(labels.folded) if folded and within in label]
        by_length = sorted(first, key=lambda at: (len(labels.folded[at]), labels.folded[at]))
        seen: dict[str, Authority] = {}
        for at in (*by_length, *then):
            for thing in labels.owners[at]:
                if thing.iri not in seen:
                    seen[thing.iri] = thing
                    yield thing

    def acronyms(self, iri: str) -> list[str]:
        """The names of a thing that are acronyms."""
        thing = self._authorities.get(iri)
        labels = [label.text for label in thing.labels if is_acronym(label.text)] if thing else []
        return list(dict.fromkeys(labels))

    def describe(self, thing: Authority) -> str:
        """What tells a thing from its namesakes: its acronym, what it is, what it belongs to."""
        above = [self._authorities.label(iri) for iri in thing.parents if self.get(iri)]
        noun = thing.noun if thing.is_subdivision else thing.noun.capitalize()
        acronyms = self.acronyms(thing.iri)[:1] if thing.kind is Kind.AGENCY else []
        parts = [*acronyms, noun, *([] if thing.is_subdivision else above[:1])]
        return " · ".join(parts)

    def _exact(self, text: str, kind: Kind) -> list[Candidate]:
        name = Name(text, _PLACE)
        found = self._names.by_code(text, kind) or self._names.candidates(name, (kind,))
        if kind is Kind.REGION:
            found = self._names.with_namesakes(found, name) or found
        is_open = kind is Kind.REGION and (has_rival(text.strip()) or self._begins_another(text))
        return [
            candidate_of(
                each.entry.thing,
                each.score * 100,
                is_safe=each.score * 100 >= SAFE and not is_open,
            )
            for each in found
        ]

    def _like(self, text: str, kind: str) -> Iterator[Candidate]:
        labels = self._labels[kind]
        scores: dict[str, tuple[float, Authority]] = {}
        for at, score in labels.like(" ".join(keys(text))):
            for thing in labels.owners[at]:
                if score > scores.get(thing.iri, (0.0, thing))[0]:
                    scores[thing.iri] = score, thing
        yield from (candidate_of(thing, score) for score, thing in scores.values())

    def _confusable(self, text: str) -> Iterator[Candidate]:
        for name, thing in self._sharing(text):
            yield candidate_of(thing, max(_BEGINS_ALIKE, min(LIKE, fuzz.ratio(text, name))))

    def _begins_another(self, text: str) -> bool:
        return len({thing.iri for _, thing in self._sharing(text)}) > 1

    def _sharing(self, text: str) -> Iterator[tuple[str, Authority]]:
        """The countries that one word may mean: Guinea, Guinea-Bissau …; Niger, Nigeria."""
        words = keys(text)
        if len(words) == 1 and len(words[0]) > 2:
            for name, thing in self._countries:
                if name.startswith(words[0]) or f" {words[0]} " in f" {name} ":
                    yield name, thing


def candidate_of(thing: Authority, score: float, *, is_safe: bool = False) -> Candidate:
    """An agency, region or theme as a candidate."""
    return Candidate(thing.iri, thing.kind.value, thing.label(), round(score, 1), is_safe)


def _fold_labels(authorities: Authorities, kind: Kind) -> _Labels:
    table: dict[str, dict[str, Authority]] = {}
    for thing in authorities.things:
        for label in thing.labels if thing.kind is kind else ():
            table.setdefault(" ".join(keys(label.text)), {})[thing.iri] = thing
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, folded in enumerate(table):
        for word in set(folded.split()):
            by_word[word].append(at)
    return _Labels(tuple(table), tuple(tuple(each.values()) for each in table.values()), by_word)


def _names_of_countries(authorities: Authorities) -> Iterator[tuple[str, Authority]]:
    for thing in authorities.things:
        for label in thing.labels if thing.is_country else ():
            if label.is_preferred and label.language in ("en", None):
                yield " ".join(keys(label.text)), thing


def order(candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """The best candidates first, always in the same order."""
    return sorted(candidates, key=lambda one: (-one.score, one.name.casefold(), one.iri))
