"""Publications as RDF: one record becomes one named graph."""

from pyoxigraph import Literal, NamedNode, Quad

from regesta.identifiers import Identifiers, fragment_of, is_local_name
from regesta.mapping.documents import date_literal, new_document
from regesta.mapping.graph import Graph, plain_literal, text_literal
from regesta.mapping.links import add_links
from regesta.mapping.relations import add_matches, add_relations
from regesta.mapping.sources import reading_activity
from regesta.records import Identifier, LinkedRecord, Record
from regesta.settings import SourceSettings
from regesta.values.dates import parse_date, parse_full_date
from regesta.values.document_types import read_document_type
from regesta.values.languages import language_iri
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import normalise_doi, normalise_isbn, normalise_issn
from regesta.values.texts import read_iri, with_en_dashes
from regesta.vocabulary import BIBO, DCTERMS, FOAF, PLACE_OF_PUBLICATION, PROV, REGESTA, SCHEMA


def map_publication(
    linked: LinkedRecord, source: SourceSettings, identifiers: Identifiers
) -> tuple[Quad, ...]:
    """The graph of one publication.

    A value that cannot be a term of RDF is left out, never an error: checking the record's values
    names it. A record whose identifier cannot end an IRI has no graph.
    """
    record = linked.record
    if not is_local_name(record.identifier):
        return ()
    thing = identifiers.thing("publication", record.identifier)
    graph = _start(record, thing, source, identifiers)
    _add_texts(graph, thing, record)
    _add_kind(graph, thing, record)
    _add_identifiers(graph, thing, record)
    _add_addresses(graph, thing, record, source)
    _add_collections(graph, thing, record, identifiers)
    _add_imprint(graph, thing, record)
    add_relations(graph, thing, record.relations)
    add_matches(graph, thing, record.matches)
    for date in linked.dates:
        graph.add(thing, SCHEMA.temporalCoverage, date_literal(parse_date(date)))
    add_links(graph, thing, linked.links, identifiers)
    return graph.quads()


def _start(
    record: Record, thing: NamedNode, source: SourceSettings, identifiers: Identifiers
) -> Graph:
    document = identifiers.document("publication", record.identifier)
    own_date = parse_full_date(record.modified or "")
    graph = new_document(document, thing, str(own_date) if own_date else source.modified)
    graph.add(document, DCTERMS.license, read_licence(source.licence))
    graph.add(document, PROV.wasDerivedFrom, identifiers.thing("source", source.name))
    graph.add(document, PROV.wasGeneratedBy, reading_activity(source, identifiers))
    graph.add(document, REGESTA.placeInSource, plain_literal(record.place.lasting))
    return graph


def _add_texts(graph: Graph, thing: NamedNode, record: Record) -> None:
    for predicate, texts in (
        (DCTERMS.title, record.titles),
        (DCTERMS.alternative, record.alternative_titles),
        (DCTERMS.abstract, record.abstracts),
    ):
        for text in texts:
            graph.add(thing, predicate, text_literal(text))
    for keyword in record.keywords:
        graph.add(thing, SCHEMA.keywords, plain_literal(keyword.value))


def _add_kind(graph: Graph, thing: NamedNode, record: Record) -> None:
    graph.add_types(thing, BIBO.Document)
    kind = read_document_type(record.document_type or "")
    if kind:
        graph.add_types(thing, *filter(None, [kind.document_class]))
        graph.add(thing, DCTERMS.type, kind.resource_type)
    graph.add(thing, DCTERMS.issued, date_literal(parse_date(record.issued or "")))
    for language in record.languages:
        graph.add(thing, DCTERMS.language, language_iri(language))
    graph.add(thing, DCTERMS.license, read_licence(record.licence or ""))


def _add_identifiers(graph: Graph, thing: NamedNode, record: Record) -> None:
    graph.add(thing, DCTERMS.identifier, Literal(record.identifier))
    for identifier in record.identifiers:
        graph.add(thing, *_identifier(identifier))


def _identifier(identifier: Identifier) -> tuple[NamedNode, Literal | None]:
    """The property and the normal form of an identifier, None if that fails its check."""
    predicate, normalise = {
        "doi": (BIBO.doi, normalise_doi),
        "isbn": (BIBO.isbn, normalise_isbn),
        "issn": (BIBO.issn, normalise_issn),
    }.get(identifier.scheme, (DCTERMS.identifier, str))
    return predicate, plain_literal(normalise(identifier.value))


def _add_addresses(graph: Graph, thing: NamedNode, record: Record, source: SourceSettings) -> None:
    for page in record.pages:
        graph.add(thing, FOAF.page, read_iri(page))
    graph.add(thing, DCTERMS.source, read_iri(source.url))


def _add_collections(
    graph: Graph, thing: NamedNode, record: Record, identifiers: Identifiers
) -> None:
    """A series is known by its title only, so it is a part of the record's own document."""
    for text in record.part_of:
        title = text_literal(text)
        if title:
            part = identifiers.part(graph.name, f"series-{fragment_of(title.value)}")
            graph.add(thing, DCTERMS.isPartOf, part)
            graph.add_types(part, BIBO.Collection)
            graph.add(part, DCTERMS.title, title)


def _add_imprint(graph: Graph, thing: NamedNode, record: Record) -> None:
    """What the title page says: which edition, from where, and where within a series or journal.

    The place is RDA's, which takes a name as it is printed; FaBiO's asks for a thing.
    """
    for predicate, text in (
        (BIBO.volume, record.volume),
        (BIBO.issue, record.issue),
        (BIBO.pages, with_en_dashes(record.page_range or "")),
        (BIBO.edition, record.edition),
        (BIBO.number, record.report_number),
        (DCTERMS.extent, record.extent),
        *((PLACE_OF_PUBLICATION, place) for place in record.publication_places),
    ):
        if text:
            graph.add(thing, predicate, plain_literal(text))
