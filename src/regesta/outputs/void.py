"""The description of the dataset in VoID: what it is, how large it is, how to get it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from regesta.identifiers import Identifiers
from regesta.release.manifest import Manifest
from regesta.serialisation import FORMATS
from regesta.settings import Catalogue as CatalogueSettings
from regesta.vocabulary import (
    BIBO,
    DCAT,
    DCTERMS,
    FOAF,
    GN,
    KIND_CLASSES,
    ORG,
    PROV,
    RDF_TYPE,
    REGESTA,
    SCHEMA,
    SKOS,
    VOID,
    W3C_FORMATS,
    WGS84,
    XSD,
)

_VOCABULARIES = (BIBO, DCTERMS, FOAF, GN, ORG, PROV, REGESTA, SCHEMA, SKOS, WGS84)
_FORMAT_NAMES = {
    "turtle": "Turtle",
    "json-ld": "JSON-LD",
    "n-triples": "N-Triples",
    "rdf-xml": "RDF_XML",
    "n-quads": "N-Quads",
    "trig": "TriG",
}


@dataclass(frozen=True, slots=True)
class _Subject:
    iri: NamedNode

    def says(self, predicate: NamedNode, *values: NamedNode | Literal) -> list[Triple]:
        return [Triple(self.iri, predicate, value) for value in values]


def describe_dataset(
    settings: CatalogueSettings,
    identifiers: Identifiers,
    manifest: Manifest,
    examples: Iterable[str],
    partitions: Iterable[Triple],
) -> list[Triple]:
    """The triples of the description.

    `examples` are the IRIs of some things in the dataset; `partitions` describe its classes.
    """
    page = identifiers.page("void")
    about, dataset = _Subject(page), _Subject(identifiers.part(page, "dataset"))
    entities = sum(manifest.entities(kind) for kind in KIND_CLASSES)
    return [
        *about.says(RDF_TYPE, VOID.DatasetDescription, FOAF.Document),
        *about.says(FOAF.primaryTopic, dataset.iri),
        *dataset.says(RDF_TYPE, VOID.Dataset, DCAT.Dataset),
        *dataset.says(DCTERMS.title, *_write_texts(settings.titles)),
        *dataset.says(DCTERMS.description, *_write_texts(settings.descriptions)),
        *dataset.says(DCTERMS.license, NamedNode(settings.licence)),
        *dataset.says(DCTERMS.publisher, *_publisher(settings, identifiers)),
        *dataset.says(DCTERMS.modified, Literal(manifest.created, datatype=XSD.dateTime)),
        *dataset.says(DCTERMS.identifier, Literal(manifest.identifier)),
        *dataset.says(FOAF.homepage, identifiers.page("")),
        *dataset.says(VOID.rootResource, identifiers.page("publication")),
        *dataset.says(VOID.uriSpace, Literal(identifiers.base_iri)),
        *dataset.says(VOID.sparqlEndpoint, identifiers.page("sparql")),
        *dataset.says(VOID.dataDump, *(identifiers.page(one.name) for one in manifest.dumps)),
        *dataset.says(VOID.feature, *(W3C_FORMATS[_FORMAT_NAMES[one.name]] for one in FORMATS)),
        *dataset.says(VOID.vocabulary, *(NamedNode(one.iri) for one in _VOCABULARIES)),
        *dataset.says(VOID.exampleResource, *map(NamedNode, examples)),
        *dataset.says(VOID.triples, Literal(manifest.triples)),
        *dataset.says(VOID.entities, Literal(entities)),
        *dataset.says(VOID.documents, Literal(sum(manifest.counts.values()))),
        *partitions,
    ]


def _publisher(settings: CatalogueSettings, identifiers: Identifiers) -> list[NamedNode]:
    return [identifiers.thing("agency", settings.publisher)] if settings.publisher else []


def _write_texts(texts: Mapping[str, str]) -> list[Literal]:
    return [Literal(text, language=language) for language, text in texts.items()]
