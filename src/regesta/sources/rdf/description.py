"""What is said of one publication and of the nodes around it, by field."""

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from regesta.records import Text
from regesta.sources.markup import plain_paragraphs, plain_text
from regesta.sources.rdf.properties import properties
from regesta.vocabulary import MEMBERSHIP, RDF, RDF_TYPE, compact_iri

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal

_NIL = RDF.nil
_LONGEST_LIST = 10_000
_SEPARATED = re.compile(r"[,/#:?=]")


class Description:
    """The statements about a publication; `subject` is its node."""

    def __init__(self, content: str, subject: str) -> None:
        self.subject: Node = _node(subject)
        self._stars: dict[Node, dict[str, list[Term]]] = {}
        for quad in ox.parse(input=content, format=RdfFormat.N_TRIPLES):
            if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                continue
            star = self._stars.setdefault(quad.subject, {})
            star.setdefault(quad.predicate.value, []).append(quad.object)

    def of(self, node: Term, iri: str) -> Sequence[Term]:
        """The values of one property, in their order."""
        if isinstance(node, ox.Literal):
            return ()
        return self._stars.get(node, {}).get(iri, ())

    def names(self, node: Node) -> Iterator[str]:
        """The properties that a node has."""
        return iter(self._stars.get(node, {}))

    def all(self, node: Term, field: str) -> Iterator[Term]:
        """The values of all properties of a field, those in lists one after the other."""
        for iri in properties()[field]:
            for value in self.of(node, iri):
                yield from self.members(value)

    def first(self, node: Term, field: str) -> tuple[Term, ...]:
        """The values of the first property of a field that has any."""
        for iri in properties()[field]:
            if values := self.of(node, iri):
                return tuple(each for value in values for each in self.members(value))
        return ()

    def text(self, node: Term, field: str) -> str:
        """The first text of a field, empty if there is none."""
        return next((value.value for value in self.literals(node, field)), "")

    def literals(self, node: Term, field: str) -> Iterator[Text]:
        """The texts of a field with their languages, without tags, on one line each."""
        for value in self.all(node, field):
            if isinstance(value, ox.Literal) and (text := plain_text(value.value)):
                yield Text(text, value.language)

    def paragraphs(self, node: Term, field: str) -> Iterator[Text]:
        """The texts of a field, their paragraphs kept."""
        for value in self.all(node, field):
            if isinstance(value, ox.Literal) and (text := plain_paragraphs(value.value)):
                yield Text(text, value.language)

    def classes(self, node: Term) -> list[str]:
        """The IRIs of the classes of a node."""
        return [value.value for value in self.of(node, RDF_TYPE.value) if is_iri(value)]

    def members(self, value: Term) -> Iterator[Term]:
        """The members of a list or a sequence; any other value is its own only member."""
        if isinstance(value, ox.Literal):
            yield value
            return
        if value == _NIL:
            return
        numbered = [name for name in self.names(value) if name.startswith(MEMBERSHIP)]
        if numbered:
            for name in sorted(numbered, key=_position):
                yield from self.of(value, name)
        elif self.of(value, RDF.first.value):
            yield from self._list(value)
        else:
            yield value

    def property_of(self, field: str) -> str:
        """The name of the first property of a field that the publication has, empty if of none."""
        for iri in properties()[field]:
            if self.of(self.subject, iri):
                return compact_iri(iri)
        return ""

    def labels(self, node: Term) -> list[Text]:
        """What a node is called, the names of the first property that has any before others."""
        return list(dict.fromkeys(self.literals(node, "name")))

    def _list(self, start: Node) -> Iterator[Term]:
        seen: set[Term] = set()
        rest: Sequence[Term] = (start,)
        while rest and rest[0] not in seen and len(seen) < _LONGEST_LIST:
            seen.add(rest[0])
            yield from self.of(rest[0], RDF.first.value)
            rest = self.of(rest[0], RDF.rest.value)


def is_iri(term: Term) -> bool:
    """Whether a term is a node with an IRI."""
    return isinstance(term, ox.NamedNode)


def last_part(iri: str) -> str:
    """The last part of an IRI, behind a slash or a number sign."""
    parts = [part for part in _SEPARATED.split(iri) if part]
    return parts[-1] if parts else ""


def _node(subject: str) -> Node:
    if subject.startswith("_:"):
        return ox.BlankNode("b0")
    return ox.NamedNode(subject[1:-1])


def _position(name: str) -> tuple[int, str]:
    number = name.removeprefix(MEMBERSHIP)
    return (int(number) if number.isdecimal() and len(number) < 10 else 0, name)
