"""What holds for every answer, and every error as an answer."""

import json
import logging

import pytest
from sample_releases import build_release, sample_quads, settings_in
from starlette.testclient import TestClient

from regesta.errors import (
    QueryLimitError,
    QueryRefusedError,
    QuerySyntaxError,
    SerialisationError,
    ServiceBusyError,
)
from regesta.web.app import create_app

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PATHS = [
    "/",
    "/publication",
    "/publication/hostile",
    "/publication/hostile.ttl",
    "/id/agency/iom",
    "/nothing",
    "/void",
    "/dumps/regesta.ttl",
    "/static/style.css",
    "/openapi.json",
    "/healthz",
]


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_its_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_open_to_other_sites_and_closed_to_scripts(client, release, path):
    headers = client.get(path, headers={"Origin": "https://other.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    exposed = {name.strip() for name in headers["access-control-expose-headers"].split(",")}
    assert exposed >= {"Link", "ETag", "Location", "Content-Location", "Last-Modified"}
    policy = headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert headers["regesta-release"] == release.identifier


def test_no_answer_repeats_the_host_that_a_client_writes(client):
    for path in ("/publication/", "/dumps", "/id/agency/iom", "/.well-known/void", "/agency/"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert "evil.example" not in str(answer.headers) + answer.text
    assert client.get("/publication/").status_code == 404
    assert client.get("/dumps", headers=HTML).status_code == 200


def test_options_is_answered(client):
    answer = client.options(
        "/publication",
        headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"},
    )
    assert answer.status_code == 204
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/agency/iom", "GET, HEAD, OPTIONS"),
        ("/publication.json", "GET, HEAD, OPTIONS"),
        ("/sparql", "GET, HEAD, POST, OPTIONS"),
        ("/sparql.csv", "GET, HEAD, OPTIONS"),
        ("/openapi.json", "GET, HEAD, OPTIONS"),
    ],
)
def test_each_address_says_which_methods_it_answers(client, path, methods):
    assert client.options(path).headers["allow"] == methods
    refused = client.delete(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client, method):
    answer = client.request(method, "/publication/hostile")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/publication/nothing",
        "/publication/No.Such",
        "/publication/%00",
        "/publication/..%2f..%2fetc",
        "/publication/a%20b",
        "/agency/" + "a" * 10_000,
        "/static/..%2fapp.py",
        "/dumps/..%2fmanifest.json",
        "/dumps/nothing.ttl",
        "/shapes/..%2fregesta.ttl",
        "/publication?page=2",
    ],
)
def test_what_is_not_there_is_a_problem_for_machines_and_a_page_for_readers(client, path):
    machine = client.get(path, headers={"Accept": "text/turtle, */*;q=0.1"})
    if not path.startswith("/publication?"):
        assert machine.status_code == 404
        assert machine.headers["content-type"] == "application/problem+json"
        problem = machine.json()
        assert (problem["status"], problem["title"]) == (404, "Not Found")
        assert problem["detail"].endswith(".")
    reader = client.get(path, headers=HTML)
    assert reader.status_code == 404
    assert reader.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Not Found</h1>" in reader.text


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page=1e99", "size=1000", "theme=A", "region=a/b", "q=" + "x" * 201],
)
def test_bad_parameter_is_a_bad_request(client, query):
    answer = client.get(f"/publication.json?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


ERRORS = [
    (QuerySyntaxError("line 1"), 400),
    (QueryRefusedError("no"), 403),
    (SerialisationError("no"), 406),
    (QueryLimitError("too long"), 500),
    (ServiceBusyError("busy"), 503),
    (RuntimeError("secret"), 500),
]


@pytest.mark.parametrize(("error", "status"), ERRORS, ids=lambda one: type(one).__name__)
def test_each_error_has_its_status(tmp_path, error, status, caplog):
    build_release(tmp_path, sample_quads())
    app = create_app(settings_in(tmp_path))

    @app.get("/fail")
    def fail():
        raise error

    with TestClient(app) as client, caplog.at_level(logging.ERROR):
        machine, reader = client.get("/fail"), client.get("/fail", headers=HTML)
    assert machine.status_code == reader.status_code == status
    assert machine.headers["x-content-type-options"] == "nosniff"
    assert ("retry-after" in machine.headers) is (status == 503)
    if isinstance(error, RuntimeError):
        assert "secret" not in machine.text + reader.text
        assert "secret" in caplog.text
    else:
        assert machine.json()["detail"] == str(error)


def test_problem_names_its_address_as_a_reference(client):
    problem = client.get("/agency/%C3%A9%20%5D").json()
    assert problem["instance"] == "/agency/%C3%A9%20%5D"


def test_suffix_is_no_parameter(client):
    answer = client.get("/void?suffix=rdf")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"


def test_openapi_is_true_about_documents(client):
    description = client.get("/openapi.json").json()
    document = description["paths"]["/publication/{name}"]["get"]["responses"]
    assert set(document) == {"200", "303", "304", "404", "406", "410", "503"}
    assert set(document["200"]["content"]) == {
        "text/html",
        "text/turtle",
        "application/ld+json",
        "application/n-triples",
        "application/rdf+xml",
        "application/n-quads",
        "application/trig",
    }
    listing = description["paths"]["/publication"]["get"]["responses"]
    assert "400" in listing
    assert set(listing["200"]["content"]) == {"text/html", "application/json"}
    assert set(description["paths"]["/id/agency/{name}"]["get"]["responses"]) >= {"303", "404"}
    assert "422" not in json.dumps(description)
    asked = {
        (path, parameter["name"])
        for path, operations in description["paths"].items()
        for parameter in operations["get"].get("parameters", ())
    }
    in_format = {path for path, name in asked if name == "suffix"}
    assert {path for path in in_format if not path.startswith("/api/queries/")} == {
        "/sparql.{suffix}"
    }
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
