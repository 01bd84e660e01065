"""The compiled engine says what pySHACL says of every record, valid or odd, alone or not."""

import tomllib
from collections.abc import Iterator, Sequence
from random import Random

import pyoxigraph as ox
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from odd_records import FIXTURES, OddRecords, as_record
from rdflib import RDF, SH, URIRef

from regesta.validation.compiled_engine import CompiledEngine
from regesta.validation.engine import RecordGraph, Result
from regesta.validation.excerpt import read_excerpt
from regesta.validation.likeness import divide_shapes
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.validation.shapes import read_shapes, shape_files

SHAPES = read_shapes(shape_files())
REFERENCE = PyshaclEngine(SHAPES)
ENGINE = CompiledEngine(SHAPES)
ODD = OddRecords()
CASES = tomllib.loads((FIXTURES / "breaches.toml").read_text(encoding="utf-8"))["case"]
VALUES = ['"x"', "LONG5001", '""@en', '"y"@en', "7.5", "-7.5", "<http://example.org/unknown>"]
NOT_CONSTRAINTS = "path severity name description message order group targetClass property".split()


def broken(case: dict[str, str]) -> RecordGraph:
    graph = ox.NamedNode("http://localhost:8000/" + case["document"])
    subject, predicate = ODD.parse(case["subject"]), ODD.parse(case["property"])
    own = [
        quad
        for quad in ODD.own(graph)
        if case.get("keep") or (quad.subject, quad.predicate) != (subject, predicate)
    ]
    if "value" in case:
        own.append(ox.Quad(subject, predicate, ODD.parse(case["value"]), graph))
    return as_record(own, ODD.others(graph))


def declared() -> set[tuple[str, str]]:
    """Every component of every shape that can find something."""
    pairs = set()
    for shape in [*SHAPES.subjects(RDF.type, SH.PropertyShape), *SHAPES.subjects(SH.closed)]:
        for predicate in SHAPES.predicates(shape):
            name = str(predicate).removeprefix(str(SH))
            is_constraint = str(predicate).startswith(str(SH)) and name not in NOT_CONSTRAINTS
            if is_constraint and name not in ("ignoredProperties", "qualifiedValueShape"):
                assert isinstance(shape, URIRef)
                pairs.add((str(shape), f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"))
    return pairs


def fired(found: Sequence[list[Result]]) -> set[tuple[str, str]]:
    return {(each.shape.value, each.component.value) for results in found for each in results}


def telling(found: Sequence[list[Result]]) -> Iterator[int]:
    """The reference is slow, so not all are compared: those that tell something new, some more."""
    known: set[tuple[str, str]] = set()
    for number, results in enumerate(found):
        new = fired([results]) - known
        if new or number % 6 == 0:
            known |= new
            yield number


def test_every_shape_is_judged_by_the_compiled_engine() -> None:
    alike, others = divide_shapes(SHAPES)
    assert not len(others)
    assert set(alike.subjects(SH.path)) == set(SHAPES.subjects(SH.path))


def test_engines_agree_on_a_breach_of_everything_that_shapes_ask() -> None:
    records = [*map(broken, CASES), *ODD.systematic(VALUES)]
    assert len(records) > 1_500
    found = ENGINE.validate(records)
    chosen = list(telling(found))
    assert [found[number] for number in chosen] == REFERENCE.validate(
        [records[number] for number in chosen]
    )
    assert declared() - fired([found[number] for number in chosen]) == set()
    assert len(declared()) > 150


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(st.integers(min_value=0, max_value=2**32))
def test_engines_agree_on_odd_records(seed: int) -> None:
    chance = Random(seed)
    records = [ODD.invent(chance) for _ in range(50)]
    expected = REFERENCE.validate(records)
    assert ENGINE.validate(records) == expected
    order = chance.sample(range(50), 50)
    shuffled = ENGINE.validate([records[number] for number in order])
    assert shuffled == [expected[number] for number in order]
    number = chance.randrange(50)
    assert ENGINE.validate([records[number]]) == [expected[number]]


def test_odd_records_are_of_all_sorts() -> None:
    """Most can be compared; some are left to pySHACL, for every reason that there is."""
    records = [ODD.invent(Random(number)) for number in range(400)]
    excerpts = [read_excerpt(record) for record in records]
    assert 100 < sum(excerpt is not None for excerpt in excerpts) < 350
    assert len({len(results) for results in ENGINE.validate(records)}) > 5
