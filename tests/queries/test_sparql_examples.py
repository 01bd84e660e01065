"""The examples of the query page, asked of the model and of the sample catalogue."""

import pyoxigraph as ox
import pytest
from sample_releases import BASE, FIXTURES, read_quads

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_query, fill_with_examples
from regesta.store.query import load_query
from regesta.store.query_analysis import analyse_query, list_undeclared_prefixes
from regesta.store.sparql_lexer import TokenKind, read_tokens

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
    "08-publications-by-region": [("https://sws.geonames.org/614540/", "Georgia", "1")],
    "09-where-records-come-from": [
        (TITLE, "Data Collection: publications", "data-collection.yaml, line 120", "2026-11-23")
    ],
    "11-publications-on-region-and-theme": [
        (PUBLICATION, TITLE, "2016-06", f"{BASE}id/agency/iom")
    ],
    "12-publications-per-year": [("2016", "1")],
    "15-words-of-titles": [(PUBLICATION, TITLE, "2016-06")],
}
ARABIC, HOSTILE = f"{BASE}id/publication/arabic", f"{BASE}id/publication/hostile"
CAUCASUS = "Countering trafficking in persons in the Caucasus"
ICAT = "Inter-Agency Coordination Group against Trafficking in Persons"
ARMENIA, GEORGIA = "https://sws.geonames.org/174982/", "https://sws.geonames.org/614540/"
ASKED = [
    ("01-publications-about-a-region", {"region": "614540"}, {(PUBLICATION, TITLE, "Georgia")}),
    (
        "01-publications-about-a-region",
        {"region": "614540", "language": "fr"},
        {(PUBLICATION, TITLE, "Géorgie")},
    ),
    ("02-publications-on-a-theme", {"limit": "0001"}, 1),
    (
        "02-publications-on-a-theme",
        {"theme": "needs-assessment", "language": "fr", "limit": "1"},
        1,
    ),
    (
        "03-publications-mentioning-an-agency",
        {"agency": "icat"},
        {
            (ARABIC, "مكافحة الاتجار بالأشخاص في القوقاز", "publisher"),
            (ARABIC, CAUCASUS, "publisher"),
            (ARABIC, "Lutte contre la traite des personnes dans le Caucase", "publisher"),
        },
    ),
    ("04-authors", {"least": "2"}, {(f"{BASE}id/person/marika-mcadam", "Marika McAdam", "2")}),
    ("05-uncertain-links", {"below": "90"}, 0),
    (
        "07-members-of-a-region",
        {"region": "sahel"},
        {
            ("https://sws.geonames.org/2434508/", "TD", "Chad", "Tchad"),
            ("https://sws.geonames.org/2453866/", "ML", "Mali", None),
        },
    ),
    ("08-publications-by-region", {"limit": "2"}, 2),
    ("09-where-records-come-from", {"since": "2026-11-24"}, 0),
    ("11-publications-on-region-and-theme", {"theme": "needs-assessment", "to": "2016"}, 1),
    (
        "11-publications-on-region-and-theme",
        {"from": "2017", "theme": "needs-assessment"},
        3,
    ),
    ("11-publications-on-region-and-theme", {"region": "174982", "from": "2011"}, 0),
    ("12-publications-per-year", {"agency": "icat"}, {("2019", "1")}),
    ("12-publications-per-year", {"from": "2017"}, 0),
    ("12-publications-per-year", {"to": "2015"}, 0),
    ("13-agencies-publishing-together", {}, {(f"{BASE}id/agency/icat", ICAT, "1")}),
    ("13-agencies-publishing-together", {"agency": "unused"}, 0),
    (
        "14-publications-without-a-date",
        {},
        {(f"{BASE}id/publication/undated", "A report without a date", "list.csv, row 4")},
    ),
    ("15-words-of-titles", {"words": "IN PERSONS"}, {(ARABIC, CAUCASUS, "2019-05-31")}),
    ("15-words-of-titles", {"words": '" .}'}, 0),
    (
        "16-what-is-said-about-a-thing",
        {"iri": f"{BASE}id/agency/unused"},
        {
            (
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                "http://www.w3.org/ns/org#Organization",
                f"{BASE}agency/unused",
            ),
            (
                "http://www.w3.org/2004/02/skos/core#prefLabel",
                "Agency without publications",
                f"{BASE}agency/unused",
            ),
        },
    ),
]


UNDATED = """
@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix regesta: <https://w3id.org/regesta/ontology#> .
<publication/undated> {
  <publication/undated> foaf:primaryTopic <id/publication/undated> ;
    regesta:placeInSource "list.csv, row 4" .
  <id/publication/undated> a bibo:Document ; dcterms:title "A report without a date"@en .
}
"""
NAMES = sorted(path.stem for path in asset("queries", "examples").glob("*.rq"))
GRAPH = "10-publications-as-a-graph"
IDENTIFIERS = Identifiers(BASE)


@pytest.fixture(scope="module")
def store():
    filled = ox.Store()
    filled.extend(read_quads("model.trig"))
    return filled


@pytest.fixture(scope="module")
def catalogue():
    filled = ox.Store()
    filled.extend(read_quads("model.trig", "web/catalogue.trig", "sparql/sahel.trig"))
    filled.load(UNDATED, format=ox.RdfFormat.TRIG, base_iri=BASE)
    return filled


def ask(store, name, **given):
    query = load_query(f"examples/{name}")
    text = fill_query(query, given.items(), IDENTIFIERS).text
    return store.query(text, base_iri=BASE, use_default_graph_as_union=True)


def values(rows):
    return [tuple(term and term.value for term in row) for row in rows]


def test_every_example_is_tested():
    assert len(NAMES) == 16
    assert {*EXPECTED, GRAPH, *(name for name, _, _ in ASKED)} == set(NAMES)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_rows_with_defaults(store, name):
    assert values(ask(store, name)) == EXPECTED[name]


@pytest.mark.parametrize(("name", "given", "expected"), ASKED)
def test_rows_with_values(catalogue, name, given, expected):
    rows = values(ask(catalogue, name, **given))
    if isinstance(expected, int):
        assert len(rows) == expected
    else:
        assert (len(rows), set(rows)) == (len(expected), expected)


def test_graph(store):
    expected = {
        (triple.subject, triple.predicate, triple.object)
        for triple in ox.parse(
            path=str(FIXTURES / "sparql/publications-as-a-graph.ttl"),
            format=ox.RdfFormat.TURTLE,
            base_iri=BASE,
        )
    }
    assert {(one.subject, one.predicate, one.object) for one in ask(store, GRAPH)} == expected


def test_a_graph_of_some_publications(catalogue):
    subjects = {triple.subject.value for triple in ask(catalogue, GRAPH, limit="1")}
    assert {each for each in subjects if "/publication/" in each} == {ARABIC}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_question_that_the_endpoint_takes(name):
    query = load_query(f"examples/{name}")
    assert query.summary[0].isupper()
    assert len(query.summary) <= 100
    assert {token.text[1:] for token in query.parameters} == {one.name for one in query.declared}
    filled = fill_with_examples(query, IDENTIFIERS).text
    first, second = filled.splitlines()[:2]
    assert first == f"#+ summary: {query.summary}"
    assert not second.startswith("#")
    assert "$" not in filled
    assert not list_undeclared_prefixes(filled)
    analysed = analyse_query(filled)
    assert not analysed.has_dataset
    words = [token.text for token in read_tokens(filled) if token.kind is TokenKind.WORD]
    assert analysed.form in words


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_says_what_it_is_and_only_things_have_to_be_given(name):
    for parameter in load_query(f"examples/{name}").declared:
        assert parameter.description[0].isupper()
        assert not parameter.description.endswith(".")
        assert not parameter.is_required or parameter.type == "iri"
