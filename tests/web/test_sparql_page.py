"""The query page as a reader with a browser and no script meets it."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sample_releases import BASE, FIRST_DAY, build_release
from sparql_service import model_quads, running_service, wait_until

from regesta.assets import asset

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOSTILE = "</textarea><script>alert(1)</script>"


class Page(HTMLParser):
    """The links, cells and texts of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.tags, self.cells, self.texts = [], [], [], []
        self.in_cell = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        if tag == "td":
            self.cells.append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        self.in_cell = self.in_cell and tag != "td"

    def handle_data(self, data):
        self.texts.append(data)
        if self.in_cell:
            self.cells[-1] += data.strip()


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("page")) as running:
        yield running


def ask(service, query=None, **parameters):
    sent = {"query": query, **parameters} if query is not None else {}
    return httpx.get(service.endpoint, params=sent, headers={"Accept": BROWSER}, timeout=30)


def test_the_form_and_its_examples(service):
    answer = ask(service)
    assert (answer.status_code, answer.headers["vary"]) == (200, "Accept")
    page = Page(answer.text)
    assert "script" not in page.tags
    assert {"form", "textarea", "label", "button"} <= set(page.tags)
    examples = [link for link in page.links if link.startswith("/sparql?query=")]
    assert len(examples) == len(list(asset("queries", "examples").glob("*.rq"))) == 16


def test_every_example_is_answered(service):
    examples = [link for link in Page(ask(service).text).links if "?query=" in link]
    for link in examples:
        answer = httpx.get(f"{service.url}{link}", headers={"Accept": BROWSER})
        assert answer.status_code == 200
        assert "<textarea" in answer.text
        assert parse_qs(urlsplit(link).query)["query"][0].splitlines()[0][11:] in answer.text


def test_values_are_shown_by_their_kind(service):
    page = Page(
        ask(
            service,
            "SELECT ?iri ?text ?no ?evil ?blank { VALUES (?iri ?text ?no ?evil ?blank) {"
            "(<http://localhost:8000/id/agency/iom> 'été'@fr UNDEF"
            ' "<script>alert(1)</script>" UNDEF) (<javascript:alert(1)> 5 UNDEF 1 UNDEF) }'
            " OPTIONAL { BIND(BNODE() AS ?blank) } }",
        ).text
    )
    assert page.cells[:4] == [
        "http://localhost:8000/id/agency/iom",
        "étéfr",
        "",
        "<script>alert(1)</script>",
    ]
    assert "/agency/iom" in page.links
    assert "script" not in page.tags
    assert not [link for link in page.links if link.startswith("javascript")]
    assert "javascript:alert(1)" in page.cells


def test_many_rows_are_capped_with_a_note_and_links_to_all(service):
    query = "SELECT ?c { ?a ?b ?c } ORDER BY DESC(?c = '<script>alert(0)</script>')"
    answer = ask(service, query)
    page = Page(answer.text)
    assert len(page.cells) == 200
    assert "script" not in page.tags
    assert "Only the first 200 rows are shown here." in answer.text
    downloads = [link for link in page.links if re.match(r"/sparql\.\w+\?", link)]
    assert [urlsplit(link).path for link in downloads] == [
        "/sparql.json",
        "/sparql.csv",
        "/sparql.tsv",
        "/sparql.xml",
    ]
    whole = httpx.get(f"{service.url}{downloads[1]}")
    assert whole.text.count("\r\n") > 8000


def test_an_answer_that_fits_is_said_to_be_whole(service):
    answer = ask(service, "SELECT * { VALUES ?x { 1 2 } }")
    assert "2 rows: the whole answer." in answer.text
    assert "Only the first" not in answer.text
    assert "Nothing matches this query." in ask(service, "SELECT * { ?s <http://no/> ?o }").text


def test_ask_construct_and_describe_have_pages_too(service):
    assert "yes" in Page(ask(service, "ASK {}").text).cells
    assert "no" in Page(ask(service, "ASK { ?s <http://no/> ?o }").text).cells
    graph = ask(
        service, "CONSTRUCT WHERE { <http://localhost:8000/id/person/marika-mcadam> ?p ?o }"
    )
    page = Page(graph.text)
    assert len(page.cells) == 3 * 4
    assert any(link.startswith("/sparql.ttl?") for link in page.links)
    assert not any(link.startswith("/sparql.csv?") for link in page.links)


def test_the_graphs_asked_are_kept_in_the_links(service):
    graph = "http://localhost:8000/person/marika-mcadam"
    page = Page(ask(service, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": graph}).text)
    assert len(page.cells) == 3 * 6
    [download] = [link for link in page.links if link.startswith("/sparql.csv?")]
    assert httpx.get(f"{service.url}{download}").text.count("\r\n") == 1 + 6


def test_a_long_value_is_cut_and_says_so(service):
    page = Page(ask(service, f"SELECT ('{'a' * 3000}' AS ?x) {{}}").text)
    assert page.cells == [f"{'a' * 2000} … (cut)"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (f"SELECT * {{ ?s ?p '{HOSTILE}", 400, "the parser stopped at line 1"),
        (f"SELECT * {{ ?s dcterms:title '{HOSTILE}' }}", 400, "“dcterms:” in line 1, column 15"),
        (f"ASK {{ SERVICE <http://x/> {{}} }} # {HOSTILE}", 403, "SERVICE clause in line 1"),
        (f"DROP ALL # {HOSTILE}", 403, "only answers queries"),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 500, "stopped after 3 s"),
    ],
)
def test_an_error_is_a_sentence_above_the_query(service, query, status, words):
    answer = ask(service, query)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    page = Page(answer.text)
    assert words in " ".join(page.texts)
    assert query in "".join(page.texts)
    assert "script" not in page.tags


def test_the_workers_follow_the_release(tmp_path):
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{BASE}void>) }}"
    with running_service(tmp_path) as service:
        first = httpx.get(f"{service.endpoint}.csv", params={"query": count})
        build_release(tmp_path, model_quads(), created=FIRST_DAY)

        def has_switched():
            again = httpx.get(f"{service.endpoint}.csv", params={"query": count})
            assert again.status_code == 200
            return again.headers["regesta-release"] != first.headers["regesta-release"]

        wait_until(has_switched)
        second = httpx.get(f"{service.endpoint}.csv", params={"query": count})
        assert int(second.text.split()[1]) + 8000 == int(first.text.split()[1])
        wait_until(lambda: not service.app.state.release_workers._retiring)
