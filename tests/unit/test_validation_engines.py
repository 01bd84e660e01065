"""The compiled engine keeps records apart, leaves odd ones to pySHACL, and survives a fork."""

import os
import pickle
import signal
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from regesta.validation import compiled_engine
from regesta.validation.compiled_engine import CompiledEngine
from regesta.validation.engine import RecordGraph, Result
from regesta.validation.engines import JointEngine, make_engine
from regesta.validation.excerpt import read_excerpt
from regesta.validation.likeness import divide_shapes
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.validation.shapes import read_shapes
from regesta.validation.validator import Validator

BASE = "http://example.org/"
PREFIXES = f"""@base <{BASE}> . @prefix : <{BASE}#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = """:book a sh:NodeShape ; sh:targetClass :Book ; sh:property :author, :title .
:author sh:path :by ; sh:class :Person .
:title sh:path :called ; sh:maxCount 1 ; sh:minCount 1 ."""


def parse(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def record(own: str, neighbours: str = "") -> RecordGraph:
    return RecordGraph(parse(own), parse(neighbours))


def read(turtle: str, folder: Path):
    path = folder / "shapes.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_shapes([path])


@pytest.fixture
def shapes(tmp_path: Path):
    return read(SHAPES, tmp_path)


def told(results: list[Result]) -> list[tuple[str, str]]:
    return [
        (result.focus.value.removeprefix(BASE), result.shape.value.rpartition("#")[2])
        for result in results
    ]


APART = {
    "two records that describe the same thing": [
        record('<a> a :Book ; :called "A" .'),
        record('<a> a :Book ; :called "B" .'),
    ],
    "a person whom only one of them knows": [
        record('<a> a :Book ; :called "A" ; :by <p> .', "<p> a :Person ."),
        record('<b> a :Book ; :called "B" ; :by <p> .'),
    ],
    "a person whom they know by different classes": [
        record('<a> a :Book ; :called "A" ; :by <p> .', "<p> a :Person ."),
        record('<b> a :Book ; :called "B" ; :by <p> .', "<p> a :Agency ."),
    ],
    "a thing of one that the other points at": [
        record('<a> a :Book, :Person ; :called "A" .'),
        record('<b> a :Book ; :called "B" ; :by <a> .'),
    ],
    "a neighbour of one that the other describes": [
        record('<a> a :Book ; :called "A" ; :by <p> .', "<p> a :Person ."),
        record("<p> a :Person, :Book ."),
    ],
    "a thing without class in one": [
        record('<a> :called "A", "B" .'),
        record("<b> a :Book ; :by <a> .", "<a> a :Book ."),
    ],
}


@pytest.mark.parametrize("name", APART)
def test_no_record_has_a_say_in_another(name: str, shapes) -> None:
    records = APART[name]
    engine, reference = CompiledEngine(shapes), PyshaclEngine(shapes)
    alone = [engine.validate([each])[0] for each in records]
    assert alone == reference.validate(records)
    assert engine.validate(records) == alone
    assert engine.validate(records[::-1]) == alone[::-1]
    assert all(read_excerpt(each) for each in records)


def test_neighbours_are_looked_at_and_not_judged(shapes) -> None:
    engine = CompiledEngine(shapes)
    one = record('<a> a :Book ; :called "A" ; :by <p> .', "<p> a :Person, :Book .")
    assert engine.validate([one]) == [[]]
    assert [told(found) for found in engine.validate([one, record("<p> a :Person, :Book .")])] == [
        [],
        [("p", "title")],
    ]


ODD = [
    record("<a> a :Book ; :by [] ."),
    record('[] a :Book ; :called "A" .'),
    record("<a> a :Tome . :Tome rdfs:subClassOf :Book ."),
    record("<a> a :Tome .", ":Tome rdfs:subClassOf :Book ."),
    record("<a> sh:shape :book ; a :Thing ."),
    record("<a> a :book ."),
    record("<b> a :Book ; :by <a> .", "<a> a :book ."),
    record('<a> a :Book ; :called "A\\n" .'),
    record("<a> a :Book ; :called 1e3 ."),
    record("<a> a :Book ; :called 12345678901234567890 ."),
    RecordGraph(parse('<a> a :Book ; :called "x"^^xsd:date .'), is_well_formed=False),
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_record_goes_to_the_reference(number: int, shapes, monkeypatch) -> None:
    engine = CompiledEngine(shapes)
    seen: list[RecordGraph] = []

    class Reference:
        def validate(self, graphs):
            seen.extend(graphs)
            return PyshaclEngine(shapes).validate(graphs)

    monkeypatch.setattr(engine, "_reference", Reference())
    plain = record("<z> a :Book .")
    expected = PyshaclEngine(shapes).validate([plain, ODD[number], plain])
    assert engine.validate([plain, ODD[number], plain]) == expected
    assert seen == [ODD[number]]


class Broken:
    """An engine that fails at every graph that holds a certain word."""

    def __init__(self, whole: object, fault: BaseException) -> None:
        self._whole, self._fault = whole, fault

    def validate_text(self, text: str, **options: object) -> object:
        if "poison" in text:
            raise self._fault
        return self._whole.validate_text(text, **options)


class Panic(BaseException):
    """As a panic in Rust comes through."""


@pytest.mark.parametrize("fault", [ValueError("syntax"), Panic("index out of bounds")])
def test_record_at_which_the_engine_fails_goes_to_the_reference(fault, shapes, monkeypatch) -> None:
    engine = CompiledEngine(shapes)
    records = [record(f"<{number}> a :Book .") for number in range(9)]
    records[4] = record('<4> a :Book ; :called "poison", "b" .')
    expected = engine.validate(records)
    monkeypatch.setattr(engine, "_compiled", Broken(engine._compiled, fault))
    assert engine.validate(records) == expected
    assert told(expected[4]) == [("4", "title")]


def test_ctrl_c_stops_the_engine(shapes, monkeypatch) -> None:
    engine = CompiledEngine(shapes)
    monkeypatch.setattr(engine, "_compiled", Broken(engine._compiled, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        engine.validate([record('<a> a :Book ; :called "poison" .')])


Q = ":s sh:targetClass :C ; sh:property :p . :p sh:path :q ; "
DIVIDED = [
    (Q + "sh:maxCount 1 .", True),
    (":s sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .", True),
    (":s sh:targetClass :C ; sh:closed true .", False),
    (":s sh:targetClass :C ; sh:closed false ; sh:ignoredProperties ( rdf:type ) .", False),
    (":s a rdfs:Class, sh:NodeShape ; sh:targetClass :C .", False),
    (":s sh:targetNode <a> ; sh:property :p . :p sh:path :q .", False),
    (":s sh:targetSubjectsOf :q ; sh:property :p . :p sh:path :q .", False),
    (":s sh:targetClass :C ; sh:nodeKind sh:IRI .", False),
    (":s sh:targetClass :C ; sh:deactivated true .", False),
    (":s sh:targetClass :C ; sh:property [ sh:path :q ; sh:maxCount 1 ] .", False),
    (":s sh:targetClass :C ; sh:property :p . :p sh:path ( :q :r ) .", False),
    (":s sh:targetClass :C ; sh:property :p . :p sh:path [ sh:inversePath :q ] .", False),
    (":s sh:targetClass :C ; sh:property :p . :p sh:path rdf:type ; sh:maxCount 1 .", False),
    (Q + "sh:node :s .", False),
    (Q + "sh:lessThan :r .", False),
    (Q + "sh:minInclusive 1.0 .", True),
    (Q + "sh:minInclusive 'a' .", False),
    (Q + "sh:maxCount '1' .", False),
    (Q + "sh:uniqueLang false .", False),
    (Q + "sh:pattern '^[a-z]+$' .", True),
    (Q + "sh:pattern '\\\\d' .", False),
    (Q + "sh:pattern 'é' .", False),
    (Q + "sh:pattern '(?i)a' .", False),
    (Q + "sh:pattern 'a++' .", False),
    (Q + "sh:pattern '[a&&b]' .", False),
    (
        ":s sh:targetClass :C ; sh:property :p . :p sh:path :q ; sh:pattern 'a' ; sh:flags 'i' .",
        False,
    ),
    (
        Q + "sh:not [ sh:not [ sh:class :D ] ] .",
        True,
    ),
    (Q + "sh:not [ sh:property :p ] .", False),
    (
        ":s sh:targetClass :C ; sh:property :p . :p sh:path :q ; sh:not _:n . _:n sh:not _:n .",
        False,
    ),
]


@pytest.mark.parametrize(("turtle", "is_alike"), DIVIDED)
def test_shapes_say_which_engine_may_judge_them(turtle: str, is_alike: bool, tmp_path) -> None:
    assert len(DIVIDED) == 29
    alike, others = divide_shapes(read(turtle, tmp_path))
    assert (len(alike) > 0, len(others) > 0) == (is_alike, not is_alike)


def test_each_shape_is_judged_once_by_its_engine(tmp_path) -> None:
    beyond = (
        ":far sh:targetClass :Book ; sh:property :name . :name sh:path ( :by :n ) ; sh:minCount 1 ."
    )
    engine = make_engine(read(SHAPES + beyond, tmp_path))
    assert isinstance(engine, JointEngine)
    named = record('<a> a :Book ; :called "A" ; :by <p> .', '<p> a :Person ; :n "P" .')
    nameless = record('<b> a :Book ; :called "A", "B" ; :by <p> .', "<p> a :Person .")
    found = engine.validate([named, nameless])
    assert [told(each) for each in found] == [[], [("b", "name"), ("b", "title")]]
    assert isinstance(make_engine(read(beyond, tmp_path)), PyshaclEngine)


def test_long_lists_are_validated_in_small_batches(shapes, monkeypatch) -> None:
    monkeypatch.setattr(compiled_engine, "_LARGEST_BATCH", 7)
    monkeypatch.setattr(compiled_engine, "_LONGEST_BATCH", 300)
    engine = CompiledEngine(shapes)
    records = [record(f'<{number}> a :Book ; :called "{number}", "b" .') for number in range(50)]
    assert [told(found) for found in engine.validate(records)] == [
        [(str(number), "title")] for number in range(50)
    ]
    assert engine.validate([]) == []


def test_pickled_validator_says_the_same(shapes) -> None:
    validator = Validator(shapes)
    records = [(parse("<a> a :Book ."), [], None), (parse('<b> a :Book ; :called "B" .'), [], None)]
    copy = pickle.loads(pickle.dumps(validator))
    assert copy.validate_records(records) == validator.validate_records(records)
    assert [len(found) for found in copy.validate_records(records)] == [1, 0]


def test_forked_process_validates_after_its_parent_has(shapes, monkeypatch) -> None:
    """The engine's threads, had it started any, would not be there in the child."""
    monkeypatch.setattr(compiled_engine, "_LARGEST_BATCH", 10_000)
    engine = CompiledEngine(shapes)
    records = [record(f"<{number}> a :Book .") for number in range(6_000)]
    assert sum(map(len, engine.validate(records))) == 6_000
    child = os.fork()
    if child == 0:
        os._exit(0 if sum(map(len, engine.validate(records))) == 6_000 else 1)
    for _ in range(300):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child waits for threads that only its parent has")
