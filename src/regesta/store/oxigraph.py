"""The embedded store: Oxigraph, on disk or in memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Self, cast

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from regesta.errors import ReleaseError
from regesta.store.port import Row
from regesta.vocabulary import RDF, XSD

_LINES_AT_ONCE = 50_000
_KEPT_AS_WRITTEN = (XSD.string, RDF.langString)


def as_stored(quad: Quad) -> Quad:
    """The quad as the store will give it back: numbers and times in their shortest form.

    Written to a dump before it is stored, `9.0` would be published in two forms.
    """
    value = quad.object
    if not isinstance(value, Literal) or value.datatype in _KEPT_AS_WRITTEN:
        return quad
    stored = _stored(value)
    if stored == value:
        return quad
    return Quad(quad.subject, quad.predicate, stored, quad.graph_name)


# The same years and scores come back in every record.
@lru_cache(maxsize=20_000)
def _stored(value: Literal) -> Literal:
    engine = ox.Store()
    engine.add(Quad(RDF.subject, RDF.object, value))
    stored: Quad = next(iter(engine))
    return cast(Literal, stored.object)


class OxigraphStore:
    """A store in this process; `path` is None for one in memory."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine: ox.Store | None = engine

    @classmethod
    def in_memory(cls, quads: Iterable[Quad] = ()) -> Self:
        """A new store in memory that holds the given quads."""
        store = cls(ox.Store())
        store.load(quads)
        return store

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new store on disk, open for writing. Raises ReleaseError where that cannot be."""
        with _errors_of_writing():
            return cls(ox.Store(str(path)))

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """A static view of a store on disk that nobody writes to.

        Raises ReleaseError where there is none or it is damaged.
        """
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise ReleaseError(
                f"The store {path} cannot be opened ({error}); build the release again."
            ) from error

    @classmethod
    def copy(cls, path: Path, place: Path) -> Self:
        """A store on disk with all that another has, open for writing; the other stays as it is.

        What they have in common takes the disk's space once. Raises ReleaseError where the copy
        cannot be made.
        """
        with _errors_of_writing():
            ox.Store.read_only(str(path)).backup(str(place))
            return cls(ox.Store(str(place)))

    @property
    def _open(self) -> ox.Store:
        if self._engine is None:
            raise ReleaseError("The store has been closed.")
        return self._engine

    def select(self, query: str) -> list[Row]:
        """The solutions of a SELECT query, in order."""
        solutions = cast(ox.QuerySolutions, self._query(query))
        names = [variable.value for variable in solutions.variables]
        return [
            {name: term for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in solutions
        ]

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""
        return bool(cast(ox.QueryBoolean, self._query(query)))

    def construct(self, query: str) -> list[Triple]:
        """The distinct triples of a CONSTRUCT or DESCRIBE query, sorted."""
        return sorted(set(cast(ox.QueryTriples, self._query(query))), key=str)

    def graph(self, name: NamedNode) -> list[Quad]:
        """All quads of one named graph, sorted; none if there is no such graph."""
        return sorted(self._open.quads_for_pattern(None, None, None, name), key=str)

    def quads(self) -> Iterator[Quad]:
        """Every quad, in the engine's own order."""
        return iter(self._open)

    def count(self) -> int:
        """How many quads there are; every one is read.

        Raises ReleaseError where the store is damaged.
        """
        try:
            return len(self._open)
        except (OSError, RuntimeError) as error:
            raise ReleaseError(
                f"The store cannot be read ({error}); build the release again."
            ) from error

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads at once. Raises ReleaseError where the store cannot be written."""
        with _errors_of_writing():
            self._open.bulk_extend(quads)

    def load_n_quads(self, path: Path) -> None:
        """Add the quads of a file in N-Quads, which may be larger than the memory.

        The engine needs a tenth of the memory, and no more time, when it gets the lines in parts.
        """
        with path.open("rb") as file, _errors_of_writing():
            while lines := list(islice(file, _LINES_AT_ONCE)):
                self._open.bulk_load(b"".join(lines), RdfFormat.N_QUADS)

    def load_lines(self, lines: bytes) -> None:
        """Add quads in N-Quads, all at one stroke."""
        with _errors_of_writing():
            self._open.bulk_load(lines, RdfFormat.N_QUADS)

    def remove_graph(self, name: str) -> None:
        """Forget a named graph."""
        with _errors_of_writing():
            self._open.remove_graph(NamedNode(name))

    def flush(self) -> None:
        """Put everything on the disk, before the store is opened read-only."""
        with _errors_of_writing():
            self._open.flush()

    def compact(self) -> None:
        """Put the files of the store in order, which takes as long as writing them anew."""
        with _errors_of_writing():
            self._open.optimize()

    def close(self) -> None:
        """Let go of the files and memory that the store holds."""
        self._engine = None

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        return self._open.query(query, use_default_graph_as_union=True)


@contextmanager
def _errors_of_writing() -> Iterator[None]:
    """The engine raises RuntimeError as well as OSError where a disk is full or read-only."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise ReleaseError(
            f"The store cannot be written ({error}); make room on the disk, or check its rights."
        ) from error
