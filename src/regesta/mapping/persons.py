"""Persons as RDF."""

from pyoxigraph import NamedNode, Quad

from regesta.identifiers import Identifiers
from regesta.mapping.documents import new_document
from regesta.mapping.graph import plain_literal, text_literal
from regesta.records import Person
from regesta.values.standard_numbers import normalise_orcid
from regesta.vocabulary import FOAF, ORCIDS, SKOS


def map_person(person: Person, identifiers: Identifiers) -> tuple[Quad, ...]:
    """The graph of a person; an ORCID that fails its check is left out."""
    thing = identifiers.thing("person", person.identifier)
    graph = new_document(identifiers.document("person", person.identifier), thing)
    graph.add_types(thing, FOAF.Person)
    graph.add(thing, FOAF.name, plain_literal(person.name))
    graph.add(thing, FOAF.givenName, plain_literal(person.given_name))
    graph.add(thing, FOAF.familyName, plain_literal(person.family_name))
    for variant in person.variants:
        graph.add(thing, SKOS.altLabel, text_literal(variant))
    orcid = normalise_orcid(person.orcid) if person.orcid else None
    graph.add(thing, SKOS.exactMatch, NamedNode(ORCIDS + orcid) if orcid else None)
    return graph.quads()
