"""What the compiled engine needs of a record, where it judges the record as pySHACL does."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from regesta.validation.engine import RecordGraph
from regesta.vocabulary import GEO, RDF, RDF_TYPE, RDFS, REGESTA, SH, WGS84, XSD

_NUMBERS: Final = frozenset((XSD.decimal.value, XSD.integer.value))
_KNOWN: Final = frozenset(
    (
        *(XSD.string.value, RDF.langString.value, XSD.boolean.value),
        *(XSD.date.value, XSD.gYear.value, XSD.gYearMonth.value),
    )
)
_OF_NUMBERS: Final = frozenset((WGS84.lat, WGS84.long, REGESTA.score))
"""Where a number is expected, pySHACL compares other values with it, by an order of its own."""
# Longer numbers do not fit into every engine's.
_LONGEST_NUMBER: Final = 15
_SUB_CLASS: Final = RDFS.subClassOf
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One record, ready to be checked together with others that do not contradict it."""

    own: frozenset[str]
    """The things that it describes, which are judged."""
    classes: Mapping[str, frozenset[str]]
    """Of each thing that it describes or points at, the classes by which the record knows it."""
    statements: str
    """What else it says, as N-Triples."""


def read_excerpt(graph: RecordGraph) -> Excerpt | None:
    """The excerpt; None where the engines may differ over what the record says."""
    if not graph.is_well_formed:
        return None
    own: set[str] = set()
    objects: set[str] = set()
    types, others = [], []
    for quad in graph.quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not _is_plain_predicate(quad.predicate.value):
            return None
        own.add(subject.value)
        if isinstance(value, NamedNode):
            objects.add(value.value)
            if quad.predicate == RDF_TYPE:
                types.append((subject.value, value.value))
                continue
        elif not isinstance(value, Literal) or not _is_plain_literal(value, quad.predicate):
            return None
        others.append(quad.triple)
    known = own | objects
    neighbours = _read_types(graph.neighbours, known)
    if neighbours is None:
        return None
    classes: dict[str, frozenset[str]] = dict.fromkeys(known, _NONE)
    for iri, class_iri in (*types, *neighbours):
        classes[iri] = _add(classes[iri], class_iri)
    statements = ox.serialize(others, format=ox.RdfFormat.N_TRIPLES) or b""
    return Excerpt(frozenset(own), classes, statements.decode())


def _read_types(quads: Iterable[Quad], known: Set[str]) -> list[tuple[str, str]] | None:
    """What classes the known things have; None where classes stand in a hierarchy."""
    types = []
    for quad in quads:
        predicate = quad.predicate
        if predicate == RDF_TYPE:
            subject, value = quad.subject, quad.object
            if (
                isinstance(subject, NamedNode)
                and isinstance(value, NamedNode)
                and subject.value in known
            ):
                types.append((subject.value, value.value))
        elif predicate == _SUB_CLASS:
            return None
    return types


# The same few sets of classes come back all the time.
@lru_cache(maxsize=10_000)
def _add(classes: frozenset[str], class_iri: str) -> frozenset[str]:
    return classes | {class_iri}


@lru_cache(maxsize=10_000)
def _is_plain_predicate(iri: str) -> bool:
    """Whether no engine takes it for more than a property: no hierarchy, no word to the engine."""
    return iri != _SUB_CLASS.value and not iri.startswith(SH.iri)


def _is_plain_literal(literal: Literal, predicate: NamedNode) -> bool:
    datatype = literal.datatype.value
    if predicate in _OF_NUMBERS and datatype not in _NUMBERS:
        return False
    if datatype in _KNOWN:
        # To Python, `$` in a pattern also matches before a last line break.
        return not literal.value.endswith("\n")
    if datatype in _NUMBERS:
        return len(literal.value) <= _LONGEST_NUMBER
    return literal.datatype == GEO.wktLiteral and predicate == GEO.asWKT
