"""A publication's relations to others, and what else it is known as."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from regesta.mapping.graph import Graph
from regesta.records import Relation
from regesta.values.standard_numbers import normalise_doi
from regesta.values.texts import read_iri
from regesta.vocabulary import DCTERMS, DOIS, SKOS

_KINDS: Final = (
    "isVersionOf", "hasVersion", "isPartOf", "hasPart", "references", "isReferencedBy",
    "replaces", "isReplacedBy", "isFormatOf", "hasFormat", "requires", "isRequiredBy",
)  # fmt: skip
PREDICATES: Final[dict[str, NamedNode]] = {kind: DCTERMS[kind] for kind in _KINDS}
"""The property for each kind of relation; any other kind is `dcterms:relation`."""


def add_relations(graph: Graph, publication: NamedNode, relations: Iterable[Relation]) -> None:
    """Add each relation to something that has a web address."""
    for relation in relations:
        predicate = PREDICATES.get(relation.kind, DCTERMS.relation)
        graph.add(publication, predicate, relation_target(relation.target))


def add_matches(graph: Graph, publication: NamedNode, matches: Iterable[str]) -> None:
    """Add the addresses by which others know the publication."""
    for match in matches:
        graph.add(publication, SKOS.exactMatch, read_iri(match))


def relation_target(text: str) -> NamedNode | None:
    """The address of the other publication, of its DOI where that is given."""
    doi = normalise_doi(text)
    return read_iri(DOIS + doi if doi else text)
