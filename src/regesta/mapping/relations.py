"""A publication's relations to others, and what else it is known as."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from regesta.mapping.graph import Graph
from regesta.records import Relation
from regesta.values.standard_numbers import read_doi_or_iri
from regesta.values.texts import read_iri
from regesta.vocabulary import DCTERMS, RELATION_KINDS, SKOS

PREDICATES: Final[dict[str, NamedNode]] = {kind: DCTERMS[kind] for kind in RELATION_KINDS}
"""The property for each kind of relation; any other kind is `dcterms:relation`."""


def add_relations(graph: Graph, publication: NamedNode, relations: Iterable[Relation]) -> None:
    """Add each relation to something that has a web address."""
    for relation in relations:
        predicate = PREDICATES.get(relation.kind, DCTERMS.relation)
        graph.add(publication, predicate, read_doi_or_iri(relation.target))


def add_matches(graph: Graph, publication: NamedNode, matches: Iterable[str]) -> None:
    """Add the addresses by which others know the publication."""
    for match in matches:
        graph.add(publication, SKOS.exactMatch, read_iri(match))
