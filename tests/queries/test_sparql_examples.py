"""The examples of the query page, asked of the model."""

import pyoxigraph as ox
import pytest
from sample_releases import BASE, FIXTURES, read_quads

from regesta.assets import asset
from regesta.store.query import load_query
from regesta.store.query_analysis import analyse_query, list_undeclared_prefixes

PUBLICATION = f"{BASE}id/publication/needs-assessment-tool-georgia"
TITLE = "Needs Assessment Tool: Counter-trafficking Response in Georgia"
EXPECTED = {
    "01-publications-about-a-region": [(PUBLICATION, TITLE, "Georgia")],
    "02-publications-on-a-theme": [(PUBLICATION, TITLE, "Needs assessment")],
    "03-publications-mentioning-an-agency": [(PUBLICATION, TITLE, "publisher")],
    "04-authors": [(f"{BASE}id/person/marika-mcadam", "Marika McAdam", "1")],
    "05-uncertain-links": [
        (
            PUBLICATION,
            TITLE,
            "Georgia",
            "https://sws.geonames.org/614540/",
            "0.9",
            "“Georgia” in the title is the English name of this country",
        )
    ],
    "06-languages": [("en", "1")],
    "07-countries-of-the-sahel": [
        ("https://sws.geonames.org/2434508/", "TD", "Chad", "Tchad"),
        ("https://sws.geonames.org/2453866/", "ML", "Mali", None),
    ],
    "08-publications-by-region": [("https://sws.geonames.org/614540/", "Georgia", "1")],
    "09-where-records-come-from": [
        (TITLE, "Data Collection: publications", "data-collection.yaml, line 120", "2026-11-23")
    ],
}


@pytest.fixture(scope="module")
def store():
    filled = ox.Store()
    filled.extend(read_quads("model.trig", "sparql/sahel.trig"))
    return filled


def ask(store, name):
    query = load_query(f"examples/{name}")
    return store.query(query.text, base_iri=BASE, use_default_graph_as_union=True)


def test_every_example_is_tested():
    names = {path.stem for path in asset("queries", "examples").glob("*.rq")}
    assert names == {*EXPECTED, "10-publications-as-a-graph"}
    assert len(names) == 10


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_rows(store, name):
    rows = [tuple(term and term.value for term in row) for row in ask(store, name)]
    assert rows == EXPECTED[name]


def test_graph(store):
    expected = {
        (triple.subject, triple.predicate, triple.object)
        for triple in ox.parse(
            path=str(FIXTURES / "sparql/publications-as-a-graph.ttl"),
            format=ox.RdfFormat.TURTLE,
            base_iri=BASE,
        )
    }
    triples = ask(store, "10-publications-as-a-graph")
    assert {(one.subject, one.predicate, one.object) for one in triples} == expected


@pytest.mark.parametrize("name", sorted([*EXPECTED, "10-publications-as-a-graph"]))
def test_an_example_is_a_question_that_the_endpoint_takes(name):
    query = load_query(f"examples/{name}")
    assert query.summary[0].isupper()
    assert len(query.summary) <= 100
    assert not query.parameters
    assert not list_undeclared_prefixes(query.text)
    assert analyse_query(query.text).text == query.text
