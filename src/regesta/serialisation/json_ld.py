"""A compact JSON-LD writer: prefixes for IRIs, one graph after the other, one node a line.

Terms are written so that every JSON-LD 1.1 processor expands them to the same IRIs: an IRI that a
prefix of the context would capture (`geo:37.7,-122.4`) is written in a graph without that prefix.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from regesta.errors import SerialisationError
from regesta.vocabulary import RDF_TYPE, XSD

_STRING = XSD.string

_Node = dict[str, object]


class JsonLdWriter:
    """Writes one graph after the other; the nodes of the default graph stand outermost."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.header = f'{{\n"@context": {json.dumps(dict(table), indent=1)},\n"@graph": ['.encode()
        self.footer = b"\n]\n}\n"
        self._terms = _Terms(table)

    def block(self, quads: Sequence[Quad]) -> bytes:
        """One graph's quads, ordered by subject, with a comma before each object."""
        texts = _graph_texts(quads[0].graph_name, quads, self._terms)
        return "".join(f",\n{text}" for text in texts).encode()


def _graph_texts(
    name: NamedNode | BlankNode | DefaultGraph, quads: Sequence[Quad], terms: "_Terms"
) -> list[str]:
    """The objects that stand in the outermost array for one graph."""
    context: _Node = {}
    identifier, nodes = terms.graph(name, quads)
    if terms.captured:
        context = {"@context": dict.fromkeys(sorted(terms.captured))}
        identifier, nodes = terms.without_captured().graph(name, quads)
        terms.captured.clear()
    if not identifier:
        return [_dump({**context, **node}) for node in nodes]
    start = _dump({**context, **identifier}).removesuffix("}")
    return [start + ', "@graph": [\n ' + ",\n ".join(map(_dump, nodes)) + "\n]}"]


class _Terms:
    """Writes terms under one table of prefixes.

    `captured` gathers the prefixes that would change an IRI that was written out.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self._prefixes = {namespace: prefix for prefix, namespace in table.items()}
        self.captured: set[str] = set()

    def without_captured(self) -> "_Terms":
        kept = self._table.keys() - self.captured
        return _Terms({prefix: self._table[prefix] for prefix in kept})

    def graph(
        self, name: NamedNode | BlankNode | DefaultGraph, quads: Sequence[Quad]
    ) -> tuple[_Node, list[_Node]]:
        identifier: _Node = {}
        if not isinstance(name, DefaultGraph):
            identifier = {"@id": self.reference(name)}
        subjects = groupby(quads, key=lambda quad: quad.subject)
        return identifier, [self.node(list(statements)) for _, statements in subjects]

    def node(self, quads: list[Quad]) -> _Node:
        types: list[str] = []
        properties: dict[str, list[object]] = {}
        for quad in quads:
            if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
                types.append(self.compact(quad.object.value))
            else:
                key = self.compact(quad.predicate.value)
                properties.setdefault(key, []).append(self.value(quad.object))
        node: _Node = {"@id": self.reference(quads[0].subject)}
        if types:
            node["@type"] = _single(types)
        return node | {key: _single(values) for key, values in properties.items()}

    def compact(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix:
            return f"{prefix}:{iri[cut:]}"
        scheme = iri[: iri.index(":")]
        if scheme in self._table:
            self.captured.add(scheme)
        return iri

    def reference(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self.compact(term.value)
        if isinstance(term, BlankNode):
            return f"_:{term.value}"
        raise SerialisationError(
            f"JSON-LD cannot hold a statement about a statement, here {term}; use N-Quads or TriG."
        )

    def value(self, term: object) -> object:
        if not isinstance(term, Literal):
            return {"@id": self.reference(term)}
        if term.language:
            direction = {"@direction": str(term.direction)} if term.direction else {}
            return {"@language": term.language, **direction, "@value": term.value}
        if term.datatype == _STRING:
            return term.value
        return {"@type": self.compact(term.datatype.value), "@value": term.value}


def _single(values: list[str] | list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
