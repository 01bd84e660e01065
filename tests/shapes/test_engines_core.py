"""Both engines read the terms of SHACL Core as its specification does."""

import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from regesta.validation.compiled_engine import CompiledEngine
from regesta.validation.engine import RecordGraph, Result
from regesta.validation.likeness import divide_shapes
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.validation.shapes import read_shapes

FIXTURES = Path(__file__).parent.parent / "fixtures" / "shapes"
CASES = tomllib.loads((FIXTURES / "core-cases.toml").read_text(encoding="utf-8"))["case"]
BASE = "http://example.org/"
PREFIXES = f"""@base <{BASE}> . @prefix : <{BASE}#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
SHAPES = ":s a sh:NodeShape ; sh:targetClass :Thing ; sh:property :asked, :other"
CLOSED = " ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .\n:other sh:path :q .\n"
NEIGHBOURS = "<person> a :Person . <agency> a :Agency . <both> a :Person, :Agency . <y> a :Thing ."


def parse(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def shapes_of(asks: str, folder: Path) -> Any:
    path = folder / "shapes.ttl"
    path.write_text(f"{PREFIXES}{SHAPES}{CLOSED}:asked sh:path :p ; {asks} .", encoding="utf-8")
    return read_shapes([path])


def record(values: str) -> RecordGraph:
    quads = parse(f"<x> a :Thing . {f'<x> :p {values} .' if values else ''}")
    return RecordGraph(quads, parse(NEIGHBOURS))


def told(result: Result) -> tuple[str, str]:
    component = result.component.value.rpartition("#")[2].removesuffix("ConstraintComponent")
    return component, "-" if result.value is None else str(result.value)


def expected(breach: str) -> tuple[str, str]:
    component, _, value = breach.partition(" ")
    return component, value if value == "-" else str(parse(f"<x> :p {value} .")[0].object)


def test_all_cases_are_collected() -> None:
    assert len(CASES) == 68


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['asks']} {case['values']}")
def test_engines_agree_with_the_specification(case: dict[str, Any], tmp_path: Path) -> None:
    shapes = shapes_of(case["asks"], tmp_path)
    alike, others = divide_shapes(shapes)
    assert not len(others)
    graph = record(case["values"])
    (reference,) = PyshaclEngine(shapes).validate([graph])
    assert sorted(map(told, reference)) == sorted(map(expected, case["breaches"]))
    assert CompiledEngine(alike).validate([graph]) == [reference]
