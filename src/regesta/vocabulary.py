"""Every namespace and term that code names; the table of prefixes is `ontology/context.jsonld`."""

import json
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from regesta.assets import asset


class Namespace:
    """A namespace whose terms are read as attributes or, where the name is no identifier, items."""

    def __init__(self, iri: str) -> None:
        self.iri: Final = iri

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        node = self[name]
        # Each term is made once: the next time it is found without asking here.
        setattr(self, name, node)
        return node

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.iri + name)


BIBO = Namespace("http://purl.org/ontology/bibo/")
COAR = Namespace("http://purl.org/coar/resource_type/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FABIO = Namespace("http://purl.org/spar/fabio/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
GN = Namespace("http://www.geonames.org/ontology#")
MARCREL = Namespace("http://id.loc.gov/vocabulary/relators/")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDAU = Namespace("http://rdaregistry.info/Elements/u/")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
REGESTA = Namespace("https://w3id.org/regesta/ontology#")
SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Namespace("https://w3id.org/regesta/shapes#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
VOID_EXT = Namespace("http://ldf.fi/void-ext#")
W3C_FORMATS = Namespace("http://www.w3.org/ns/formats/")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

RDF_TYPE: Final = RDF.type
PLACE_OF_PUBLICATION: Final = RDAU.P60163
KIND_CLASSES: Final = {
    "publication": BIBO.Document,
    "agency": ORG.Organization,
    "region": GN.Feature,
    "theme": SKOS.Concept,
    "person": FOAF.Person,
}
"""The class of the things of each kind that readers look for."""
RELATION_KINDS: Final = (
    "relation", "isVersionOf", "hasVersion", "isPartOf", "hasPart", "references",
    "isReferencedBy", "replaces", "isReplacedBy", "isFormatOf", "hasFormat", "requires",
    "isRequiredBy",
)  # fmt: skip
"""The properties of DCMI Terms by which one publication is related to another."""
ONTOLOGY: Final = NamedNode(REGESTA.iri.removesuffix("#"))
GEONAMES_FEATURES: Final = "https://sws.geonames.org/"
EU_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
EU_AUTHORITIES: Final = "http://publications.europa.eu/resource/authority/"
ORCIDS: Final = "https://orcid.org/"
ROR: Final = "https://ror.org/"
ISNI: Final = "https://isni.org/isni/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
DOIS: Final = "https://doi.org/"
CREATIVE_COMMONS: Final = "https://creativecommons.org/"
LDP_CONTAINS: Final = "http://www.w3.org/ns/ldp#contains"

FOREIGN: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "bib": "http://purl.org/net/biblio#",
    "bf": "http://id.loc.gov/ontologies/bibframe/",
    "cc": "http://creativecommons.org/ns#",
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctype": "http://purl.org/dc/dcmitype/",
    "edm": "http://www.europeana.eu/schemas/edm/",
    "frapo": "http://purl.org/cerif/frapo/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
    "pod": "https://project-open-data.cio.gov/v1.1/schema#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prism1": "http://prismstandard.org/namespaces/1.2/basic/",
    "prism3": "http://prismstandard.org/namespaces/basic/3.0/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "z": "http://www.zotero.org/namespaces/export#",
}
"""Namespaces that sources use and we only read, by the prefix that code knows them by."""


MEMBERSHIP: Final = RDF["_"].value
"""How the IRI of every membership property of a sequence begins."""


def membership(position: int) -> NamedNode:
    """The property `rdf:_1`, `rdf:_2` … of a position in a sequence, counted from 1."""
    return NamedNode(f"{MEMBERSHIP}{position}")


@cache
def prefixes() -> dict[str, str]:
    """The prefix table: prefix to namespace IRI, in alphabetical order."""
    context = json.loads(asset("ontology", "context.jsonld").read_text(encoding="utf-8"))
    table: dict[str, str] = dict(sorted(context["@context"].items()))
    return table


def expand_iri(name: str) -> str:
    """The IRI of a prefixed name such as `dcterms:title`; raises KeyError for a strange prefix."""
    prefix, _, local = name.partition(":")
    return (prefixes().get(prefix) or FOREIGN[prefix]) + local


def compact_iri(iri: str) -> str:
    """The IRI with a prefix, such as `dcterms:title`; as it is where no prefix stands for it."""
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
