"""The properties that a table can be extended by, and by which candidates are told apart."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from regesta.outputs.summaries import Summary
from regesta.outputs.wording import Reference, Wording, label_thing
from regesta.store.port import Term
from regesta.vocabulary import (
    BIBO,
    DCTERMS,
    FOAF,
    GEONAMES_FEATURES,
    GN,
    ORG,
    ROR,
    SKOS,
    WGS84,
    WIKIDATA,
)

Value = str | int | float | Reference
_MATCHES: Final = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a release says of one thing: its values, and for a publication its summary."""

    iri: str
    kind: str
    values: Mapping[str, Mapping[Term, list[Wording]]] = field(default_factory=dict)
    summary: Summary | None = None
    acronyms: tuple[str, ...] = ()

    def texts(self, *predicates: NamedNode) -> list[str]:
        """The values of some properties as texts, sorted, each once."""
        terms = (term for one in predicates for term in self.values.get(one.value, ()))
        return sorted({term.value for term in terms if isinstance(term, Literal | NamedNode)})

    def things(self, *predicates: NamedNode) -> list[Reference]:
        """The things that some properties point at, by label."""
        found = {
            term.value: names
            for one in predicates
            for term, names in self.values.get(one.value, {}).items()
            if isinstance(term, NamedNode)
        }
        labelled = (label_thing(iri, names, ()) for iri, names in found.items())
        return sorted(labelled, key=lambda one: one.sort_key)

    def numbers(self, predicate: NamedNode) -> list[float]:
        """The values of a property as numbers."""
        return [float(text) for text in self.texts(predicate) if _NUMBER.fullmatch(text)]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the things of one type; `points_at` is the type of what it leads to.

    `is_identifying` tells that no two things share a value.
    """

    identifier: str
    name: str
    read: Callable[[Facts], Iterable[Value]]
    points_at: str = ""
    is_identifying: bool = False


_YEAR = re.compile("[0-9]{4}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def _starting(start: str) -> Callable[[Facts], Iterable[Value]]:
    return lambda facts: [one for one in facts.texts(SKOS.exactMatch) if one.startswith(start)]


def _code(pattern: str) -> Callable[[Facts], Iterable[Value]]:
    """The ISO codes and M49 numbers of a region stand together and differ in form."""
    form = re.compile(pattern)
    return lambda facts: [one for one in facts.texts(DCTERMS.identifier) if form.fullmatch(one)]


def _summary(name: str) -> Callable[[Facts], Iterable[Value]]:
    return lambda facts: getattr(facts.summary, name, ())


def _texts(*predicates: NamedNode) -> Callable[[Facts], Iterable[Value]]:
    return lambda facts: facts.texts(*predicates)


def _things(*predicates: NamedNode) -> Callable[[Facts], Iterable[Value]]:
    return lambda facts: facts.things(*predicates)


def _issued(facts: Facts) -> list[str]:
    return [facts.summary.issued] if facts.summary and facts.summary.issued else []


def _year(facts: Facts) -> list[int]:
    return [int(found[0]) for one in _issued(facts) if (found := _YEAR.match(one))]


def _geonames(facts: Facts) -> list[str]:
    return [facts.iri] if facts.iri.startswith(GEONAMES_FEATURES) else []


PROPERTIES: Final[Mapping[str, tuple[Property, ...]]] = {
    "agency": (
        Property("acronym", "Acronym", lambda facts: facts.acronyms),
        Property("homepage", "Website", _texts(FOAF.homepage)),
        Property("ror", "ROR", _starting(ROR), is_identifying=True),
        Property("wikidata", "Wikidata", _starting(WIKIDATA), is_identifying=True),
        Property("parent", "Part of", _things(ORG.subOrganizationOf, ORG.memberOf), "agency"),
    ),
    "region": (
        Property("iso_alpha_2", "ISO 3166 code of two letters", _code("[A-Z]{2}"), "", True),
        Property("iso_alpha_3", "ISO 3166 code of three letters", _code("[A-Z]{3}"), "", True),
        Property("m49", "UN M49 number", _code("[0-9]{3}"), "", True),
        Property("country", "Code of the country", _texts(GN.countryCode)),
        Property("geonames", "GeoNames", _geonames, "", True),
        Property("parent", "Lies in", _things(GN.parentFeature), "region"),
        Property("latitude", "Latitude", lambda facts: facts.numbers(WGS84.lat)),
        Property("longitude", "Longitude", lambda facts: facts.numbers(WGS84.long)),
    ),
    "theme": (
        Property("notation", "Notation", _texts(SKOS.notation), "", True),
        Property("broader", "Broader theme", _things(SKOS.broader), "theme"),
        Property("matches", "The same or similar elsewhere", _texts(*_MATCHES)),
    ),
    "publication": (
        Property("title", "Title", _texts(DCTERMS.title)),
        Property("year", "Year", _year),
        Property("issued", "Date of publication", _issued),
        Property("doi", "DOI", _texts(BIBO.doi), "", True),
        Property("isbn", "ISBN", _texts(BIBO.isbn), "", True),
        Property("creators", "Creators", _summary("creators")),
        Property("publisher", "Publisher", _summary("publishers"), "agency"),
        Property("regions", "Regions", _summary("regions"), "region"),
        Property("themes", "Themes", _summary("themes"), "theme"),
        Property("url", "Web page", _texts(FOAF.page)),
    ),
}
"""The properties of each type, in the order in which they are offered."""


def find_property(kind: str, identifier: str) -> Property | None:
    """The property of a type with an identifier."""
    found = (one for one in PROPERTIES.get(kind, ()) if one.identifier == identifier)
    return next(found, None)


def distinct_properties() -> dict[str, Property]:
    """Every property once by its identifier, since some belong to more than one type."""
    found: dict[str, Property] = {}
    for one in (each for of_type in PROPERTIES.values() for each in of_type):
        found.setdefault(one.identifier, one)
    return found
