"""The reconciliation of one release: what is made once for it, and every answer as JSON values."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from regesta.errors import ServiceBusyError
from regesta.outputs.catalogue import Catalogue
from regesta.outputs.reconciliation.matching import Matcher
from regesta.outputs.reconciliation.model import TYPES, Candidate, Query
from regesta.outputs.reconciliation.names import AuthorityNames
from regesta.outputs.reconciliation.properties import (
    PROPERTIES,
    Facts,
    Value,
    distinct_properties,
    find_property,
)
from regesta.outputs.reconciliation.reading import kind_of, read_facts
from regesta.outputs.reconciliation.registry import Registry
from regesta.outputs.reconciliation.requests import Extension
from regesta.outputs.reconciliation.titles import Titles
from regesta.outputs.wording import Reference, Wording
from regesta.store.port import Term
from regesta.vocabulary import SKOS

_SUGGESTED = 20
_PATIENCE = 10.0
_Json = dict[str, Any]


class Reconciliation:
    """Answers from one release; its indexes are made when they are first asked for."""

    def __init__(self, catalogue: Catalogue, registry: Path) -> None:
        self._catalogue = catalogue
        self._registry = Registry(registry)
        self._made: tuple[AuthorityNames, Titles] | None = None
        self._making = threading.Lock()

    def close(self) -> None:
        """Let go of the indexes."""
        with self._making:
            if self._made:
                self._made[1].close()
                self._made = None

    def match(self, queries: Mapping[str, Query]) -> _Json:
        """The candidates of each query of a batch."""
        matcher = Matcher(self._catalogue, self._registry, *self._indexes())
        return {
            key: {"result": [_write(one, is_match) for one, is_match in matcher.match(query)]}
            for key, query in queries.items()
        }

    def extend(self, asked: Extension) -> _Json:
        """The values of properties: a row for each identifier, a list for each property."""
        facts = self._facts(asked.ids)
        rows: dict[str, dict[str, list[_Json]]] = {}
        for iri in asked.ids:
            known = facts.get(iri)
            rows[iri] = {}
            for identifier, limit in asked.properties:
                found = find_property(known.kind, identifier) if known else None
                values = [_write_value(one) for one in found.read(known)] if found and known else []
                rows[iri][identifier] = values[: limit or None]
        kinds = list(dict.fromkeys(one.kind for one in facts.values()))
        meta = [_describe_property(identifier, kinds) for identifier, _ in asked.properties]
        return {"meta": meta, "rows": rows}

    def suggest_entities(self, prefix: str, kinds: tuple[str, ...], offset: int = 0) -> _Json:
        """The things that a curator may be typing the name of, or whose IRI this is."""
        names, titles = self._indexes()
        found: list[_Json] = []
        kind = kind_of(self._catalogue, prefix.strip())
        facts = read_facts(self._catalogue, names, [prefix.strip()]) if kind else {}
        if facts:
            return {"result": [self._suggest_by_iri(prefix.strip())]}
        most = offset + _SUGGESTED
        for one in kinds or tuple(TYPES):
            if one == "publication":
                found += [_suggestion(each) for each in titles.beginning(prefix, most)]
                continue
            for thing in names.beginning(prefix, one):
                found.append(_entity(thing.iri, thing.label(), names.describe(thing), one))
                if len(found) >= most:
                    break
        return {"result": found[offset:most]}

    def preview(self, iri: str) -> tuple[str, str, list[tuple[str, list[Value]]]] | None:
        """The name of a thing, its type and its properties with their values, for a small page."""
        facts = self._facts([iri]).get(iri)
        if facts is None:
            return None
        told = [(one.name, list(one.read(facts))[:3]) for one in PROPERTIES[facts.kind]]
        told = [(name, values) for name, values in told if values and values != [iri]]
        return self._name(iri), TYPES[facts.kind], told

    def _suggest_by_iri(self, iri: str) -> _Json:
        kind = kind_of(self._catalogue, iri) or ""
        return _entity(iri, self._name(iri), TYPES[kind], kind)

    def _facts(self, iris: Sequence[str]) -> dict[str, Facts]:
        """What the release says of things; an organisation of the registry has but its number."""
        facts = dict(read_facts(self._catalogue, self._indexes()[0], iris))
        for iri in iris:
            if iri not in facts and self._registry.get(iri):
                match: dict[Term, list[Wording]] = {NamedNode(iri): []}
                facts[iri] = Facts(iri, "agency", {SKOS.exactMatch.value: match})
        return facts

    def _name(self, iri: str) -> str:
        names, titles = self._indexes()
        thing = names.get(iri)
        if thing:
            return thing.label()
        other = titles.identified(iri) or self._registry.get(iri)
        return other.name if other else iri

    def prepare(self) -> None:
        """Make the indexes, unless another thread does so already."""
        if self._making.acquire(blocking=False):
            try:
                self._make()
            finally:
                self._making.release()

    def _indexes(self) -> tuple[AuthorityNames, Titles]:
        """The indexes; raises ServiceBusyError where they take longer than a client may wait."""
        if self._made:
            return self._made
        if not self._making.acquire(timeout=_PATIENCE):
            raise ServiceBusyError(
                "The names of a new release are still being read; ask again in some seconds."
            )
        try:
            return self._make()
        finally:
            self._making.release()

    def _make(self) -> tuple[AuthorityNames, Titles]:
        if self._made is None:
            self._registry.prepare()
            names = AuthorityNames(self._catalogue.store, self._catalogue.identifiers)
            self._made = names, Titles(self._catalogue)
        return self._made


def suggest_types(prefix: str) -> _Json:
    """The types whose name or identifier has a word that begins so."""
    found = [(key, name) for key, name in TYPES.items() if _begins(prefix, f"{key} {name}")]
    return {"result": [{"id": key, "name": name} for key, name in found]}


def suggest_properties(prefix: str) -> _Json:
    """The properties whose name or identifier has a word that begins so."""
    found = [
        {"id": one.identifier, "name": one.name}
        for one in distinct_properties().values()
        if _begins(prefix, f"{one.identifier} {one.name}")
    ]
    return {"result": found}


def propose_properties(kind: str, limit: int | None) -> _Json:
    """The properties by which a column of a type can be extended."""
    proposed = [{"id": one.identifier, "name": one.name} for one in PROPERTIES.get(kind, ())]
    answer: _Json = {"type": kind, "properties": proposed[: limit or None]}
    return {**answer, "limit": limit} if limit else answer


def _begins(prefix: str, text: str) -> bool:
    return f" {prefix.strip().casefold()}" in f" {text.casefold()}"


def _write(one: Candidate, is_match: bool) -> _Json:
    features = [{"id": name, "value": agrees} for name, agrees in one.features.items()]
    return {
        "id": one.iri,
        "name": one.name,
        "description": one.description,
        "type": [{"id": one.kind, "name": TYPES[one.kind]}],
        "score": one.score,
        "match": is_match,
        **({"features": features} if features else {}),
    }


def _suggestion(one: Candidate) -> _Json:
    return _entity(one.iri, one.name, one.description, one.kind)


def _entity(iri: str, name: str, description: str, kind: str) -> _Json:
    notable = [{"id": kind, "name": TYPES[kind]}]
    return {"id": iri, "name": name, "description": description, "notable": notable}


def _write_value(value: Value) -> _Json:
    if isinstance(value, Reference):
        return {"id": value.iri, "name": value.label.value}
    if isinstance(value, int):
        return {"int": value}
    return {"float": value} if isinstance(value, float) else {"str": value}


def _describe_property(identifier: str, kinds: list[str]) -> _Json:
    owners = (find_property(kind, identifier) for kind in kinds)
    known = next((one for one in owners if one), distinct_properties().get(identifier))
    if known is None:
        return {"id": identifier, "name": identifier}
    told: _Json = {"id": identifier, "name": known.name}
    points_at = known.points_at
    return {**told, "type": {"id": points_at, "name": TYPES[points_at]}} if points_at else told
