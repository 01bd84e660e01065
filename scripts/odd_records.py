"""Invents odd records: things of the shapes' fixtures whose statements were taken, added, changed.

The tests and `compare_engines.py` hand them to two engines, which must say the same of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef

from regesta.assets import asset_root
from regesta.validation.engine import RecordGraph
from regesta.validation.literals import validate_literals
from regesta.validation.shapes import read_shapes, shape_files
from regesta.vocabulary import DCTERMS, RDF, RDF_TYPE, RDFS
from regesta.vocabulary import SH as SHACL

BASE = "http://localhost:8000/"
FIXTURES = asset_root() / "tests" / "fixtures" / "shapes"


class OddRecords:
    """The valid things, the odd values, and all properties that shapes speak of."""

    def __init__(self, folder: Path = FIXTURES) -> None:
        valid = (folder / "valid.trig").read_text(encoding="utf-8")
        self.quads = list(ox.parse(valid, format=ox.RdfFormat.TRIG))
        self.graphs = sorted({quad.graph_name for quad in self.quads}, key=str)
        self._prefixes = "\n".join(line for line in valid.splitlines() if line.startswith("@"))
        lines = (folder / "odd-values.txt").read_text(encoding="utf-8").splitlines()
        self.values = [self.parse(line) for line in lines]
        self.properties = properties_of(read_shapes(shape_files()))

    def parse(self, written: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        """A value as Turtle writes it; LONGn stands for a text of n letters."""
        text = re.sub(r"LONG([0-9]+)", lambda found: '"' + "x" * int(found[1]) + '"', written)
        turtle = f"{self._prefixes}\n<s> <p> {text} ."
        (quad,) = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        assert isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal)
        return quad.object

    def own(self, graph: object) -> list[ox.Quad]:
        """The statements of one document."""
        return [quad for quad in self.quads if quad.graph_name == graph]

    def others(self, graph: object) -> list[ox.Quad]:
        """The statements of all other documents."""
        return [quad for quad in self.quads if quad.graph_name != graph]

    def systematic(self, values: list[str]) -> Iterator[RecordGraph]:
        """Each property of each thing taken away; then replaced and joined by each value."""
        for graph in self.graphs:
            own, others = self.own(graph), self.others(graph)
            for about in sorted({(quad.subject, quad.predicate) for quad in own}, key=str):
                rest = [quad for quad in own if (quad.subject, quad.predicate) != about]
                yield as_record(rest, others)
                for value in map(self.parse, values):
                    added = ox.Quad(*about, value, own[0].graph_name)
                    yield as_record([*rest, added], others)
                    yield as_record([*own, added], others)

    def invent(self, chance: Random) -> RecordGraph:
        """One record with some oddities, whose neighbours may be odd, too."""
        graph = chance.choice(self.graphs)
        own, others = self.own(graph), self.others(graph)
        for _ in range(chance.randint(1, 5)):
            own = self._spoil(own, chance)
        if chance.random() < 0.3:
            others = [quad for quad in others if chance.random() < 0.7]
        if chance.random() < 0.2:
            subject = chance.choice(others).subject
            predicate = chance.choice([RDF_TYPE, RDFS.subClassOf, DCTERMS.title])
            others.append(ox.Quad(subject, predicate, self._value(chance)))
        return as_record(own, others)

    def _spoil(self, own: list[ox.Quad], chance: Random) -> list[ox.Quad]:
        if not own:
            return own
        old = chance.choice(own)
        match chance.randint(0, 4):
            case 0:
                return [q for q in own if (q.subject, q.predicate) != (old.subject, old.predicate)]
            case 1:
                new = ox.Quad(old.subject, old.predicate, self._value(chance), old.graph_name)
                return [new if quad == old else quad for quad in own]
            case 2:
                predicate = chance.choice(self.properties)
                new = ox.Quad(old.subject, predicate, self._value(chance), old.graph_name)
                return [*own, new]
            case 3:
                is_named = chance.random() < 0.7
                new_thing = ox.NamedNode(BASE + "new#thing") if is_named else ox.BlankNode("own")
                return [*own, ox.Quad(new_thing, old.predicate, old.object, old.graph_name)]
            case _:
                return [*own, old, ox.Quad(old.subject, old.predicate, self._value(chance))]

    def _value(self, chance: Random) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        return chance.choice(self.values)


def as_record(quads: list[ox.Quad], neighbours: list[ox.Quad]) -> RecordGraph:
    """The record as the validator would hand it to an engine."""
    is_well_formed = not any(True for _ in validate_literals(quads))
    return RecordGraph(quads, neighbours, is_well_formed=is_well_formed)


def properties_of(shapes: Graph) -> list[ox.NamedNode]:
    """All properties that shapes ask for, and some that they do not."""
    paths = {str(path) for path in shapes.objects(None, SH.path) if isinstance(path, URIRef)}
    odd = [RDF_TYPE, RDF.value, RDFS.subClassOf, RDFS.label, SHACL.shape, DCTERMS.rights]
    return [*(ox.NamedNode(path) for path in sorted(paths)), *odd]
