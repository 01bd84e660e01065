"""The reference: pySHACL, which takes one record after the other.

It is not run through its own `validate`, which finds and checks every instance in the data and
builds a report graph: the shapes are prepared once, and a record's own nodes are handed to the
shapes that target them. (pySHACL's own option for that, `focus_nodes`, gives wrong verdicts, since
it also filters the nodes that nested shapes see.)
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from pyoxigraph import NamedNode, Quad
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import SH, SKOS, Graph, URIRef
from rdflib.term import Node

from regesta.validation.engine import RecordGraph, Result, in_order
from regesta.validation.terms import (
    add_all,
    as_named_node,
    as_oxigraph_node,
    as_oxigraph_term,
    as_rdflib_graph,
    as_rdflib_node,
)
from regesta.vocabulary import RDF_TYPE, RDFS

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_WORDS = (SH.name, SH.description, SH.message, SKOS.example, SKOS.editorialNote)
_CLASSES = frozenset((RDF_TYPE, RDFS.subClassOf))


class PyshaclEngine:
    """Shapes prepared by pySHACL."""

    def __init__(self, shapes: Graph) -> None:
        bare = without_words(shapes)
        targeted = {node for target in TARGETS for node in bare.subjects(target)}
        self._looks_beyond_types = _looks_beyond_types(bare, targeted)
        # This adds triples of its own to the graph, so it comes last.
        prepared = ShapesGraph(bare)
        self._shapes: list[Shape] = [shape for shape in prepared.shapes if shape.node in targeted]
        self._executor = SHACLExecutor()

    def validate(self, graphs: Sequence[RecordGraph]) -> list[list[Result]]:
        """What is wrong with each record."""
        return [self._validate_one(graph) for graph in graphs]

    def _validate_one(self, record: RecordGraph) -> list[Result]:
        graph = as_rdflib_graph(record.quads)
        add_all(graph, self._relevant(record.neighbours))
        subjects = {
            as_rdflib_node(quad.subject)
            for quad in record.quads
            if isinstance(quad.subject, NamedNode)
        }
        results = []
        for shape in self._shapes:
            focus = sorted(_targets(shape, graph) & subjects)
            if focus:
                _, reports = shape.validate(self._executor, graph, focus=focus)
                results += [_result(triples) for _text, _node, triples in reports]
        return in_order(results)

    def _relevant(self, neighbours: Iterable[Quad]) -> Iterable[Quad]:
        """Where the shapes ask a neighbour only for its class, the rest need not be copied."""
        if self._looks_beyond_types:
            return neighbours
        return (quad for quad in neighbours if quad.predicate in _CLASSES)


def without_words(shapes: Graph) -> Graph:
    """The shapes without what they tell people, which slows an engine down by half."""
    bare = Graph("SimpleMemory", bind_namespaces="none")
    for triple in shapes:
        if triple[1] not in _WORDS:
            bare.add(triple)
    return bare


def _targets(shape: Shape, graph: Graph) -> set[Any]:
    # pySHACL has annotated only some of its methods.
    targets: set[Any] = shape.focus_nodes(graph)  # type: ignore[no-untyped-call]
    return targets


def _looks_beyond_types(shapes: Graph, targeted: Set[Node]) -> bool:
    """Whether a shape can see more of a neighbour than its class.

    It cannot if every property is asked of a target only, by a path of one step.
    """
    direct = {part for node in targeted for part in shapes.objects(node, SH.property)}
    asking = {shape for term in (SH.property, SH.closed) for shape in shapes.subjects(term)}
    return not (
        all(isinstance(path, URIRef) for path in shapes.objects(None, SH.path))
        and set(shapes.subjects(SH.path)) <= direct | targeted
        and asking <= targeted
        and (None, SH.node, None) not in shapes
    )


def _result(triples: Iterable[tuple[Any, Any, Any]]) -> Result:
    """The parts of one result; the engine pairs some objects with the graph they come from."""
    parts: Mapping[Any, Any] = {
        predicate: value[1] if isinstance(value, tuple) else value
        for _subject, predicate, value in triples
    }
    path, value = parts.get(SH.resultPath), parts.get(SH.value)
    return Result(
        shape=as_oxigraph_node(parts[SH.sourceShape]),
        focus=as_oxigraph_term(parts[SH.focusNode]),
        path=None if path is None else as_oxigraph_node(path),
        value=None if value is None else as_oxigraph_term(value),
        component=as_named_node(parts[SH.sourceConstraintComponent]),
        severity=as_named_node(parts[SH.resultSeverity]),
    )
