"""The fast engine: the `shacl` package, which compiles the shapes and checks records in batches.

It is handed what it judges as pySHACL does, and pySHACL the rest. Records of one batch share one
graph in the engine, so only such records are put together as do not touch each other: none has
a statement about a thing of another's, and all know the things that they point at alike.

Things to be judged are marked as instances of the shapes that target their classes, and the
shapes target the marked things: so neighbours, which have their classes only, are not judged.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import shacl
from pyoxigraph import Literal, NamedNode
from rdflib import SH, Graph

from regesta.validation.engine import RecordGraph, Result, Term, in_order
from regesta.validation.excerpt import Excerpt, read_excerpt
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.vocabulary import RDF_TYPE

_LARGEST_BATCH: Final = 100
_LONGEST_BATCH: Final = 2_000_000
# With a limit of results, though never reached, the engine starts no threads of its own. A process
# forked after it had would wait for them forever.
_NO_THREADS: Final = 2**31


class CompiledEngine:
    """Shapes compiled by the `shacl` package; all must be such as it judges like pySHACL."""

    def __init__(self, shapes: Graph) -> None:
        self._reference = PyshaclEngine(shapes)
        self._marks: dict[str, list[str]] = defaultdict(list)
        marking = Graph("SimpleMemory", bind_namespaces="none")
        for shape, predicate, value in shapes:
            if predicate == SH.targetClass:
                self._marks[str(value)].append(str(shape))
                marking.add((shape, predicate, shape))
            else:
                marking.add((shape, predicate, value))
        self._shape_iris = frozenset(iri for iris in self._marks.values() for iri in iris)
        self._compiled = shacl.Shapes.from_text(marking.serialize(format="nt"), format="ntriples")

    def validate(self, graphs: Sequence[RecordGraph]) -> list[list[Result]]:
        """What is wrong with each record."""
        # So many at a time that memory does not grow with the number of records.
        starts = range(0, len(graphs), _LARGEST_BATCH)
        parts = [self._validate_some(graphs[start : start + _LARGEST_BATCH]) for start in starts]
        return [results for part in parts for results in part]

    def _validate_some(self, graphs: Sequence[RecordGraph]) -> list[list[Result]]:
        found: dict[int, list[Result]] = {}
        excerpts = {}
        for number, graph in enumerate(graphs):
            excerpt = read_excerpt(graph)
            if excerpt and not self._claims_a_shape(excerpt):
                excerpts[number] = excerpt
        for batch in _batches(excerpts):
            found |= self._validate_batch(batch)
        return [
            found[number] if number in found else self._reference.validate([graph])[0]
            for number, graph in enumerate(graphs)
        ]

    def _claims_a_shape(self, excerpt: Excerpt) -> bool:
        """Whether the record calls something an instance of a shape, as only a mark may."""
        return any(not known.isdisjoint(self._shape_iris) for known in excerpt.classes.values())

    def _validate_batch(self, batch: Mapping[int, Excerpt]) -> dict[int, list[Result]]:
        """The results of each record; a record at which the engine fails is left out."""
        try:
            report = self._compiled.validate_text(
                self._write(batch), format="ntriples", max_results=_NO_THREADS
            )
        except (KeyboardInterrupt, SystemExit):
            raise
        # A panic in Rust is no Exception.
        except BaseException:
            return self._validate_halves(batch)
        owners = {iri: number for number, excerpt in batch.items() for iri in excerpt.own}
        found: dict[int, list[Result]] = {number: [] for number in batch}
        for each in report.results:
            result = _read_result(each)
            found[owners[result.focus.value]].append(result)
        return {number: in_order(results) for number, results in found.items()}

    def _validate_halves(self, batch: Mapping[int, Excerpt]) -> dict[int, list[Result]]:
        if len(batch) == 1:
            return {}
        numbers = list(batch)
        middle = len(numbers) // 2
        halves = (numbers[:middle], numbers[middle:])
        found: dict[int, list[Result]] = {}
        for half in halves:
            found |= self._validate_batch({number: batch[number] for number in half})
        return found

    def _write(self, batch: Mapping[int, Excerpt]) -> str:
        """One graph of all records, as N-Triples, with what is to be judged marked."""
        classes = {iri: known for each in batch.values() for iri, known in each.classes.items()}
        types = [(iri, name) for iri, known in classes.items() for name in known]
        marks = [
            (iri, mark)
            for each in batch.values()
            for iri in each.own
            for name in each.classes[iri]
            for mark in self._marks.get(name, ())
        ]
        lines = [f"<{iri}> {RDF_TYPE} <{name}> .\n" for iri, name in (*types, *marks)]
        return "".join((*(each.statements for each in batch.values()), *lines))


def _batches(excerpts: Mapping[int, Excerpt]) -> Iterator[dict[int, Excerpt]]:
    """The records in groups of such as do not touch each other, each group in order."""
    batch: dict[int, Excerpt] = {}
    own: set[str] = set()
    classes: dict[str, frozenset[str]] = {}
    length = 0
    for number, excerpt in excerpts.items():
        length += len(excerpt.statements)
        if batch and (length > _LONGEST_BATCH or not _agree(own, classes, excerpt)):
            yield batch
            batch, own, classes, length = {}, set(), {}, len(excerpt.statements)
        batch[number] = excerpt
        own |= excerpt.own
        classes |= excerpt.classes
    if batch:
        yield batch


def _agree(own: set[str], classes: Mapping[str, frozenset[str]], excerpt: Excerpt) -> bool:
    return own.isdisjoint(excerpt.own) and all(
        classes.get(iri, known) == known for iri, known in excerpt.classes.items()
    )


def _read_result(result: shacl.Result) -> Result:
    """One result of the engine, which writes terms as N-Triples does."""
    assert result.source_shape is not None
    return Result(
        shape=NamedNode(result.source_shape[1:-1]),
        focus=NamedNode(result.focus_node[1:-1]),
        path=None if result.path is None else NamedNode(result.path[1:-1]),
        value=_read_value(result.value, result.value_plain),
        component=NamedNode(result.component_iri),
        severity=NamedNode(result.severity_iri),
    )


def _read_value(written: str | None, plain: str | None) -> Term | None:
    if written is None or plain is None:
        return None
    if written.startswith("<"):
        return NamedNode(plain)
    kind = written.rpartition('"')[2]
    if kind.startswith("@"):
        return Literal(plain, language=kind[1:])
    return Literal(plain, datatype=NamedNode(kind[3:-1])) if kind else Literal(plain)
