"""Agencies: their names, how they belong together, and who they are elsewhere."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Triple

from authorities.labels import label_triples
from authorities.tables import TableError, read_table
from authorities.turtle import BASE
from authorities.witnesses import Witnesses
from regesta.identifiers import Identifiers
from regesta.vocabulary import FOAF, ORG, RDF_TYPE, SKOS

_IDENTIFIERS = Identifiers(BASE)
_ROR = "https://ror.org/"
_WIKIDATA = "http://www.wikidata.org/entity/"
_ISNI = "https://isni.org/isni/"


def agency_triples(reference: Path | None) -> Iterator[Triple]:
    """Every triple about agencies; their identifiers are checked where there are reference data.

    Raises TableError where an entry names an unknown agency or an identifier lacks its witness.
    """
    table = read_table("agencies")
    witnesses = Witnesses(reference) if reference else None
    for name, entry in table.items():
        if witnesses:
            witnesses.check(name, entry)
        yield from _describe(name, entry)
        yield from _belong(name, entry, table)
        for iri in _matches(name, entry):
            yield Triple(_node(name), SKOS.exactMatch, NamedNode(iri))


def _describe(name: str, entry: Mapping[str, Any]) -> Iterator[Triple]:
    node = _node(name)
    yield Triple(node, RDF_TYPE, ORG.Organization)
    yield Triple(node, RDF_TYPE, FOAF.Organization)
    yield from label_triples(node, entry["labels"], (entry.get("also", {}),))
    if homepage := entry.get("homepage"):
        yield Triple(node, FOAF.homepage, NamedNode(homepage))


def _belong(name: str, entry: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[Triple]:
    parents = [entry["parent"]] if "parent" in entry else []
    for predicate, others in (
        (ORG.subOrganizationOf, parents),
        (ORG.memberOf, entry.get("member_of", ())),
    ):
        for other in others:
            if other not in table:
                raise TableError(f"agencies.toml: {name} belongs to {other}, which is not there.")
            yield Triple(_node(name), predicate, _node(other))


def _matches(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    found = [
        (_ROR, entry.get("ror")),
        (_WIKIDATA, entry.get("wikidata")),
        (_ISNI, entry.get("isni", "").replace(" ", "")),
    ]
    if any(identifier for _, identifier in found) and "witness" not in entry:
        raise TableError(f"agencies.toml: {name} has identifiers without a witness.")
    return (start + identifier for start, identifier in found if identifier)


def _node(name: str) -> NamedNode:
    return _IDENTIFIERS.thing("agency", name)
