"""Agencies that no authority knows, as RDF."""

from pyoxigraph import Quad

from regesta.identifiers import Identifiers
from regesta.mapping.documents import new_document
from regesta.mapping.graph import text_literal
from regesta.records import NewAgency
from regesta.values.texts import read_iri
from regesta.vocabulary import FOAF, ORG, SKOS


def map_agency(agency: NewAgency, identifiers: Identifiers) -> tuple[Quad, ...]:
    """The graph of an agency that is known by its name alone."""
    thing = identifiers.thing("agency", agency.identifier)
    graph = new_document(identifiers.document("agency", agency.identifier), thing)
    graph.add_types(thing, ORG.Organization, FOAF.Organization)
    graph.add(thing, SKOS.prefLabel, text_literal(agency.name))
    for variant in agency.variants:
        graph.add(thing, SKOS.altLabel, text_literal(variant))
    for match in agency.matches:
        graph.add(thing, SKOS.exactMatch, read_iri(match))
    return graph.quads()
