"""Answers as plain rows, for programs that know no RDF."""

import csv
import io
import json

import pyoxigraph as ox
import pytest

from regesta.store.plain_rows import write_csv_statements, write_json_rows
from regesta.store.row_counting import TooManyRowsError

VALUES = {
    "5": 5,
    "-5": -5,
    "0.25": 0.25,
    "1.5e3": 1500.0,
    "true": True,
    '"a \\"b\\"\\n"': 'a "b"\n',
    '"été"@fr': "été",
    "<http://a/>": "http://a/",
    "UNDEF": None,
    "1234567890123456": "1234567890123456",
    '"2016"^^xsd:gYear': "2016",
    '"2016-06"^^xsd:gYearMonth': "2016-06",
    '"x"^^xsd:integer': "x",
    '"NaN"^^xsd:double': "NaN",
    '"INF"^^xsd:double': "INF",
    '"nan"^^xsd:decimal': "nan",
    '"1e999"^^xsd:double': "INF",
    '"٣"^^xsd:integer': "٣",
    '"yes"^^xsd:boolean': "yes",
}


def ask(text, store=None):
    return (store or ox.Store()).query(f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n{text}")


def refuse_constant(name):
    raise AssertionError(f"{name} is not JSON")


def rows_of(results):
    written = []
    write_json_rows(results, written.append, 1_000_000)
    return json.loads(b"".join(written), parse_constant=refuse_constant), len(written)


@pytest.mark.parametrize("term", VALUES)
def test_a_value_is_what_json_has_for_it(term):
    rows, _ = rows_of(ask(f"SELECT * {{ VALUES (?x ?y) {{ ({term} 1) }} }}"))
    assert rows == [{"x": VALUES[term], "y": 1}]
    assert type(rows[0]["x"]) is type(VALUES[term])


def test_no_row_and_yes_and_no():
    assert rows_of(ask("SELECT ?x { ?x <http://a/> ?y }"))[0] == []
    assert rows_of(ask("ASK {}"))[0] == [{"answer": True}]
    assert rows_of(ask("ASK { ?s ?p ?o }"))[0] == [{"answer": False}]


def test_statements_are_rows_in_both_formats_and_come_in_pieces():
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"http://a/{n}"), ox.NamedNode("http://p/"), ox.Literal(f'"{n},\r\né'))
        for n in range(4000)
    )
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    rows, pieces = rows_of(ask(query, store))
    written = []
    write_csv_statements(ask(query, store), written.append, 1_000_000)
    text = b"".join(written).decode()
    assert min(pieces, len(written)) > 2
    assert len(rows) == 4000
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == rows
    assert {"subject": "http://a/7", "predicate": "http://p/", "object": '"7,\r\né'} in rows


@pytest.mark.parametrize("write", [write_json_rows, write_csv_statements])
def test_more_rows_than_allowed_are_an_error(write) -> None:
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"http://e.org/{n}"), ox.NamedNode("http://e.org/p"), ox.Literal(n))
        for n in range(3)
    )
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    write(store.query(query), lambda piece: None, 3)
    with pytest.raises(TooManyRowsError):
        write(store.query(query), lambda piece: None, 2)
