"""Reads the shapes once, and keeps apart what the engine needs and what people read."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import IdentifiedNode, Node

from regesta.assets import asset
from regesta.errors import ConfigurationError
from regesta.findings import Severity
from regesta.serialisation import read_turtle
from regesta.validation.terms import as_rdflib_graph

# SHACL Core as pySHACL implements it; anything else it would pass over in silence.
_TERMS: Final = """
and class closed datatype disjoint equals flags hasValue ignoredProperties in languageIn lessThan
lessThanOrEquals maxCount maxExclusive maxInclusive maxLength minCount minExclusive minInclusive
minLength node nodeKind not or path pattern property qualifiedMaxCount qualifiedMinCount
qualifiedValueShape qualifiedValueShapesDisjoint uniqueLang xone
deactivated description group message name order severity
targetClass targetNode targetObjectsOf targetSubjectsOf
alternativePath inversePath oneOrMorePath zeroOrMorePath zeroOrOnePath
NodeShape PropertyShape PropertyGroup Violation Warning Info
IRI Literal BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
"""
_KNOWN: Final = frozenset(str(SH) + term for term in _TERMS.split())
_SEVERITIES: Final[dict[Node, Severity]] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape tells a person, in one language.

    `code` is the local name of the shape's IRI, so it stays the same in every language.
    """

    code: str
    severity: Severity
    is_closed: bool
    """Whether it speaks of properties that a thing should not have."""
    name: str
    message: str
    expected: str
    example: str
    remedy: str


def shape_files() -> list[Path]:
    """The files of Regesta's own shapes."""
    return sorted(asset("shapes").glob("*.ttl"))


def read_shapes(paths: Iterable[Path]) -> Graph:
    """All shapes as one graph.

    Raises ConfigurationError where a file is malformed, or uses a term that the engine would pass
    over in silence.
    """
    triples = [triple for path in paths for triple in _read_file(path)]
    return as_rdflib_graph(triples)


def _read_file(path: Path) -> list[ox.Triple]:
    triples = read_turtle(path)
    for triple in triples:
        for term in (triple.predicate, triple.object):
            iri = term.value if isinstance(term, ox.NamedNode) else ""
            if iri.startswith(str(SH)) and iri not in _KNOWN:
                raise ConfigurationError(
                    f"{path} uses sh:{iri.removeprefix(str(SH))}, which the validation does "
                    "not know and would pass over; write the rule with the terms of SHACL Core."
                )
    return triples


def read_rule(shapes: Graph, shape: IdentifiedNode, language: str) -> Rule:
    """What one shape tells a person; English where it says nothing in their language.

    A shape of a whole thing speaks of properties that the thing should not have.
    """
    name = str(shape).rpartition("#")[2]
    is_property = (shape, SH.path, None) in shapes
    severity = shapes.value(shape, SH.severity) or SH.Violation
    return Rule(
        code=name if is_property else f"{name}-property-unknown",
        severity=_SEVERITIES[severity],
        is_closed=not is_property,
        name=_text(shapes, shape, SH.name, language),
        message=_text(shapes, shape, SH.message, language),
        expected=_text(shapes, shape, SH.description, language),
        example=_text(shapes, shape, SKOS.example, language),
        remedy=_text(shapes, shape, SKOS.editorialNote, language),
    )


def shape_nodes(shapes: Graph) -> list[IdentifiedNode]:
    """The shapes that have a name of their own; a nested one speaks through these."""
    typed = [shapes.subjects(RDF.type, kind) for kind in (SH.NodeShape, SH.PropertyShape)]
    asking = [shapes.subjects(term) for term in (SH.path, SH.property, SH.targetClass)]
    nodes = {node for found in (*typed, *asking) for node in found if isinstance(node, URIRef)}
    return sorted(nodes)


def _text(shapes: Graph, shape: IdentifiedNode, property_: URIRef, language: str) -> str:
    texts = {
        value.language or "": str(value)
        for value in shapes.objects(shape, property_)
        if isinstance(value, Literal)
    }
    return texts.get(language) or texts.get("en") or texts.get("") or ""
