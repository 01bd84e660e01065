"""Validates one record: its literals, then its shapes, told in a curator's words."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph
from rdflib.term import IdentifiedNode

from regesta.findings import Finding
from regesta.records import Record
from regesta.validation.engine import ShaclEngine
from regesta.validation.literals import validate_literals
from regesta.validation.shapes import (
    Rule,
    read_rule,
    read_shapes,
    shape_files,
    shape_nodes,
)
from regesta.validation.subject import Subject


class Validator:
    """Checks records one by one; making it reads the shapes, so make it once."""

    def __init__(self, shapes: Graph, language: str = "en") -> None:
        self._engine = ShaclEngine(shapes)
        self.rules: Mapping[IdentifiedNode, Rule] = {
            node: read_rule(shapes, node, language) for node in shape_nodes(shapes)
        }

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
        own = list(quads)
        subject = Subject(own, record)
        malformed = list(validate_literals(own))
        values = {_value(quad) for quad, _finding in malformed}
        findings = [subject.locate(found, quad.predicate.value) for quad, found in malformed]
        for result in self._engine.validate(own, neighbours):
            # Whether a shape sees that a value is ill-formed depends on the engine.
            if result.value is None or str(result.value) not in values:
                findings.append(subject.describe(self.rules[result.shape], result))
        distinct = dict.fromkeys(findings)
        return tuple(sorted(distinct, key=lambda finding: finding.severity.rank))


def _value(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
