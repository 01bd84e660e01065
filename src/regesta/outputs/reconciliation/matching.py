"""Matching: the candidates of a query, what its properties say of them, and which one is safe."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regesta.linking.folding import keys
from regesta.outputs.catalogue import Catalogue
from regesta.outputs.reconciliation.model import LIKE, SAFE, Candidate, Query, Wanted
from regesta.outputs.reconciliation.names import AuthorityNames, candidate_of, order
from regesta.outputs.reconciliation.properties import Facts, Property, Value, find_property
from regesta.outputs.reconciliation.reading import read_facts
from regesta.outputs.reconciliation.registry import Registry
from regesta.outputs.reconciliation.titles import Titles, normalise_identifier
from regesta.outputs.wording import Reference
from regesta.values.authority_iris import authority_iri

_MARGIN = 5.0
_LONGEST = 1_000
_AGREES, _DIFFERS, _IDENTIFIES = 10.0, -15.0, 40.0
_BY_IDENTIFIER_ONLY = 60.0
_ALIKE = 70.0
_OTHER_TYPE = 20.0
_EXAMINED = 20


class Matcher:
    """Finds candidates in one release."""

    def __init__(
        self, catalogue: Catalogue, registry: Registry, names: AuthorityNames, titles: Titles
    ) -> None:
        self._catalogue, self._registry = catalogue, registry
        self._names, self._titles = names, titles

    def match(self, query: Query) -> list[tuple[Candidate, bool]]:
        """The candidates of a query, best first; at most the first is a match."""
        text = query.text.strip()[:_LONGEST]
        found = {one.iri: one for one in self._find(text, query.kinds)} if text else {}
        for one in self._identified(query):
            found.setdefault(one.iri, one)
        candidates = order(found.values())
        if query.properties:
            most = max(_EXAMINED, query.limit)
            candidates = order(self._weigh(candidates[:most], query.properties))
        if query.is_preference:
            candidates = order(_prefer(candidates, query.types))
        described = map(self._describe, candidates[: query.limit])
        is_sure = _is_sure(candidates)
        return [(one, is_sure and place == 0) for place, one in enumerate(described)]

    def _find(self, text: str, kinds: Sequence[str]) -> list[Candidate]:
        """The one thing with this IRI or identifier, else all with a name like the text."""
        identified = self._titles.identified(text) if "publication" in kinds else None
        if identified:
            return [identified]
        others = [kind for kind in kinds if kind != "publication"]
        for kind in others if "/" in text else ():
            thing = self._names.identified(text, kind)
            if thing:
                return [candidate_of(thing, 100.0, is_safe=True)]
        known = self._registry.get(text) if "agency" in kinds else None
        if known:
            return [known]
        named = [one for kind in others for one in self._names.find(text, kind)]
        if "agency" in kinds:
            named += self._registered(text, named)
        return [*named, *(self._titles.find(text) if "publication" in kinds else ())]

    def _registered(self, text: str, found: Sequence[Candidate]) -> Iterable[Candidate]:
        """The organisations of the registry that are none of our agencies."""
        ours = [one for one in found if one.kind == "agency"]
        for one in self._registry.find(text, ours):
            if not self._names.identified(one.iri, "agency"):
                yield one

    def _identified(self, query: Query) -> Iterable[Candidate]:
        """The things that an identifying property names, whatever the name says."""
        for wanted in query.properties:
            for kind in query.kinds:
                known = find_property(kind, wanted.property_id)
                for value in wanted.values if known and known.is_identifying else ():
                    found = self._by_identifier(value, kind)
                    if found:
                        yield found.scored(_BY_IDENTIFIER_ONLY, is_safe=False)

    def _by_identifier(self, value: str, kind: str) -> Candidate | None:
        if kind == "publication":
            return self._titles.identified(value)
        thing = self._names.identified(value, kind)
        if thing:
            return candidate_of(thing, 0.0)
        return self._registry.get(value) if kind == "agency" else None

    def _weigh(
        self, candidates: Sequence[Candidate], properties: Sequence[Wanted]
    ) -> list[Candidate]:
        facts = read_facts(self._catalogue, self._names, (one.iri for one in candidates))
        return [_weigh(one, facts.get(one.iri), properties) for one in candidates]

    def _describe(self, candidate: Candidate) -> Candidate:
        thing = self._names.get(candidate.iri)
        return replace(candidate, description=self._names.describe(thing)) if thing else candidate


def _weigh(candidate: Candidate, facts: Facts | None, properties: Sequence[Wanted]) -> Candidate:
    """A candidate with the score that its properties leave it; what it does not have is no fault.

    One that has a name which others share is safe if a property agrees, and one whose identifier
    agrees if its name is much alike; none is where a property differs.
    """
    score, identifies = candidate.score, False
    features: dict[str, bool] = {}
    for wanted in properties:
        known = find_property(candidate.kind, wanted.property_id)
        values = list(known.read(facts)) if known and facts else []
        if known is None or not values or not wanted.values:
            continue
        agrees = any(_is_same(value, asked) for value in values for asked in wanted.values)
        features[wanted.property_id] = agrees
        identifies |= agrees and known.is_identifying
        score += _weight(known, agrees)
    agreed, differed = True in features.values(), False in features.values()
    is_named = candidate.score > LIKE or (identifies and candidate.score > _ALIKE)
    is_safe = not differed and (candidate.is_safe or (agreed and is_named))
    return replace(candidate.scored(score, is_safe=is_safe), features=features)


def _weight(known: Property, agrees: bool) -> float:
    if not agrees:
        return _DIFFERS
    return _IDENTIFIES if known.is_identifying else _AGREES


def _is_same(value: Value, asked: str) -> bool:
    if isinstance(value, Reference):
        return asked == value.iri or keys(asked) == keys(value.label.value)
    if isinstance(value, int):
        return asked.strip()[:4] == str(value)
    if isinstance(value, float):
        return asked.strip() == f"{value:g}"
    if value.startswith("http"):
        known = authority_iri(value) or value
        short = known.rstrip("/").rpartition("/")[2]
        return asked.strip() == short or known.rstrip("/") == (authority_iri(asked) or "").rstrip(
            "/"
        )
    is_identifier = normalise_identifier(asked) == normalise_identifier(value)
    return is_identifier or (bool(keys(asked)) and keys(asked) == keys(value))


def _prefer(candidates: Iterable[Candidate], types: Sequence[str]) -> list[Candidate]:
    return [
        one if one.kind in types else one.scored(one.score - _OTHER_TYPE, is_safe=False)
        for one in candidates
    ]


def _is_sure(candidates: Sequence[Candidate]) -> bool:
    first, second = (*candidates[:2], None, None)[:2]
    if first is None or not first.is_safe or first.score < SAFE:
        return False
    return second is None or first.score - second.score >= _MARGIN
