"""The formats of answers: results and graphs, by Accept and by suffix."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
from sparql_service import (
    ASK,
    CONSTRUCT,
    COUNT,
    DESCRIBE,
    GRAPHS,
    RESULTS,
    get,
)

RECORDED = json.loads(
    (Path(__file__).parents[1] / "fixtures/sparql/accept.json").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize("media_type", RESULTS)
@pytest.mark.parametrize("query", [ASK, COUNT])
def test_results_have_exactly_the_type_asked_for(service, client, media_type, query):
    answer = get(client, service, query, media_type)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    assert answer.headers["content-type"] == media_type + charset
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_results_in_json(service, client):
    query = 'SELECT * { VALUES (?a ?b) { (<http://a/> UNDEF) ("é"@fr 1) } }'
    assert get(client, service, query).json() == {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {"a": {"type": "uri", "value": "http://a/"}},
                {
                    "a": {"type": "literal", "value": "é", "xml:lang": "fr"},
                    "b": {
                        "type": "literal",
                        "value": "1",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                },
            ]
        },
    }


def test_results_in_csv_and_tsv_and_xml(service, client):
    query = 'SELECT * { VALUES (?a ?b) { (<http://a/> UNDEF) ("x,\\"y"@fr 1) } }'
    assert get(client, service, query, "text/csv").text == 'a,b\r\nhttp://a/,\r\n"x,""y",1\r\n'
    tsv = get(client, service, query, "text/tab-separated-values").text
    assert tsv == '?a\t?b\n<http://a/>\t\n"x,\\"y"@fr\t1\n'
    root = ET.fromstring(get(client, service, query, "application/sparql-results+xml").content)
    names = {"s": "http://www.w3.org/2005/sparql-results#"}
    assert len(root.findall("s:results/s:result", names)) == 2


def test_results_in_xml_keep_every_character_or_are_refused(service, client):
    query = 'SELECT ("a\\r\\nb\\t<&>" AS ?x) {}'
    answer = get(client, service, query, "application/sparql-results+xml")
    assert "".join(ET.fromstring(answer.content).itertext()) == "a\r\nb\t<&>"
    refused = get(client, service, 'SELECT ("\\b" AS ?x) {}', "application/sparql-results+xml")
    assert refused.status_code == 406
    assert "control character" in refused.json()["detail"]
    assert get(client, service, 'SELECT ("\\b" AS ?x) {}').status_code == 200


@pytest.mark.parametrize("media_type", GRAPHS)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_graphs_in_every_format_say_the_same(service, client, media_type, query):
    answer = get(client, service, query, media_type)
    assert answer.headers["content-type"].split(";")[0] == media_type
    found = {str(quad.triple) for quad in ox.parse(answer.content, format=GRAPHS[media_type])}
    assert len(found) == 10


def test_the_recorded_headers_are_answered(service, client):
    cases = [case for case in RECORDED if case[1] in ("results", "graphs")]
    assert len(cases) == 24
    for name, offers, accept, expected in cases:
        request = client.build_request(
            "GET", service.endpoint, params={"query": ASK if offers == "results" else CONSTRUCT}
        )
        del request.headers["accept"]
        if accept is not None:
            request.headers["accept"] = accept.strip()
        answer = client.send(request)
        if expected is None:
            assert answer.status_code == 406, name
            assert set(answer.json()["offers"]) > {"text/html"}
        else:
            assert answer.headers["content-type"].split(";")[0] == expected, name


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("application/json", ASK, "application/sparql-results+json"),
        ("application/xml", ASK, "application/sparql-results+xml"),
        ("application/json", CONSTRUCT, "application/ld+json"),
        ("application/xml", CONSTRUCT, "application/rdf+xml"),
    ],
)
def test_general_types_are_answered_by_special_ones(service, client, accept, query, expected):
    assert get(client, service, query, accept).headers["content-type"] == expected


@pytest.mark.parametrize(
    ("suffix", "query", "media_type"),
    [
        ("json", ASK, RESULTS[0]),
        ("xml", ASK, RESULTS[1]),
        ("csv", COUNT, RESULTS[2]),
        ("tsv", COUNT, RESULTS[3]),
        ("ttl", CONSTRUCT, "text/turtle"),
        ("jsonld", CONSTRUCT, "application/ld+json"),
        ("nt", DESCRIBE, "application/n-triples"),
        ("rdf", DESCRIBE, "application/rdf+xml"),
    ],
)
def test_a_suffix_fixes_the_format(service, client, suffix, query, media_type):
    address = f"{service.endpoint}.{suffix}"
    answer = client.get(address, params={"query": query}, headers={"Accept": "text/html"})
    assert answer.headers["content-type"].split(";")[0] == media_type


@pytest.mark.parametrize(("suffix", "query"), [("ttl", ASK), ("csv", CONSTRUCT), ("exe", ASK)])
def test_a_suffix_that_names_no_format_is_not_found(service, client, suffix, query):
    answer = client.get(f"{service.endpoint}.{suffix}", params={"query": query})
    assert answer.status_code == 404
    assert f"no format “.{suffix}”" in answer.json()["detail"]
