import pytest
from sample_releases import FIXTURES

LINES = (FIXTURES / "web/accept.tsv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [tuple(line.split("\t")) for line in LINES]
OFFERS = [
    "text/html",
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/n-quads",
    "application/trig",
]


def test_cases_are_collected():
    assert len(CASES) == 20


@pytest.mark.parametrize(("accept", "expected"), CASES)
def test_accept_header_chooses_the_format(client, accept, expected):
    answer = client.get("/agency/iom", headers={"Accept": accept})
    assert "Accept" in answer.headers["vary"]
    if expected == "406":
        assert answer.status_code == 406
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["offers"] == OFFERS
    else:
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == expected


def test_suffix_wins_over_accept_header(client):
    answer = client.get("/agency/iom.ttl", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    page = client.get("/agency/iom.html", headers={"Accept": "text/turtle"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("suffix", ["xyz", "json", "ttl.gz", "", "HTML"])
def test_unknown_suffix_is_not_found(client, suffix):
    answer = client.get(f"/agency/iom.{suffix}")
    assert answer.status_code == (404 if suffix else 200)


def test_links_of_a_page(client):
    answer = client.get("/region/614540", headers={"Accept": "text/html"})
    links = answer.headers["link"]
    assert '<http://localhost:8000/region/614540>; rel="canonical"' in links
    assert '<https://sws.geonames.org/614540/>; rel="cite-as"' in links
    assert (
        '<http://localhost:8000/region/614540.ttl>; rel="alternate describedby"; type="text/turtle"'
        in links
    )
    assert answer.headers["content-location"] == "http://localhost:8000/region/614540.html"
    assert len(links) < 4096


def test_links_of_rdf_name_every_other_format_and_the_thing(client):
    answer = client.get("/agency/iom", headers={"Accept": "text/turtle"})
    links = answer.headers["link"]
    assert '<http://localhost:8000/id/agency/iom>; rel="describes"' in links
    assert '<http://localhost:8000/agency/iom.html>; rel="alternate"; type="text/html"' in links
    assert "iom.ttl" not in links
    assert answer.headers["content-location"] == "http://localhost:8000/agency/iom.ttl"


def test_iris_name_the_base_whatever_host_is_asked(client):
    answer = client.get("/agency/iom.ttl", headers={"Host": "evil.example"})
    assert "evil.example" not in answer.text + str(answer.headers)
    page = client.get("/agency/iom.html", headers={"Host": "evil.example"})
    assert "evil.example" not in page.text + str(page.headers)
