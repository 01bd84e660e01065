"""What the compiled engine needs of a record, where it judges the record as pySHACL does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from regesta.validation.engine import RecordGraph
from regesta.vocabulary import RDF, RDF_TYPE, RDFS, SH, XSD

_NUMBERS: Final = frozenset((XSD.decimal.value, XSD.integer.value))
_KNOWN: Final = frozenset(
    (
        *(XSD.string.value, RDF.langString.value, XSD.boolean.value),
        *(XSD.date.value, XSD.gYear.value, XSD.gYearMonth.value),
    )
)
# Longer numbers do not fit into every engine's.
_LONGEST_NUMBER: Final = 15
_SUB_CLASS: Final = RDFS.subClassOf


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One record, ready to be checked together with others that do not contradict it."""

    own: frozenset[str]
    """The things that it describes, which are judged."""
    classes: Mapping[str, set[str]]
    """Of each thing that it describes or points at, the classes by which the record knows it."""
    statements: str
    """What else it says, as N-Triples."""


def read_excerpt(graph: RecordGraph) -> Excerpt | None:
    """The excerpt; None where the engines may differ over what the record says."""
    if not graph.is_well_formed:
        return None
    types, others, objects = [], [], set()
    own: set[str] = set()
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
        elif not isinstance(value, Literal) or not _is_plain_literal(value):
            return None
        others.append(quad.triple)
    classes: dict[str, set[str]] = {iri: set() for iri in own | objects}
    for subject_iri, class_iri in types:
        classes[subject_iri].add(class_iri)
    if not _add_neighbours(classes, graph.neighbours):
        return None
    statements = ox.serialize(others, format=ox.RdfFormat.N_TRIPLES).decode()
    return Excerpt(frozenset(own), classes, statements)


def _add_neighbours(classes: Mapping[str, set[str]], neighbours: Iterable[Quad]) -> bool:
    """Enter the classes of neighbours; False where their classes stand in a hierarchy."""
    for quad in neighbours:
        predicate = quad.predicate
        if predicate == RDF_TYPE:
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                known = classes.get(subject.value)
                if known is not None:
                    known.add(value.value)
        elif predicate == _SUB_CLASS:
            return False
    return True


@lru_cache(maxsize=10_000)
def _is_plain_predicate(iri: str) -> bool:
    """Whether no engine takes it for more than a property: no hierarchy, no word to the engine."""
    return iri != _SUB_CLASS.value and not iri.startswith(SH.iri)


def _is_plain_literal(literal: Literal) -> bool:
    datatype = literal.datatype.value
    if datatype in _KNOWN:
        # To Python, `$` in a pattern also matches before a last line break.
        return not literal.value.endswith("\n")
    return datatype in _NUMBERS and len(literal.value) <= _LONGEST_NUMBER
