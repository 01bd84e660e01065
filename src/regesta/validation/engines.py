"""Puts the engines together: each shape is judged by the fastest that judges it rightly."""

from collections.abc import Sequence

from rdflib import Graph

from regesta.validation.compiled_engine import CompiledEngine
from regesta.validation.engine import Engine, RecordGraph, Result, in_order
from regesta.validation.likeness import divide_shapes
from regesta.validation.pyshacl_engine import PyshaclEngine


class JointEngine:
    """Engines that each have some of the shapes."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = engines

    def validate(self, graphs: Sequence[RecordGraph]) -> list[list[Result]]:
        """What is wrong with each record by any of the engines."""
        found = [engine.validate(graphs) for engine in self._engines]
        return [
            in_order([result for part in parts for result in part])
            for parts in zip(*found, strict=True)
        ]


def make_engine(shapes: Graph) -> Engine:
    """The engine for some shapes; those that only pySHACL may judge are left to it."""
    alike, others = divide_shapes(shapes)
    if not len(others):
        return CompiledEngine(alike)
    if not len(alike):
        return PyshaclEngine(others)
    return JointEngine((CompiledEngine(alike), PyshaclEngine(others)))
