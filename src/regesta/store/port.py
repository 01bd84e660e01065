"""What the rest of Regesta asks of a store, whatever engine is behind it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]
"""One solution: the bound variables only, by name without `?`."""


class Store(Protocol):
    """A dataset of named graphs whose union is the default graph of every query.

    An engine may give a triple that stands in two graphs twice: what is counted needs DISTINCT.
    """

    def select(self, query: str) -> list[Row]:
        """The solutions of a SELECT query, in order."""

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""

    def construct(self, query: str) -> list[Triple]:
        """The distinct triples of a CONSTRUCT or DESCRIBE query."""

    def graph(self, name: NamedNode) -> list[Quad]:
        """All quads of one named graph, sorted; none if there is no such graph."""

    def quads(self) -> Iterator[Quad]:
        """Every quad, in the engine's own order."""

    def count(self) -> int:
        """How many quads there are; this may take as long as reading them all."""

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads at once."""

    def close(self) -> None:
        """Let go of the files and memory that the store holds."""
