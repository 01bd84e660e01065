"""What validation asks of a SHACL engine, whichever it is: graphs in, breaches of shapes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class RecordGraph:
    """The statements of one record, and those about its neighbours, which it points at.

    The neighbours are looked at, not judged. `is_well_formed` says that the check of literals and
    addresses has found nothing: over ill-formed ones engines differ.
    """

    quads: Sequence[Quad]
    neighbours: Sequence[Quad] = ()
    is_well_formed: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """One breach of a shape: the shape, the node that breaks it, the property and the value.

    The path is a node of the shapes where it is more than one property.
    """

    shape: Node
    focus: Term
    path: Node | None
    value: Term | None
    component: NamedNode
    severity: NamedNode


class Engine(Protocol):
    """Shapes that are ready to check any number of records."""

    def validate(self, graphs: Sequence[RecordGraph]) -> list[list[Result]]:
        """What is wrong with each record, in the order of shapes and nodes.

        No record has a say in the results of another.
        """


def in_order(results: list[Result]) -> list[Result]:
    """The results of one record in an order that no engine decides."""
    return sorted(results, key=_order)


def _order(result: Result) -> tuple[str, ...]:
    parts = (result.shape, result.focus, result.path, result.value, result.component)
    # Two values may differ in their language only.
    return (*("" if part is None else part.value for part in parts), str(result.value))
