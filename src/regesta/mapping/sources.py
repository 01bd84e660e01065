"""Sources as RDF: what was given, and the activity of reading it."""

from pyoxigraph import NamedNode, Quad

from regesta.identifiers import Identifiers
from regesta.mapping.documents import new_document
from regesta.mapping.graph import plain_literal
from regesta.settings import SourceSettings
from regesta.values.licences import read_licence
from regesta.values.texts import read_iri
from regesta.vocabulary import DCAT, DCTERMS, FOAF, PROV


def map_source(source: SourceSettings, identifiers: Identifiers) -> tuple[Quad, ...]:
    """The graph of a source: its title, licence and page, and how records were read from it."""
    thing = identifiers.thing("source", source.name)
    document = identifiers.document("source", source.name)
    graph = new_document(document, thing, source.modified)
    graph.add_types(thing, PROV.Entity, DCAT.Resource)
    graph.add(thing, DCTERMS.title, plain_literal(source.title))
    graph.add(thing, DCTERMS.license, read_licence(source.licence))
    graph.add(thing, FOAF.page, read_iri(source.url))
    reading = reading_activity(source, identifiers)
    graph.add_types(reading, PROV.Activity)
    graph.add(reading, PROV.used, thing)
    return graph.quads()


def reading_activity(source: SourceSettings, identifiers: Identifiers) -> NamedNode:
    """The IRI of the activity that made records of a source."""
    return identifiers.part(identifiers.document("source", source.name), "reading")
