"""Regions: countries, the groups of M49, and the regions that people write beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from authorities.geography import Country, Feature, Point, read_countries, read_features
from authorities.labels import Variants, label_triples
from authorities.tables import TableError, in_more_languages, read_table
from authorities.turtle import BASE
from regesta.identifiers import Identifiers
from regesta.vocabulary import DCTERMS, GEO, GN, RDF_TYPE, REGESTA, SKOS, WGS84, XSD

_IDENTIFIERS = Identifiers(BASE)
_INDEPENDENT, _OTHER, _OWN = "A.PCLI", "A.PCL", "L.RGN"
"""GeoNames' codes: independent political entity, political entity, region."""

_ANTARCTICA = "010"
_TURNED_ROUND = re.compile(r"[(_]")
"""Marks an Arabic name turned round for an index, which nobody writes."""


def region_triples(reference: Path) -> Iterator[Triple]:
    """Every triple about regions; raises TableError where the tables and the reference differ."""
    countries = {country.iso2: country for country in read_countries(reference)}
    features = read_features(reference)
    more = read_table("region_languages")
    groups = in_more_languages(read_table("groups"), more)
    regions = in_more_languages(read_table("regions"), more)
    entries = read_table("countries")
    nodes = {code: _node(str(group["geonames"])) for code, group in groups.items()}
    yield from chain.from_iterable(
        _country_triples(country, entry, nodes)
        for country, entry in _with_entries(countries, entries, more)
    )
    if unknown := sorted(set(more) - {*countries, *groups, *regions}):
        raise TableError(f"region_languages.toml names what no other table has: {unknown}.")
    members = Members(countries, groups)
    for code, group in groups.items():
        name = str(group["geonames"])
        yield from _group_triples(name, code, group, nodes)
        yield from _region_triples(name, group, features, members)
    for name, region in regions.items():
        yield from _region_triples(name, region, features, members)


class Members:
    """Resolves members, given as ISO codes of countries or as codes of M49 groups."""

    def __init__(self, countries: Mapping[str, Country], groups: Mapping[str, Any]) -> None:
        self._countries = countries
        self._groups = groups

    def nodes(self, codes: Iterable[str]) -> Iterator[NamedNode]:
        """The countries meant by the codes; a group stands for all the countries below it."""
        for code in codes:
            if code in self._groups:
                yield from self._below(code)
            elif code in self._countries:
                yield _node(self._countries[code].geonames)
            else:
                raise TableError(f"{code} is neither a country nor an M49 group.")

    def _below(self, code: str) -> Iterator[NamedNode]:
        for country in self._countries.values():
            group = country.group
            while group and group != code:
                group = self._groups[group].get("parent", "")
            if group:
                yield _node(country.geonames)


def _with_entries(
    countries: Mapping[str, Country], table: Mapping[str, Any], more: Mapping[str, Any]
) -> Iterator[tuple[Country, Mapping[str, Any]]]:
    if unknown := sorted(set(table) - set(countries)):
        raise TableError(f"countries.toml has codes that the reference lacks: {unknown}.")
    entries = in_more_languages({iso2: table.get(iso2, {}) for iso2 in countries}, more)
    for iso2, country in countries.items():
        yield country, entries[iso2]


def _country_triples(
    country: Country, entry: Mapping[str, Any], groups: Mapping[str, NamedNode]
) -> Iterator[Triple]:
    node = _node(country.geonames)
    labels = {**country.labels, **entry.get("labels", {}), **entry["more_labels"]}
    point = Point(*entry["point"]) if "point" in entry else country.point
    yield from _feature_triples(node, country.name, _code(country), point)
    yield from label_triples(node, labels, _variants(country, entry))
    yield Triple(node, GN.countryCode, Literal(country.iso2))
    for identifier in filter(None, (country.iso2, country.iso3, country.m49)):
        yield Triple(node, DCTERMS.identifier, Literal(identifier))
    yield Triple(node, GN.parentFeature, groups[country.group or _ANTARCTICA])


def _variants(country: Country, entry: Mapping[str, Any]) -> tuple[Variants, ...]:
    return _kept(country, entry), entry.get("also", {}), entry["more_names"]


def _kept(country: Country, entry: Mapping[str, Any]) -> dict[str, list[str]]:
    """The reference's names without its slips; those that become preferred are not said again."""
    wrong = entry.get("wrong", ())
    return {
        language: [
            text
            for text in texts
            if text not in wrong and not (language == "ar" and _TURNED_ROUND.search(text))
        ]
        for language, texts in country.variants.items()
    }


def _code(country: Country) -> str:
    return _INDEPENDENT if country.independent else _OTHER


def _group_triples(
    name: str, code: str, group: Mapping[str, Any], groups: Mapping[str, NamedNode]
) -> Iterator[Triple]:
    if group.get("code", True):
        yield Triple(_node(name), DCTERMS.identifier, Literal(code))
    if parent := group.get("parent"):
        yield Triple(_node(name), GN.parentFeature, groups[parent])


def _region_triples(
    name: str, region: Mapping[str, Any], features: Mapping[str, Feature], members: Members
) -> Iterator[Triple]:
    if name.isdecimal() and name not in features:
        raise TableError(f"GeoNames' list of regions has no {name}.")
    node = _node(name)
    feature = features.get(name) or Feature(region["labels"]["en"], _OWN, None)
    yield from _feature_triples(node, feature.name, feature.code, feature.point)
    labels = {**region["labels"], **region["more_labels"]}
    yield from label_triples(node, labels, (region.get("also", {}), region["more_names"]))
    for member in members.nodes(region.get("members", ())):
        yield Triple(node, REGESTA.hasMember, member)
    if scope := region.get("scope"):
        yield Triple(node, SKOS.scopeNote, Literal(scope, language="en"))


def _feature_triples(
    node: NamedNode, name: str, code: str, point: Point | None
) -> Iterator[Triple]:
    yield Triple(node, RDF_TYPE, GN.Feature)
    yield Triple(node, GN.name, Literal(name))
    yield Triple(node, GN.featureCode, GN[code])
    if point is None:
        return
    document = _IDENTIFIERS.document_of(node.value)
    assert document is not None
    geometry = _IDENTIFIERS.part(document, "geometry")
    wkt = f"POINT({point.longitude} {point.latitude})"
    yield Triple(node, WGS84.lat, Literal(str(point.latitude), datatype=XSD.decimal))
    yield Triple(node, WGS84.long, Literal(str(point.longitude), datatype=XSD.decimal))
    yield Triple(node, GEO.hasGeometry, geometry)
    yield Triple(geometry, RDF_TYPE, GEO.Geometry)
    yield Triple(geometry, GEO.asWKT, Literal(wkt, datatype=GEO.wktLiteral))


def _node(name: str) -> NamedNode:
    return _IDENTIFIERS.thing("region", name)
