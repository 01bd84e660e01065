"""Subdivisions: the first-level units of countries, such as states and provinces."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from authorities.geography import read_countries, read_subdivisions
from authorities.labels import plain
from authorities.turtle import BASE
from regesta.identifiers import Identifiers
from regesta.vocabulary import GN, RDF_TYPE, SKOS

_IDENTIFIERS = Identifiers(BASE)
_FIRST_LEVEL = "A.ADM1"


def subdivision_triples(reference: Path) -> Iterator[Triple]:
    """Every triple about the subdivisions of the countries that the regions have."""
    countries = {country.iso2: country.geonames for country in read_countries(reference)}
    taken = set(countries.values())
    for subdivision in read_subdivisions(reference):
        if subdivision.country in countries and subdivision.geonames not in taken:
            taken.add(subdivision.geonames)
            node, name = _node(subdivision.geonames), plain(subdivision.name)
            yield Triple(node, RDF_TYPE, GN.Feature)
            yield Triple(node, GN.name, Literal(name))
            yield Triple(node, SKOS.prefLabel, Literal(name, language="en"))
            yield Triple(node, GN.featureCode, GN[_FIRST_LEVEL])
            yield Triple(node, GN.countryCode, Literal(subdivision.country))
            yield Triple(node, GN.parentFeature, _node(countries[subdivision.country]))


def _node(number: str) -> NamedNode:
    return _IDENTIFIERS.thing("region", number)
