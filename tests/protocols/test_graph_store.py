"""The Graph Store Protocol beyond what the W3C asks: who may, which graphs, in what state."""

import pyoxigraph as ox
import pytest
import rdflib
from writing_service import BASE, turtle, writable_service

STORE = "/rdf-graph-store"
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with writable_service(tmp_path_factory.mktemp("graphs")) as running:
        yield running


@pytest.fixture(scope="module")
def secret(service):
    return service.token("graphs", "publication:write:own-")


def store(name):
    return f"{STORE}?graph={BASE}publication/{name}"


def test_a_graph_is_written_and_read_as_the_document_is(service, secret):
    put = service.send("PUT", store("own-1"), secret, headers=TURTLE, content=turtle("own-1"))
    assert put.status_code == 201
    accept = {"Accept": "text/turtle"}
    got = service.send("GET", store("own-1"), headers=accept)
    direct = service.send("GET", "/publication/own-1", headers=accept)
    assert (got.text, got.headers["etag"]) == (direct.text, direct.headers["etag"])
    assert (
        service.send("HEAD", store("own-1"), headers=accept).headers["etag"] == got.headers["etag"]
    )
    assert rdflib.Graph().parse(data=got.text, format="turtle")


def test_each_kind_of_document_is_read(service):
    accept = {"Accept": "application/n-quads"}
    for document in ("agency/iom", "publication/first", "region/2453866"):
        got = service.send("GET", f"{STORE}?graph={BASE}{document}", headers=accept)
        assert got.status_code == 200
        graphs = {
            quad.graph_name.value for quad in ox.parse(got.content, format=ox.RdfFormat.N_QUADS)
        }
        assert graphs == {BASE + document}


@pytest.mark.parametrize(
    ("status", "query"),
    [
        (400, ""),
        (400, "?graph=x"),
        (400, f"?graph={BASE}publication/first&default"),
        (403, "?default"),
        (404, "?graph=http://example.org/elsewhere"),
        (404, f"?graph={BASE}publication/never-there"),
    ],
)
def test_what_is_no_graph_is_not_read(service, status, query):
    assert service.send("GET", STORE + query).status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_only_what_the_scope_covers_is_written(service, secret, method):
    for graph in ("publication/first", "agency/iom"):
        path = f"{STORE}?graph={BASE}{graph}"
        assert service.send(method, path, headers=TURTLE, content="").status_code == 401
        assert service.send(method, path, secret, headers=TURTLE, content="").status_code == 403


def test_with_every_scope_only_publications_are_written(service):
    secret = service.token("all")
    path = f"{STORE}?graph={BASE}agency/iom"
    answer = service.send("DELETE", path, secret)
    assert answer.status_code == 403
    assert f"{BASE}publication/NAME" in answer.json()["detail"]


def test_a_condition_holds_though_none_is_required(service, secret):
    path = store("own-2")
    service.send("PUT", path, secret, headers=TURTLE, content=turtle("own-2"))
    stale = {**TURTLE, "If-Match": '"stale"'}
    changed = turtle("own-2", "Changed")
    assert service.send("PUT", path, secret, headers=stale, content=changed).status_code == 412
    assert service.send("PUT", path, secret, headers=TURTLE, content=changed).status_code in {
        200,
        204,
    }
    assert "Changed" in service.graph("own-2")
    assert service.send("DELETE", path, secret).status_code == 204
    assert service.send("GET", path).status_code == 410
