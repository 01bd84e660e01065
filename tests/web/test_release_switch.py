"""The service follows the current release, and remembers what was withdrawn."""

from datetime import UTC, datetime

import pyoxigraph as ox
import pytest
from sample_releases import BASE, build_release, sample_quads, settings_in
from starlette.testclient import TestClient

from regesta.settings import load_settings
from regesta.web import service as service_module
from regesta.web.app import create_app

LATER = datetime(2026, 11, 24, 8, tzinfo=UTC)
GONE = f"{BASE}publication/hostile"


@pytest.fixture(autouse=True)
def look_at_every_request(monkeypatch):
    monkeypatch.setattr(service_module, "_SECONDS_BETWEEN_LOOKS", 0.0)


def test_without_a_release_the_service_says_what_to_do(tmp_path):
    with TestClient(create_app(settings_in(tmp_path))) as client:
        answer = client.get("/agency/iom.ttl")
        assert answer.status_code == 503
        assert "regesta build" in answer.json()["detail"]
        assert "retry-after" in answer.headers
        assert client.get("/healthz").status_code == 503
        assert client.get("/static/style.css").status_code == 200
        page = client.get("/", headers={"Accept": "text/html"})
        assert page.status_code == 503
        assert "regesta build" in page.text
        build_release(tmp_path, sample_quads())
        assert client.get("/agency/iom.ttl").status_code == 200


def test_nothing_is_opened_before_the_service_starts(tmp_path):
    app = create_app(settings_in(tmp_path))
    build_release(tmp_path, sample_quads())
    assert app.state.service._current is None


def test_a_new_release_is_taken_up_while_running(tmp_path):
    old = build_release(tmp_path, sample_quads())
    kept = [quad for quad in sample_quads() if quad.graph_name.value != GONE]
    app = create_app(settings_in(tmp_path))
    with TestClient(app) as client:
        before = client.get("/publication/hostile.ttl")
        unchanged = client.get("/agency/iom.ttl").headers["etag"]
        assert before.headers["regesta-release"] == old.identifier
        served = app.state.service._current

        new = build_release(tmp_path, kept, created=LATER)
        after = client.get("/agency/iom.ttl")
        assert after.headers["regesta-release"] == new.identifier
        assert after.headers["etag"] == unchanged
        assert served.retired
        assert served.readers == 0
        with pytest.raises(Exception, match="closed"):
            served.store.ask("ASK {}")


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory):
    root = tmp_path_factory.mktemp("withdrawn")
    build_release(root, sample_quads())
    kept = [quad for quad in sample_quads() if quad.graph_name.value != GONE]
    build_release(root, kept, created=LATER)
    with TestClient(create_app(settings_in(root)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/publication/hostile", "/id/publication/hostile"])
def test_withdrawn_document_is_gone_for_readers_and_programs(withdrawn, path):
    page = withdrawn.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert "withdrawn on 2026-11-24" in page.text
    problem = withdrawn.get(path)
    assert problem.status_code == 410
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["withdrawn"] == "2026-11-24T08:00:00Z"


@pytest.mark.parametrize("ask", ["suffix", "header"])
def test_withdrawn_document_has_a_tombstone_in_rdf(withdrawn, ask):
    path = "/publication/hostile.ttl" if ask == "suffix" else "/publication/hostile"
    headers = {"Accept": "text/turtle"} if ask == "header" else {}
    answer = withdrawn.get(path, headers=headers)
    assert answer.status_code == 410
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    triples = set(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))
    moment = ox.Literal(
        "2026-11-24T08:00:00Z",
        datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime"),
    )
    ended = ox.NamedNode("http://www.w3.org/ns/prov#invalidatedAtTime")
    assert ox.Quad(ox.NamedNode(GONE), ended, moment) in triples


def test_what_never_was_is_not_gone(withdrawn):
    assert withdrawn.get("/publication/never").status_code == 404


def test_release_for_another_base_is_not_served(tmp_path):
    build_release(tmp_path, sample_quads())
    settings = settings_in(tmp_path)
    catalogue = settings.data / "catalogue.toml"
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8").replace("localhost:8000", "data.example.org"),
        encoding="utf-8",
    )
    moved = load_settings(data=settings.data, releases=settings.releases, environment={})
    with TestClient(create_app(moved)) as client:
        answer = client.get("/agency/iom")
    assert answer.status_code == 503
    assert "http://localhost:8000/" in answer.json()["detail"]
    assert "http://data.example.org/" in answer.json()["detail"]
