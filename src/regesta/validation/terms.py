"""Oxigraph’s terms as rdflib’s and back, since pySHACL reads rdflib graphs only."""

import logging
import warnings
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import IdentifiedNode, Node

from regesta.vocabulary import XSD

Statement = ox.Quad | ox.Triple
_STRING = XSD.string.value

# It writes a traceback for each ill-formed literal. To name those is our part, and it is done.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module="rdflib.term")


def as_rdflib_graph(statements: Iterable[Statement]) -> Graph:
    """The statements as one graph in memory, whatever graph each came from."""
    graph = Graph("SimpleMemory", bind_namespaces="none")
    add_all(graph, statements)
    return graph


def add_all(graph: Graph, statements: Iterable[Statement]) -> None:
    """Add the statements to a graph."""
    for statement in statements:
        subject, value = _node(statement.subject), _term(statement.object)
        graph.add((subject, _node(statement.predicate), value))


def as_rdflib_node(node: ox.NamedNode) -> URIRef:
    """One IRI."""
    return URIRef(node.value)


# Properties, classes and authorities come back in every record.
@lru_cache(maxsize=20_000)
def _iri(value: str) -> URIRef:
    return URIRef(value)


def _node(term: object) -> IdentifiedNode:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise TypeError(f"A shape or a record uses a term that RDF 1.1 does not have: {term}.")


def _term(term: object) -> IdentifiedNode | Literal:
    if not isinstance(term, ox.Literal):
        return _node(term)
    if term.language:
        return Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return Literal(term.value)
    # The lexical form stays as it was typed: what is checked is what a curator wrote.
    return Literal(term.value, datatype=_iri(term.datatype.value), normalize=False)


def as_named_node(node: Node) -> ox.NamedNode:
    """An IRI of rdflib's as one of Oxigraph's."""
    return ox.NamedNode(str(node))


def as_oxigraph_node(node: Node) -> ox.NamedNode | ox.BlankNode:
    """A node of rdflib's as one of Oxigraph's."""
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else as_named_node(node)


def as_oxigraph_term(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """A term of rdflib's as one of Oxigraph's, its lexical form as it was."""
    if not isinstance(term, Literal):
        return as_oxigraph_node(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    datatype = None if term.datatype is None else as_named_node(term.datatype)
    return ox.Literal(str(term), datatype=datatype)
