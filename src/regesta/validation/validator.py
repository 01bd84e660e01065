"""Validates records: their literals, then their shapes, told in a curator's words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph

from regesta.findings import Finding
from regesta.records import Record
from regesta.validation.engine import Engine, Node, RecordGraph, Result
from regesta.validation.engines import make_engine
from regesta.validation.literals import validate_literals
from regesta.validation.shapes import (
    Rule,
    read_rule,
    read_shapes,
    shape_files,
    shape_nodes,
)
from regesta.validation.subject import Subject
from regesta.validation.terms import as_named_node

RecordData = tuple[Sequence[Quad], Sequence[Quad], Record | None]
"""The quads of a record, those of its neighbours, and the record as it was read, if it was."""


class Validator:
    """Checks records; making it reads and compiles the shapes, so make it once in each process.

    It may be pickled, or be used in a process that was forked after it had been used.
    """

    def __init__(
        self,
        shapes: Graph,
        language: str = "en",
        engine_for: Callable[[Graph], Engine] = make_engine,
    ) -> None:
        self._made_of = (shapes, language, engine_for)
        self._engine = engine_for(shapes)
        self.rules: Mapping[Node, Rule] = {
            as_named_node(node): read_rule(shapes, node, language) for node in shape_nodes(shapes)
        }

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), self._made_of

    @classmethod
    def load(cls, paths: Iterable[Path] | None = None, language: str = "en") -> Self:
        """A validator with these files of shapes, or with Regesta's own.

        Raises ConfigurationError where a file is malformed or uses a term that would be passed
        over in silence.
        """
        return cls(read_shapes(shape_files() if paths is None else paths), language)

    def validate_record(
        self,
        quads: Iterable[Quad],
        neighbours: Iterable[Quad] = (),
        record: Record | None = None,
    ) -> tuple[Finding, ...]:
        """What is wrong with one record, the gravest first.

        The neighbours are what the record points at: they are looked at, not judged. The record as
        it was read, where there is one, gives each finding its place in the source.
        """
        return self.validate_records([(list(quads), list(neighbours), record)])[0]

    def validate_records(self, records: Iterable[RecordData]) -> list[tuple[Finding, ...]]:
        """What is wrong with each record, as `validate_record` says it, and many times as fast.

        Hundreds at once serve best. No record has a say in the findings of another.
        """
        every = list(records)
        malformed = [list(validate_literals(quads)) for quads, _neighbours, _record in every]
        graphs = [
            RecordGraph(quads, neighbours, is_well_formed=not wrong)
            for (quads, neighbours, _record), wrong in zip(every, malformed, strict=True)
        ]
        results = self._engine.validate(graphs)
        return [
            self._findings(Subject(quads, record), wrong, found)
            for (quads, _neighbours, record), wrong, found in zip(
                every, malformed, results, strict=True
            )
        ]

    def _findings(
        self, subject: Subject, malformed: list[tuple[Quad, Finding]], results: list[Result]
    ) -> tuple[Finding, ...]:
        values = {_value(quad) for quad, _finding in malformed}
        findings = [subject.locate(found, quad.predicate.value) for quad, found in malformed]
        for result in results:
            # Whether a shape sees that a value is ill-formed depends on the engine.
            if result.value is None or result.value.value not in values:
                findings.append(subject.describe(self.rules[result.shape], result))
        distinct = dict.fromkeys(findings)
        return tuple(sorted(distinct, key=lambda finding: finding.severity.rank))


def _value(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
