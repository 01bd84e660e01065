"""Which shapes the compiled engine judges as pySHACL does, told from the shapes themselves.

A shape is alike if it is made of terms for which the two engines were proven equal, and looks no
further than at a thing's own statements and the classes of what it points at. Any other shape is
pySHACL's alone.
"""

import re
from collections.abc import Iterator, Set
from typing import Final

from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from regesta.validation.pyshacl_engine import TARGETS, without_words

_COUNTS: Final = (
    *(SH.minCount, SH.maxCount, SH.minLength, SH.maxLength),
    *(SH.qualifiedMinCount, SH.qualifiedMaxCount),
)
_BOUNDS: Final = (SH.minInclusive, SH.maxInclusive, SH.minExclusive, SH.maxExclusive)
_NESTED_IN_LISTS: Final = (SH["or"], SH["and"], SH.xone)
_NESTED: Final = (SH["not"], SH.qualifiedValueShape)
_OF_VALUES: Final = frozenset(
    (
        *(RDF.type, SH["class"], SH.datatype, SH.nodeKind, SH.hasValue, SH["in"], SH.languageIn),
        *(SH.minLength, SH.maxLength, SH.pattern, SH["not"]),
        *_BOUNDS,
        *_NESTED_IN_LISTS,
    )
)
"""What a shape that is nested in another may say: it is asked of one value."""

_OF_PROPERTIES: Final = _OF_VALUES | {
    *(SH.path, SH.severity, SH.uniqueLang, SH.qualifiedValueShape, SH.equals, SH.disjoint),
    *_COUNTS,
}
_OF_THINGS: Final = frozenset(
    (RDF.type, SH.targetClass, SH.closed, SH.ignoredProperties, SH.property, SH.severity)
)
_REPEATABLE: Final = frozenset((RDF.type, SH.targetClass, SH.property))
_KINDS: Final = frozenset((SH.NodeShape, SH.PropertyShape))
_DEEPEST: Final = 4
# What Python's and Rust's regular expressions read differently, or only one of them reads.
_ODD_PATTERN: Final = re.compile(r"\\[A-Za-z0-9]|\(\?|\{,|[*+?}]\+|\[[^\]]*(?:\[|&&|--|~~)|[^ -~]")


def divide_shapes(shapes: Graph) -> tuple[Graph, Graph]:
    """The shapes that both engines judge alike, and those that only pySHACL may judge."""
    bare = without_words(shapes)
    alike, others = _new_graph(), _new_graph()
    for shape in {node for target in TARGETS for node in bare.subjects(target)}:
        part = alike if _is_alike(bare, shape) else others
        for triple in _description(bare, shape, set()):
            if triple[0] == shape or triple[1] not in TARGETS:
                part.add(triple)
    return alike, others


def _new_graph() -> Graph:
    return Graph("SimpleMemory", bind_namespaces="none")


def _description(shapes: Graph, node: Node, seen: set[Node]) -> Iterator[tuple[Node, Node, Node]]:
    """All that is said of a shape and of the shapes that it is made of."""
    if node in seen:
        return
    seen.add(node)
    for triple in shapes.triples((node, None, None)):
        yield triple
        if not isinstance(triple[2], Literal):
            yield from _description(shapes, triple[2], seen)


def _is_alike(shapes: Graph, shape: Node) -> bool:
    return (
        isinstance(shape, URIRef)
        and _says_only(shapes, shape, _OF_THINGS)
        and _closes_plainly(shapes, shape)
        and all(_is_plain_property(shapes, part) for part in shapes.objects(shape, SH.property))
    )


def _says_only(shapes: Graph, node: Node, terms: Set[Node]) -> bool:
    predicates = list(shapes.predicates(node))
    once = [term for term in predicates if term not in _REPEATABLE]
    return (
        set(predicates) <= terms
        and len(once) == len(set(once))
        and set(shapes.objects(node, RDF.type)) <= _KINDS
    )


def _closes_plainly(shapes: Graph, shape: Node) -> bool:
    """The class by which a thing is marked for its shape must not be held against it."""
    closed, ignored = shapes.value(shape, SH.closed), shapes.value(shape, SH.ignoredProperties)
    if closed is None:
        return ignored is None
    return _is_true(closed) and ignored is not None and RDF.type in Collection(shapes, ignored)


def _is_true(term: Node | None) -> bool:
    return term == Literal("true", datatype=XSD.boolean)


def _is_plain_property(shapes: Graph, part: Node) -> bool:
    paths = [
        path for term in (SH.path, SH.equals, SH.disjoint) for path in shapes.objects(part, term)
    ]
    return (
        isinstance(part, URIRef)
        and (part, SH.path, None) in shapes
        and all(isinstance(path, URIRef) and path != RDF.type for path in paths)
        and _says_only(shapes, part, _OF_PROPERTIES)
        and all(_is_true(term) for term in shapes.objects(part, SH.uniqueLang))
        and _asks_plainly(shapes, part)
    )


def _asks_plainly(shapes: Graph, node: Node, depth: int = 0) -> bool:
    """Whether what is asked of each value, by this shape and those nested in it, is plain."""
    nested = [inner for term in _NESTED for inner in shapes.objects(node, term)]
    for term in _NESTED_IN_LISTS:
        nested += [each for head in shapes.objects(node, term) for each in Collection(shapes, head)]
    return (
        depth < _DEEPEST
        and all(not _ODD_PATTERN.search(str(each)) for each in shapes.objects(node, SH.pattern))
        and all(_is_count(each) for term in _COUNTS for each in shapes.objects(node, term))
        and all(_is_number(each) for term in _BOUNDS for each in shapes.objects(node, term))
        and all(
            _says_only(shapes, inner, _OF_VALUES) and _asks_plainly(shapes, inner, depth + 1)
            for inner in nested
        )
    )


def _is_count(term: Node) -> bool:
    return isinstance(term, Literal) and term.datatype == XSD.integer and term.isdecimal()


def _is_number(term: Node) -> bool:
    return isinstance(term, Literal) and term.datatype in (XSD.integer, XSD.decimal)
