"""Authorities: the agencies, regions and themes that names can stand for, out of their RDF."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from regesta.identifiers import Identifiers
from regesta.records import Kind
from regesta.values.authority_iris import authority_iri
from regesta.vocabulary import DCTERMS, GN, ORG, RDF_TYPE, REGESTA, SKOS

_KINDS: Final = {
    ORG.Organization: Kind.AGENCY,
    GN.Feature: Kind.REGION,
    SKOS.Concept: Kind.THEME,
}
_PREFERRED: Final = (SKOS.prefLabel,)
_ALTERNATIVE: Final = (SKOS.altLabel, GN.name)
_CODES: Final = (DCTERMS.identifier, GN.countryCode, SKOS.notation, SKOS.exactMatch)
_PARENTS: Final = (GN.parentFeature, ORG.subOrganizationOf, SKOS.broader)
_FIRST_LEVEL: Final = "A.ADM1"

_Values = dict[NamedNode, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Label:
    """A name of an authority in one language, or in none."""

    text: str
    language: str | None
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """An agency, a region or a theme with its names and its place in the hierarchy.

    `parents` and `members` are IRIs; `local_name` is what its IRI ends in; `codes` are the
    identifiers that others have for it.
    """

    iri: str
    kind: Kind
    local_name: str
    labels: tuple[Label, ...]
    codes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    is_country: bool = False
    country: str = ""
    """The name of the country that it is a first-level part of."""

    @property
    def is_subdivision(self) -> bool:
        """Whether it is a state, a province or the like."""
        return bool(self.country)

    @property
    def noun(self) -> str:
        """What to call it in a sentence."""
        if self.is_subdivision:
            return f"part of {self.country}"
        return "country" if self.is_country else self.kind.value

    def label(self, languages: Sequence[str] = ("en",)) -> str:
        """Its preferred name in the first of these languages that it has one in, else any."""
        preferred = [label for label in self.labels if label.is_preferred] or list(self.labels)
        for language in languages:
            for label in preferred:
                if label.language == language:
                    return label.text
        return preferred[0].text if preferred else self.local_name


@dataclass(frozen=True)
class Authorities:
    """Every authority, sorted by IRI; immutable, so that processes can share it by pickling."""

    things: tuple[Authority, ...]

    @classmethod
    def from_quads(cls, quads: Iterable[Quad | Triple], identifiers: Identifiers) -> "Authorities":
        """Read the organisations, features and concepts that the statements describe."""
        described: dict[NamedNode, _Values] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                described[quad.subject][quad.predicate].append(quad.object)
        found = (
            _authority(subject, values, identifiers)
            for subject, values in sorted(described.items(), key=lambda item: item[0].value)
        )
        things = {thing.iri: thing for thing in found if thing is not None}
        return cls(tuple(_in_its_country(thing, things) for thing in things.values()))

    @cached_property
    def _by_iri(self) -> dict[str, Authority]:
        return {thing.iri: thing for thing in self.things}

    @cached_property
    def _by_identifier(self) -> dict[tuple[Kind, str], Authority]:
        table: dict[tuple[Kind, str], Authority] = {}
        for thing in self.things:
            for identifier in (thing.local_name, *thing.codes):
                written = authority_iri(identifier) or identifier
                table.setdefault((thing.kind, written.casefold()), thing)
        return table

    def get(self, iri: str) -> Authority | None:
        """The authority with this IRI."""
        return self._by_iri.get(iri)

    def find(self, kind: Kind, identifier: str) -> Authority | None:
        """The authority of a kind with this IRI, local name or code, or one that matches it."""
        written = authority_iri(identifier) or identifier.strip()
        thing = self._by_iri.get(written) or self._by_iri.get(written.rstrip("/") + "/")
        if thing is None:
            thing = self._by_identifier.get((kind, written.casefold()))
        return thing if thing is not None and thing.kind is kind else None

    def label(self, iri: str, languages: Sequence[str] = ("en",)) -> str:
        """The preferred name of a thing in the first possible language; its IRI if unknown."""
        thing = self._by_iri.get(iri)
        return thing.label(languages) if thing else iri


def _authority(subject: NamedNode, values: _Values, identifiers: Identifiers) -> Authority | None:
    # A literal is none of the keys, and asking for it does no harm.
    kinds = [_KINDS[value] for value in values[RDF_TYPE] if value in _KINDS]  # type: ignore[index]
    if not kinds:
        return None
    parsed = identifiers.parse_thing(subject.value)
    feature_codes = [value.value.rpartition("#")[2] for value in values[GN.featureCode]]
    is_subdivision = _FIRST_LEVEL in feature_codes
    return Authority(
        iri=subject.value,
        kind=kinds[0],
        local_name=parsed[1] if parsed else subject.value,
        labels=_labels(values),
        codes=() if is_subdivision else _texts(values, _CODES),
        parents=_texts(values, _PARENTS),
        members=_texts(values, (REGESTA.hasMember,)),
        is_country=any(code.startswith("A.PCL") for code in feature_codes),
        country=next(iter(_texts(values, (GN.countryCode,))), "?") if is_subdivision else "",
    )


def _in_its_country(thing: Authority, things: Mapping[str, Authority]) -> Authority:
    """A part of a country with the name of the country where that is known, else with its code."""
    parents = [things[iri] for iri in thing.parents if iri in things]
    named = thing.is_subdivision and parents
    return replace(thing, country=parents[0].label()) if named else thing


def _labels(values: _Values) -> tuple[Label, ...]:
    labels = {
        Label(value.value, value.language, predicate in _PREFERRED)
        for predicate in (*_PREFERRED, *_ALTERNATIVE)
        for value in values[predicate]
        if isinstance(value, Literal) and value.value.strip()
    }
    return tuple(
        sorted(labels, key=lambda label: (not label.is_preferred, label.language or "", label.text))
    )


def _texts(values: _Values, predicates: Iterable[NamedNode]) -> tuple[str, ...]:
    return tuple(sorted({value.value for predicate in predicates for value in values[predicate]}))
