"""Reads the Turtle files of authorities and the ontology, one named graph for each thing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from regesta.assets import asset
from regesta.errors import ConfigurationError
from regesta.identifiers import Identifiers
from regesta.mapping.authorities import map_authorities, map_ontology
from regesta.serialisation import read_turtle
from regesta.settings import Settings
from regesta.vocabulary import DCTERMS, GN


@dataclass(frozen=True, slots=True)
class AuthorityGraphs:
    """The quads of every agency, region, theme and scheme, by the IRI of its document."""

    graphs: Mapping[str, tuple[Quad, ...]]
    document_of: Mapping[str, str]
    """The document of each thing that an authority file describes."""

    subdivisions: frozenset[str] = frozenset()
    """The documents of parts of countries, which are many: those that records name are released."""

    def always(self) -> Iterator[tuple[Quad, ...]]:
        """The graph of each thing that every release describes."""
        return (quads for name, quads in self.graphs.items() if name not in self.subdivisions)

    def subdivisions_in(self, quads: Iterable[Quad]) -> Iterator[str]:
        """The documents of the subdivisions that these quads point at."""
        for quad in quads:
            if quad.predicate == DCTERMS.spatial and isinstance(quad.object, NamedNode):
                name = self.document_of.get(quad.object.value)
                if name in self.subdivisions:
                    yield name

    def quads(self) -> Iterator[Quad]:
        """All quads, one graph after the other."""
        for graph in self.graphs.values():
            yield from graph

    def neighbours(self, quads: Iterable[Quad]) -> list[Quad]:
        """The graphs of the things that these quads point at, and of no others."""
        objects = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
        documents = sorted(self.document_of[iri] for iri in objects if iri in self.document_of)
        own = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
        return [quad for name in documents if name not in own for quad in self.graphs[name]]


def read_authority_graphs(settings: Settings, identifiers: Identifiers) -> AuthorityGraphs:
    """Read every Turtle file of `data/authorities/`; its relative IRIs are resolved on the base.

    Raises ConfigurationError with the file and the parser's line where one is malformed.
    """
    folder = settings.data / "authorities"
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise ConfigurationError(f"There is no Turtle file in {folder}; nothing could be linked.")
    triples = [triple for path in files for triple in read_turtle(path, identifiers.base_iri)]
    graphs = {
        document.value: quads
        for document, quads in map_authorities(triples, identifiers, settings.catalogue.modified)
    }
    documents = {
        quad.subject.value: name
        for name, quads in graphs.items()
        for quad in quads
        if isinstance(quad.subject, NamedNode)
    }
    subdivisions = frozenset(name for name, quads in graphs.items() if _is_subdivision(quads))
    return AuthorityGraphs(graphs, documents, subdivisions)


def _is_subdivision(quads: Iterable[Quad]) -> bool:
    return any(quad.predicate == GN.featureCode and quad.object == GN["A.ADM1"] for quad in quads)


def read_ontology() -> tuple[Quad, ...]:
    """The graph of Regesta's own terms."""
    return tuple(map_ontology(read_turtle(asset("ontology", "regesta.ttl"))))
