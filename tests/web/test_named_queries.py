"""The example queries at addresses of their own, as programs and readers meet them."""

import csv
import io
import json
import socket
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import rdflib
from sample_releases import FIRST_DAY, build_release
from sparql_service import CROSS_JOIN, LARGE, many_quads, model_quads, running_service, wait_until

from regesta.assets import asset
from regesta.store.query import read_query
from regesta.store.query_analysis import QueryForm
from regesta.web.queries.named import NamedQuery, read_named_queries

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RESULTS_JSON = "application/sparql-results+json"
ROOT = "/api/queries"
BASE = "http://localhost:8000/"
NAMES = sorted(path.stem for path in asset("queries", "examples").glob("*.rq"))
HOSTILE = json.loads(
    (Path(__file__).parent.parent / "fixtures" / "queries" / "hostile.json").read_text("utf-8")
)
GEORGIA = {
    "publication": f"{BASE}id/publication/needs-assessment-tool-georgia",
    "title": "Needs Assessment Tool: Counter-trafficking Response in Georgia",
    "place": "Georgia",
}
REGION = "01-publications-about-a-region"
PER_YEAR = "12-publications-per-year"
GRAPH = "10-publications-as-a-graph"
WORDS = "15-words-of-titles"
THING = "16-what-is-said-about-a-thing"


class Page(HTMLParser):
    """The tags, links and form values of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.values, self.texts = [], {}, {}, []
        self._link = self._select = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        self.tags.append(tag)
        if tag == "a":
            self._link = has["href"]
        if tag == "select":
            self._select = has["name"]
        if tag == "input":
            self.values[has["name"]] = has["value"]
        if tag == "option" and "selected" in has:
            self.values[self._select] = has["value"]

    def handle_data(self, data):
        self.texts.append(data)
        if self._link is not None:
            self.links.setdefault(data.strip(), self._link)
            self._link = None


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("queries")) as running:
        yield running


@pytest.fixture(scope="module")
def client(service):
    with httpx.Client(base_url=service.url, timeout=30) as client:
        yield client


@pytest.fixture
def add_query():
    """Makes a query of its own be answered at /api/queries/extra."""
    queries = read_named_queries()

    def add(text):
        queries["extra"] = NamedQuery("extra", QueryForm.SELECT, read_query("extra", text))

    yield add
    queries.pop("extra", None)


def ask(client, address, accept=None, **values):
    headers = {"Accept": accept} if accept else {}
    return client.get(f"{ROOT}/{address}", params=values, headers=headers)


def rows_of(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["json", "csv", "html"])
def test_every_example_is_answered_in_each_format(client, name, suffix):
    needed = {"iri": f"{BASE}id/agency/iom"} if name == THING else {}
    answer = ask(client, f"{name}.{suffix}", **needed)
    assert answer.status_code == 200
    if suffix == "json":
        assert answer.headers["content-type"] == "application/json"
        assert isinstance(answer.json(), list)
    elif suffix == "csv":
        assert answer.headers["content-type"].startswith("text/csv")
        columns, *rows = csv.reader(io.StringIO(answer.text))
        assert all(len(row) == len(columns) for row in rows)
        assert [list(row) for row in rows_of(ask(client, f"{name}.json", **needed))][:1] == (
            [columns] if rows else []
        )
    else:
        page = Page(answer.text)
        assert read_named_queries()[name].query.summary in page.texts
        assert "script" not in page.tags


def test_the_formats_say_the_same(client):
    assert len(NAMES) == 16
    values = {"region": "614540"}
    assert rows_of(ask(client, REGION, **values)) == [GEORGIA]
    assert rows_of(ask(client, f"{REGION}.json", "text/html", **values)) == [GEORGIA]
    as_csv = ask(client, REGION, "text/csv", **values)
    assert list(csv.DictReader(io.StringIO(as_csv.text))) == [GEORGIA]
    results = ask(client, REGION, RESULTS_JSON, **values)
    assert results.headers["content-type"] == RESULTS_JSON
    (binding,) = results.json()["results"]["bindings"]
    assert binding["title"] == {"type": "literal", "value": GEORGIA["title"], "xml:lang": "en"}
    assert ask(client, f"{REGION}.srj", **values).content == results.content
    page = ask(client, REGION, BROWSER, **values)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert GEORGIA["title"] in page.text


def test_values_in_plain_rows_are_numbers_texts_and_null(client):
    assert rows_of(ask(client, PER_YEAR)) == [{"year": 2016, "publications": 1}]
    (link,) = rows_of(ask(client, "05-uncertain-links"))
    assert link["score"] == 0.9
    assert rows_of(ask(client, REGION, language="xx", region="614540")) == [
        {**GEORGIA, "place": None}
    ]


def test_a_graph_has_rows_and_rdf(client):
    turtle = ask(client, f"{GRAPH}.ttl")
    graph = rdflib.Graph().parse(data=turtle.content, format="turtle")
    rows = rows_of(ask(client, f"{GRAPH}.json"))
    as_csv = list(csv.DictReader(io.StringIO(ask(client, f"{GRAPH}.csv").text)))
    assert len(graph) == len(rows) > 3
    assert rows == as_csv
    assert {tuple(row.values()) for row in rows} == {tuple(map(str, triple)) for triple in graph}
    assert ask(client, GRAPH, "application/ld+json").headers["content-type"] == (
        "application/ld+json"
    )
    assert ask(client, f"{GRAPH}.srj").status_code == 404


@pytest.mark.parametrize(
    "region",
    [
        "615318",
        "https://sws.geonames.org/615318/",
        "https://sws.geonames.org/615318",
        f"{BASE}region/615318",
    ],
)
def test_a_region_is_named_in_several_ways_and_has_one_address(client, region):
    answer = ask(client, REGION, region=region)
    assert rows_of(answer) == [GEORGIA]
    assert answer.headers["content-location"] == (
        f"{BASE}api/queries/{REGION}.json?region=615318&language=en&limit=1000000"
    )
    assert answer.headers["etag"] == ask(client, REGION).headers["etag"]


@pytest.mark.parametrize(
    ("name", "values", "parameter", "words"),
    [
        (PER_YEAR, "agency=nope", "agency", "no agency of this catalogue"),
        (PER_YEAR, "agency=", "agency", "the local name or the IRI of an agency"),
        (PER_YEAR, "from=1", "from", "a year from 1000 to 2999, for example 1900"),
        (PER_YEAR, "from=1990&from=1991", "from", "more than once"),
        (PER_YEAR, "region=1", "region", "there are: agency, from, to"),
        (REGION, "limit=0", "limit", "a whole number from 1 to 1,000,000"),
        (REGION, "region=https://sws.geonames.org/1/", "region", "no region of this catalogue"),
        (REGION, "language=%22", "language", "a language tag, for example en"),
        ("02-publications-on-a-theme", "theme=x%20y", "theme", "for example data-collection"),
        ("09-where-records-come-from", "since=2024-02-30", "since", "for example 1900-01-01"),
        (WORDS, "words=a", "words", "a text of 2 to 100 characters, for example Trafficking"),
        (THING, "", "iri", "is missing; it must be an absolute IRI, for example https://sws"),
        (THING, "iri=a%3Eb", "iri", "“a>b”; it must be an absolute IRI"),
        ("06-languages", "%3Cscript%3E=x", "<script>", "there are: none"),
    ],
)
def test_a_wrong_value_is_a_problem_that_names_it(client, name, values, parameter, words):
    answer = client.get(f"{ROOT}/{name}.csv?{values}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert problem["expected"]
    assert problem["example"] or name == "06-languages"
    assert words in problem["detail"]
    page = client.get(f"{ROOT}/{name}?{values}", headers={"Accept": BROWSER})
    assert (page.status_code, page.headers["cache-control"]) == (400, "no-store")
    shown = Page(page.text)
    assert problem["detail"] in shown.texts
    assert "script" not in shown.tags


def test_an_address_that_is_not_utf_8_is_refused(client):
    assert client.get(f"{ROOT}/{WORDS}?words=%FF%FE").status_code == 400


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_finds_nothing_and_stays_a_text(client, text):
    without = read_named_queries()[WORDS].query.text.count("\n") - 2
    answer = ask(client, WORDS, words=f"zz{text}")
    assert rows_of(answer) == []
    page = ask(client, f"{WORDS}.html", words=f"zz{text}")
    assert page.status_code == 200
    shown = Page(page.text)
    assert "script" not in shown.tags
    editor = shown.links["Open in the SPARQL editor"]
    query = parse_qs(urlsplit(editor).query)["query"][0]
    assert query.count("\n") == without


def test_what_is_not_there_is_a_problem(client):
    for address in ("nothing", "nothing.csv", f"{REGION}.pdf", f"{REGION}.json.csv", "..%2fweb"):
        answer = ask(client, address)
        assert answer.status_code == 404, address
        assert answer.headers["content-type"] == "application/problem+json"
    refused = ask(client, REGION, "image/png")
    assert refused.status_code == 406
    assert "text/csv" in refused.json()["offers"]


def test_an_answer_can_be_kept_and_asked_for_again(client):
    first = ask(client, f"{PER_YEAR}.csv")
    etag = first.headers["etag"]
    again = client.get(f"{ROOT}/{PER_YEAR}.csv?agency=iom", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    others = [
        ask(client, f"{PER_YEAR}.csv", to="2015"),
        ask(client, f"{PER_YEAR}.json"),
        ask(client, f"{PER_YEAR}.html"),
        ask(client, "06-languages.csv"),
    ]
    assert len({etag, *(each.headers["etag"] for each in others)}) == 5
    assert first.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    "address", ["", ".html", f"/{PER_YEAR}.csv", f"/{PER_YEAR}.html", "/nothing"]
)
def test_head_options_and_other_origins(client, address):
    address = ROOT + address
    got, head = client.get(address), client.head(address)
    dropped = {"date"}
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k not in dropped} == {
        k: v for k, v in got.headers.items() if k not in dropped
    }
    assert got.headers["access-control-allow-origin"] == "*"
    assert client.options(address).headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.post(address).status_code == 405


def test_a_new_release_is_another_answer(tmp_path):
    with running_service(tmp_path) as service:
        address = f"{service.url}/api/queries/{PER_YEAR}.csv"
        first = httpx.get(address)
        build_release(tmp_path, [*model_quads(), *many_quads(10)], created=FIRST_DAY)

        def has_switched():
            return httpx.get(address).headers["regesta-release"] != first.headers["regesta-release"]

        wait_until(has_switched)
        second = httpx.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (second.status_code, second.content) == (200, first.content)


def test_the_list_has_every_query_with_its_parameters(client):
    answer = client.get(ROOT)
    assert answer.headers["content-type"] == "application/json"
    assert client.get(ROOT, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    listed = {each["name"]: each for each in answer.json()["queries"]}
    assert sorted(listed) == NAMES
    region = listed[REGION]
    assert region["url"] == f"{BASE}api/queries/{REGION}"
    assert region["parameters"][0] == {
        "name": "region",
        "type": "region",
        "description": "The region, with its members and the places in each",
        "expected": "the GeoNames number, the local name or the IRI of a region of this catalogue",
        "required": False,
        "default": "615318",
    }
    assert region["parameters"][2]["default"] == 1_000_000
    (iri, _) = listed[THING]["parameters"]
    assert (iri["required"], iri["example"]) == (True, "https://sws.geonames.org/615318/")
    for one in listed.values():
        for url in (one["example"], one["formats"]["csv"]["url"], one["sparql"]):
            assert url.startswith(BASE)
        path = one["example"].removeprefix(BASE)
        assert client.get(f"/{path}").status_code == 200


def test_the_pages_lead_to_each_other(client, service):
    def page(path):
        answer = httpx.get(f"{service.url}{path}", headers={"Accept": BROWSER}, timeout=30)
        assert answer.status_code == 200
        return Page(answer.text)

    links = page("/sparql").links
    assert links["an address for programs"] == "/api/queries.html"
    listed = page("/api/queries.html").links
    forms = [link for link in listed.values() if link.startswith("/api/queries/")]
    assert [urlsplit(link).path for link in forms] == [
        f"/api/queries/{name}.html" for name in NAMES
    ]
    for link in forms:
        assert "Answer" in page(link).texts
    form = page(f"/api/queries/{REGION}.html?region=614540&language=fr&limit=7")
    assert form.values == {"region": "614540", "language": "fr", "limit": "7"}
    editor = form.links["Open in the SPARQL editor"]
    query = parse_qs(urlsplit(editor).query)["query"][0]
    assert "<https://sws.geonames.org/614540/>" in query
    assert 'LANG(?place) = "fr"' in query
    assert "LIMIT 7" in query
    assert "$" not in query
    assert "#+ parameter" not in query
    assert "Géorgie" in page(editor).texts
    assert rows_of(httpx.get(f"{service.url}{form.links['JSON rows']}"))[0]["place"] == "Géorgie"
    assert links["form and API"] == f"/api/queries/{NAMES[0]}.html"


def test_a_wrong_value_stays_in_the_form(client):
    answer = client.get(f"{ROOT}/{PER_YEAR}.html?from=12&to=2000")
    assert answer.status_code == 400
    assert Page(answer.text).values == {"agency": "iom", "from": "12", "to": "2000"}


def test_openapi_describes_every_query(client, service):
    description = httpx.get(f"{service.url}/openapi.json").json()
    paths = description["paths"]
    for name in NAMES:
        operation = paths[f"/api/queries/{name}"]["get"]
        named = read_named_queries()[name]
        assert operation["summary"] == named.query.summary
        assert set(operation["responses"]) == {"200", "304", "400", "404", "406", "500", "503"}
        assert [each["name"] for each in operation["parameters"]] == [
            each.name for each in named.query.declared
        ]
        assert {"text/csv", "application/json", "text/html"} <= set(
            operation["responses"]["200"]["content"]
        )
    operation = paths[f"/api/queries/{PER_YEAR}"]["get"]
    schemas = {each["name"]: each["schema"] for each in operation["parameters"]}
    assert schemas == {
        "agency": {"type": "string", "default": "iom"},
        "from": {"type": "integer", "minimum": 1000, "maximum": 2999, "default": 1900},
        "to": {"type": "integer", "minimum": 1000, "maximum": 2999, "default": 2099},
    }
    thing = paths[f"/api/queries/{THING}" + ".{suffix}"]["get"]["parameters"]
    assert thing[0]["schema"]["enum"] == ["json", "csv", "srj", "html"]
    assert (thing[1]["required"], thing[1]["schema"]) == (
        True,
        {"type": "string", "format": "iri"},
    )
    identifiers = [one["operationId"] for path in paths.values() for one in path.values()]
    assert len(identifiers) == len(set(identifiers))
    assert "/api/queries" in paths
    problem = description["components"]["schemas"]["Problem"]["properties"]
    assert {"parameter", "expected", "example"} <= set(problem)


@pytest.mark.parametrize("suffix", ["json", "csv", "srj"])
def test_an_answer_cut_at_a_limit_breaks_the_connection(client, add_query, suffix):
    add_query(f"#+ summary: All\n{LARGE}")
    with pytest.raises(httpx.RemoteProtocolError):
        ask(client, f"extra.{suffix}")


def test_a_client_of_http_1_0_never_gets_part_of_an_answer(service, add_query):
    add_query(f"#+ summary: All\n{LARGE}")
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"GET /api/queries/extra.json HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split(b"\r\n")[0].split()[1] == b"500"


def test_a_large_answer_is_sent_as_it_comes_and_is_whole(client, add_query):
    add_query(
        '#+ summary: Much\n#+ parameter: limit integer "It" default 12000\n'
        "SELECT * { VALUES ?n { 1 2 } ?a ?b ?c } LIMIT $limit"
    )
    answer = ask(client, "extra.json")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert len(answer.json()) == 12_000
    assert "Only the first 200 rows" in ask(client, "extra.html").text


def test_a_query_is_stopped_at_the_limit_of_outside_queries(client, add_query):
    add_query(f"#+ summary: Runaway\n{CROSS_JOIN}")
    answer = ask(client, "extra.csv")
    assert answer.status_code == 500
    assert "stopped after 3 s" in answer.json()["detail"]
    page = ask(client, "extra", BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert "stopped after 3 s" in page.text
    assert "etag" not in page.headers
