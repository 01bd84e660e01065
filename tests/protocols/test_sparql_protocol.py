"""The SPARQL 1.1 Protocol, point by point, on a running service."""

import pyoxigraph as ox
import pytest
from sparql_service import (
    ASK,
    COUNT,
    FORM,
    GRAPHS,
    QUERY,
    RESULTS,
    count,
    get,
)

COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
GRAPH = "http://localhost:8000/person/marika-mcadam"
OTHER = "http://localhost:8000/scheme/themes"
IN_GRAPH, IN_OTHER = 6, 5
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.mark.parametrize(
    "send",
    [
        lambda client, url: client.get(url, params={"query": ASK}),
        lambda client, url: client.post(url, data={"query": ASK}),
        lambda client, url: client.post(url, content=ASK, headers={"Content-Type": QUERY}),
        lambda client, url: client.post(
            url, content=ASK, headers={"Content-Type": f'{QUERY};charset="UTF-8"'}
        ),
        lambda client, url: client.get(
            url, params={"query": ASK, "format": "json", "output": "json", "results": "json"}
        ),
        lambda client, url: client.get(url, params={"query": ASK, "version": "1.2"}),
    ],
)
def test_each_way_to_ask(service, client, send):
    answer = send(client, service.endpoint)
    assert (answer.status_code, answer.json()) == (200, {"head": {}, "boolean": True})


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"method": "GET", "params": [("query", ASK), ("query", ASK)]}),
        (400, {"method": "POST", "data": {"other": ASK}}),
        (400, {"method": "POST", "params": {"query": ASK}, "data": {"query": ASK}}),
        (400, {"method": "POST", "params": {"query": ASK}, "headers": {"Content-Type": FORM}}),
        (400, {"method": "GET", "params": {"query": "ASK {"}}),
        (400, {"method": "GET", "params": {"query": ""}}),
        (400, {"method": "GET", "params": {"query": ASK, "default-graph-uri": "no iri"}}),
        (400, {"method": "GET", "params": {"query": ASK, "named-graph-uri": "relative"}}),
        (400, {"method": "POST", "content": b"ASK {#\xff\n}", "headers": {"Content-Type": QUERY}}),
        (400, {"method": "POST", "content": b"query=%FF", "headers": {"Content-Type": FORM}}),
        (403, {"method": "GET", "params": {"update": "DROP ALL"}}),
        (403, {"method": "POST", "data": {"update": "DROP ALL"}}),
        (403, {"method": "POST", "content": "DROP ALL"}),
        (403, {"method": "GET", "params": {"query": "DROP ALL"}}),
        (405, {"method": "PUT", "content": ASK}),
        (405, {"method": "DELETE"}),
        (406, {"method": "GET", "params": {"query": ASK}, "headers": {"Accept": "text/turtle"}}),
        (413, {"method": "POST", "data": {"query": f"ASK {{}} #{'a' * 300_000}"}}),
        (413, {"method": "POST", "data": {"query": f"ASK {{}} #{'a' * 1_100_000}"}}),
        (415, {"method": "POST", "content": ASK}),
        (415, {"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}}),
        (
            415,
            {
                "method": "POST",
                "content": ASK.encode("utf-16"),
                "headers": {"Content-Type": f"{QUERY}; charset=utf-16"},
            },
        ),
    ],
)
def test_each_wrong_way_to_ask(service, client, status, request_):
    request_ = {
        **request_,
        "headers": {"Accept": "application/json", **request_.get("headers", {})},
    }
    if request_.get("content") == "DROP ALL":
        request_["headers"]["Content-Type"] = "application/sparql-update"
    answer = client.request(url=service.endpoint, **request_)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_syntax_error_names_line_and_column(service, client):
    problem = get(client, service, "SELECT * {\n  ?s ?p ?o ?x }").json()
    assert (problem["status"], problem["line"]) == (400, 2)
    assert f"line 2, column {problem['column']}" in problem["detail"]


def test_an_undeclared_prefix_is_named(service, client):
    problem = get(client, service, "SELECT *\n{ ?s dcterms:title ?o }").json()
    assert (problem["line"], problem["column"]) == (2, 6)
    assert "“dcterms:” in line 2, column 6 is not declared" in problem["detail"]


def test_the_default_graph_is_the_union(service, client):
    assert count(get(client, service, COUNT)) > 8000
    assert count(get(client, service, COUNT)) <= count(get(client, service, COUNT_NAMED))


@pytest.mark.parametrize(
    ("query", "parameters", "expected"),
    [
        (COUNT, {"default-graph-uri": GRAPH}, IN_GRAPH),
        (COUNT, {"default-graph-uri": [GRAPH, OTHER]}, IN_GRAPH + IN_OTHER),
        (COUNT_NAMED, {"default-graph-uri": GRAPH}, 0),
        (COUNT_NAMED, {"named-graph-uri": GRAPH}, IN_GRAPH),
        (COUNT, {"named-graph-uri": GRAPH}, 0),
        (COUNT, {"default-graph-uri": "http://no.such/graph"}, 0),
        (COUNT.replace("{", f"FROM <{OTHER}> {{"), {}, IN_OTHER),
        (COUNT.replace("{", f"FROM <{OTHER}> {{"), {"default-graph-uri": GRAPH}, IN_GRAPH),
        (COUNT.replace("{", f"FROM NAMED <{OTHER}> {{"), {}, 0),
        (COUNT_NAMED.replace("{ G", f"FROM NAMED <{OTHER}> {{ G"), {}, IN_OTHER),
        (
            COUNT_NAMED.replace("{ G", f"FROM NAMED <{OTHER}> {{ G"),
            {"named-graph-uri": GRAPH},
            IN_GRAPH,
        ),
    ],
)
def test_the_dataset_is_the_one_asked_for(service, client, query, parameters, expected):
    assert count(get(client, service, query, **parameters)) == expected
    posted = {"query": query, **parameters}
    assert count(client.post(service.endpoint, data=posted)) == expected
    headers = {"Content-Type": QUERY}
    direct = client.post(service.endpoint, params=parameters, content=query, headers=headers)
    assert count(direct) == expected


def test_head_is_get_without_a_body(service, client):
    headers = {"Accept": "text/csv"}
    head = client.head(service.endpoint, params={"query": COUNT}, headers=headers)
    full = get(client, service, COUNT, "text/csv")
    assert head.content == b""
    for name in ("content-type", "content-length", "vary"):
        assert head.headers[name] == full.headers[name]


def test_a_browser_may_ask_from_another_site(service, client):
    preflight = client.options(
        service.endpoint,
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.is_success
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert {"accept", "content-type"} <= {
        name.strip().lower()
        for name in preflight.headers["access-control-allow-headers"].split(",")
    }


@pytest.mark.parametrize("media_type", [*GRAPHS, "*/*"])
def test_the_service_describes_itself(service, client, media_type):
    answer = client.get(service.endpoint, headers={"Accept": media_type})
    expected = "text/turtle" if media_type == "*/*" else media_type
    assert answer.headers["content-type"].split(";")[0] == expected
    store = ox.Store()
    store.load(answer.content, format=GRAPHS[expected])
    assert store.query(
        f"""PREFIX sd: <{SD}> PREFIX void: <http://rdfs.org/ns/void#>
        ASK {{
          <{service.endpoint}> a sd:Service ; sd:endpoint <{service.endpoint}> ;
            sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
            sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ,
              <http://www.w3.org/ns/formats/Turtle> ;
            sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ; void:triples ?n ] ]
          FILTER NOT EXISTS {{ ?any sd:supportedLanguage sd:SPARQL11Update }}
        }}"""
    )
    [triples] = [quad.object.value for quad in store if quad.predicate.value.endswith("#triples")]
    assert int(triples) == count(get(client, service, COUNT))


def test_the_description_is_documented(service, client):
    paths = client.get(f"{service.url}/openapi.json").json()["paths"]
    endpoint = paths["/sparql"]
    assert set(endpoint) == {"get", "post"}
    assert set(endpoint["post"]["requestBody"]["content"]) == {FORM, QUERY}
    for operation in (*endpoint.values(), paths["/sparql.{suffix}"]["get"]):
        assert {"200", "400", "403", "406", "415", "500", "503"} <= set(operation["responses"])
        assert {*RESULTS, *GRAPHS, "text/html"} == set(operation["responses"]["200"]["content"])
