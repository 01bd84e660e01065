"""The partitions of a release in the words of VoID, so that editors can complete what is typed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from regesta.identifiers import Identifiers, fragment_of
from regesta.release.partitions import Partitions
from regesta.vocabulary import RDF, RDF_TYPE, VOID, VOID_EXT, XSD, compact_iri

_DATATYPES: Final = (XSD.iri, RDF.langString.value)


def describe_partitions(partitions: Partitions, identifiers: Identifiers) -> list[Triple]:
    """The description of the dataset's classes and properties, and of its links to others.

    A property is described for all subjects and for those of each class; for a class, also by the
    classes and the datatypes of its objects. Every node has an IRI.
    """
    return list(_Describing(partitions, identifiers).triples())


class _Describing:
    def __init__(self, partitions: Partitions, identifiers: Identifiers) -> None:
        self._partitions, self._identifiers = partitions, identifiers
        self._page = identifiers.page("void")

    def triples(self) -> Iterator[Triple]:
        dataset = self._part("dataset")
        yield Triple(dataset, RDF_TYPE, VOID.Dataset)
        for (name,), number in sorted(self._partitions.properties.items()):
            term = _term(name)
            part = self._part(_fragment(term))
            yield Triple(dataset, VOID.propertyPartition, part)
            yield Triple(part, VOID.property, term)
            yield Triple(part, VOID.triples, Literal(number))
        by_class: dict[bytes, dict[bytes, dict[bytes, int]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for (subject, name, kind), number in sorted(self._partitions.statements.items()):
            by_class[subject][name][kind] = number
        for (subject,), number in sorted(self._partitions.entities.items()):
            yield from self._class(dataset, subject, number, by_class[subject])
        for (name, host), number in sorted(self._partitions.links.items()):
            yield from self._links(dataset, _term(name), host.decode(), number)

    def _class(
        self,
        dataset: NamedNode,
        subject: bytes,
        number: int,
        properties: dict[bytes, dict[bytes, int]],
    ) -> Iterator[Triple]:
        term = _term(subject)
        own = self._part(_fragment(term))
        yield Triple(dataset, VOID.classPartition, own)
        yield Triple(own, VOID["class"], term)
        yield Triple(own, VOID.entities, Literal(number))
        for name, kinds in properties.items():
            part = self._part(_fragment(term, _term(name)))
            yield Triple(own, VOID.propertyPartition, part)
            yield Triple(part, VOID.property, _term(name))
            yield Triple(part, VOID.triples, Literal(sum(kinds.values())))
            for kind, triples in kinds.items():
                if kind:
                    yield from self._objects(part, term, _term(name), _term(kind), triples)

    def _objects(
        self, part: NamedNode, subject: NamedNode, name: NamedNode, kind: NamedNode, number: int
    ) -> Iterator[Triple]:
        own = self._part(_fragment(subject, name, kind))
        if kind.value.startswith(_DATATYPES):
            yield Triple(part, VOID_EXT.datatypePartition, own)
            yield Triple(own, VOID_EXT.datatype, kind)
        else:
            yield Triple(part, VOID.classPartition, own)
            yield Triple(own, VOID["class"], kind)
        yield Triple(own, VOID.triples, Literal(number))

    def _links(
        self, dataset: NamedNode, name: NamedNode, host: str, number: int
    ) -> Iterator[Triple]:
        links = self._part(f"links-{fragment_of(name.value, host)}")
        target = self._part(f"target-{fragment_of(host)}")
        yield Triple(links, RDF_TYPE, VOID.Linkset)
        yield Triple(dataset, VOID.subset, links)
        yield Triple(links, VOID.subjectsTarget, dataset)
        yield Triple(links, VOID.objectsTarget, target)
        yield Triple(links, VOID.linkPredicate, name)
        yield Triple(links, VOID.triples, Literal(number))
        yield Triple(target, RDF_TYPE, VOID.Dataset)
        yield Triple(target, VOID.uriSpace, Literal(host))

    def _part(self, fragment: str) -> NamedNode:
        return self._identifiers.part(self._page, fragment)


def _term(name: bytes) -> NamedNode:
    return NamedNode(name[1:-1].decode())


def _fragment(*terms: NamedNode) -> str:
    """Prefixed names joined, such as `bibo-Document.dcterms-title`."""
    return ".".join(_name(term.value) for term in terms)


def _name(iri: str) -> str:
    compact = compact_iri(iri)
    plain = compact.replace(":", "-")
    return plain if compact != iri and plain.replace("-", "").isalnum() else fragment_of(iri)
