"""Splits authority files into one graph for each thing, and gives each its document."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from regesta.errors import ConfigurationError
from regesta.identifiers import Identifiers
from regesta.mapping.documents import new_document
from regesta.vocabulary import ONTOLOGY


def map_authorities(
    triples: Iterable[Triple], identifiers: Identifiers, modified: str
) -> Iterator[tuple[NamedNode, tuple[Quad, ...]]]:
    """The document and the graph of each thing that the triples describe, sorted by document.

    A part such as `<region/ID#geometry>` goes with the document before its `#`. Raises
    ConfigurationError for a subject that has no place, so that nothing is lost.
    """
    stars: dict[str, list[Triple]] = defaultdict(list)
    topics: dict[str, NamedNode] = {}
    for triple in triples:
        document, topic = _place(triple, identifiers)
        stars[document].append(triple)
        if topic:
            topics[document] = topic
    for name, star in sorted(stars.items()):
        if name not in topics:
            raise ConfigurationError(
                f"The authority files describe a part of <{name}>, but not what that is about; "
                "describe the thing itself too, or delete the part."
            )
        graph = new_document(NamedNode(name), topics[name], modified)
        own = [_in_graph(triple, graph.name) for triple in sorted(star, key=str)]
        yield graph.name, tuple(dict.fromkeys([*graph.quads(), *own]))


def map_ontology(triples: Iterable[Triple]) -> Iterator[Quad]:
    """The terms of an ontology, in the graph that Regesta's own ontology names."""
    return (_in_graph(triple, ONTOLOGY) for triple in triples)


def _in_graph(triple: Triple, name: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, name)


def _place(triple: Triple, identifiers: Identifiers) -> tuple[str, NamedNode | None]:
    """The document that a statement belongs to, and the thing it describes if it is its topic."""
    subject = triple.subject
    if not isinstance(subject, NamedNode) or isinstance(triple.object, BlankNode):
        raise ConfigurationError(
            f"The authority files have a node without an IRI in the statement “{triple}”; "
            "give it one, such as <region/614540#geometry>."
        )
    document = identifiers.document_of(subject.value)
    if document:
        return document.value, subject
    name = subject.value.partition("#")[0]
    if identifiers.parse_document(name):
        return name, None
    raise ConfigurationError(
        f"The authority files describe <{subject.value}>, which is no agency, region, theme or "
        f"scheme below {identifiers.base_iri}; correct its IRI."
    )
