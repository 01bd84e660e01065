"""Writing publications over HTTP: what is published, what is refused, and what lasts."""

import json
import re
import threading

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from writing_service import BASE, MERGE_PATCH, REPORT, build, turtle, writable_service

from regesta.cli import main
from regesta.release.locking import writing_lock

FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with writable_service(tmp_path_factory.mktemp("writing")) as running:
        yield running


@pytest.fixture(scope="module")
def secret(service):
    return service.token("editor")


def assert_same_as_build(service, folder):
    """A full build of sources and edits is the release that is served, byte for byte."""
    built = build(service.settings, folder).release
    served = service.repository.require_current()
    assert built.identifier == served.identifier
    assert built.manifest.statistics == served.manifest.statistics
    assert built.manifest.findings == served.manifest.findings
    for file in served.manifest.files + served.manifest.dumps:
        assert (served.path / file.name).read_bytes() == (built.path / file.name).read_bytes()
    served.verify()


def test_each_write_gives_the_release_that_a_build_gives(service, secret, tmp_path):
    record = {**REPORT, "creators": ["Ann Other"]}
    steps = [
        lambda: service.put("lasting", secret, json.dumps(record), "application/json"),
        lambda: service.send(
            "PATCH",
            "/publication/lasting",
            secret,
            content=json.dumps({"title": {"fr": "Rapport"}, "issued": None}),
            headers={"Content-Type": MERGE_PATCH, "If-Match": service.etag("lasting")},
        ),
        lambda: service.put("first", secret, turtle("first", "Anew"), If_Match="*"),
        lambda: service.send("DELETE", "/publication/first", secret, headers={"If-Match": "*"}),
        lambda: service.put("first", secret, turtle("first", "Again")),
        lambda: service.send("DELETE", "/publication/lasting", secret, headers={"If-Match": "*"}),
    ]
    statuses = []
    for number, step in enumerate(steps):
        answer = step()
        statuses.append(answer.status_code)
        assert answer.headers["regesta-release"] == service.repository.require_current().identifier
        assert_same_as_build(service, tmp_path / str(number))
    assert statuses == [201, 200, 200, 204, 201, 204]
    assert service.send("GET", "/publication/lasting").status_code == 410


def test_what_is_created_is_there_at_once_with_its_warnings(service, secret):
    answer = service.put("created", secret, turtle("created"))
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{BASE}publication/created"
    told = answer.json()
    assert [each["code"] for each in told["findings"]] == ["publication-abstract-missing"]
    assert told["release"] == service.repository.require_current().identifier
    assert '"A report"@en' in service.graph("created")
    found = service.send("GET", "/findings.json?code=edit-adds").json()["findings"]
    assert f"{BASE}id/publication/created" in {each["record_iri"] for each in found}


@pytest.mark.parametrize("media_type", FORMATS)
def test_what_is_served_can_be_sent_back(service, secret, media_type):
    name = f"format-{FORMATS[media_type].file_extension}"
    assert service.put(name, secret, turtle(name)).status_code == 201
    path = f"/publication/{name}"
    got = service.send("GET", path, headers={"Accept": media_type})
    changed = got.text.replace("A report", "Another report")
    assert changed != got.text
    answer = service.put(name, secret, changed, media_type, If_Match=got.headers["etag"])
    assert answer.status_code == 200, answer.text
    assert "Another report" in service.graph(name)


def test_post_adds_to_what_is_there(service, secret):
    service.put("merged", secret, turtle("merged"))
    more = f'<{BASE}id/publication/merged> <http://purl.org/dc/terms/extent> "12 pages" .'
    headers = {"Content-Type": "text/turtle"}
    answer = service.send("POST", "/publication/merged", secret, content=more, headers=headers)
    assert answer.status_code == 200, answer.text
    graph = service.graph("merged")
    assert "12 pages" in graph
    assert "A report" in graph


def test_a_record_is_given_back_and_patched(service, secret):
    created = service.put("record", secret, json.dumps(REPORT), "application/json")
    assert created.status_code == 201, created.text
    got = service.send("GET", "/publication/record/record")
    assert got.json() == REPORT
    assert got.headers["etag"] == created.headers["etag"]
    headers = {"Content-Type": MERGE_PATCH, "If-Match": got.headers["etag"]}
    patch = json.dumps({"title": {"fr": "Deuxième rapport"}, "regions": None})
    answer = service.send("PATCH", "/publication/record", secret, content=patch, headers=headers)
    assert answer.status_code == 200, answer.text
    after = service.send("GET", "/publication/record/record").json()
    assert after == {"title": {"en": "Second report", "fr": "Deuxième rapport"}, "issued": "2020"}
    assert "Deuxième rapport" in service.graph("record")
    again = service.send("PATCH", "/publication/record", secret, content=patch, headers=headers)
    assert again.status_code == 412


def test_what_was_no_record_is_not_patched(service, secret):
    service.put("as-rdf", secret, turtle("as-rdf"))
    assert service.send("GET", "/publication/as-rdf/record").status_code == 404
    headers = {"Content-Type": MERGE_PATCH, "If-Match": "*"}
    answer = service.send("PATCH", "/publication/as-rdf", secret, content="{}", headers=headers)
    assert answer.status_code == 409


REFUSED = {
    "publication-title-missing": turtle("x").replace('dcterms:title "A report"@en ;', ""),
    "edit-node-without-iri": turtle(
        "x", more=f"<{BASE}id/publication/x> dcterms:creator [ a foaf:Person ] ."
    ),
    "edit-of-other-thing": turtle("x", more=f'<{BASE}id/agency/iom> dcterms:title "Mine" .'),
    "edit-topic-differs": turtle("x").replace("id/publication/x> .", "id/publication/y> ."),
    "edit-link-dangling": turtle(
        "x", more=f"<{BASE}id/publication/x> dcterms:creator <{BASE}id/person/nobody> ."
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_breaks_a_rule_is_refused_with_findings_and_nothing_changes(service, secret, code):
    before = service.repository.current_state()
    answer = service.put("x", secret, REFUSED[code])
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found = [each for each in answer.json()["findings"] if each["severity"] == "violation"]
    assert code in {each["code"] for each in found}
    assert all(each["message"] and "sh:" not in each["message"] for each in found)
    assert service.repository.current_state() == before
    assert not (service.settings.data / "edits" / "x.json").exists()
    accept = {"Accept": "text/turtle"}
    report = ox.Store()
    report.load(
        service.put("x", secret, REFUSED[code], **accept).content, format=FORMATS["text/turtle"]
    )
    shacl = "http://www.w3.org/ns/shacl#"
    results = list(report.quads_for_pattern(None, ox.NamedNode(f"{shacl}resultSeverity"), None))
    assert ox.NamedNode(f"{shacl}Violation") in {quad.object for quad in results}


def test_a_graph_of_another_document_is_refused(service, secret):
    quads = f'<{BASE}publication/x> <http://purl.org/dc/terms/title> "x" <{BASE}publication/y> .'
    answer = service.put("x", secret, quads, "application/n-quads")
    assert answer.status_code == 422
    assert "edit-of-other-graph" in {each["code"] for each in answer.json()["findings"]}


def test_a_record_that_breaks_a_rule_is_refused(service, secret):
    for record in ({"issued": "2020"}, {**REPORT, "id": "another"}):
        answer = service.put("x", secret, json.dumps(record), "application/json")
        assert answer.status_code == 422, answer.text
        assert answer.json()["findings"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rdf:RDF/>'
HOSTILE = [
    (400, "text/turtle", "<a> <b"),
    (400, "text/turtle", b"\xff\xfe"),
    (400, "application/rdf+xml", BOMB),
    (400, "application/ld+json", '{"@context": "http://localhost:1/context", "name": "x"}'),
    (400, "application/ld+json", "[" * 100_000),
    (400, "application/json", "[" * 100_000),
    (400, "application/json", '{"title": "\\ud800"}'),
    (400, "application/json", '{"title": NaN}'),
    (400, "application/json", "[]"),
    (413, "application/n-triples", b"<a:a> <a:a> <a:a> .\n" * 60_000),
    (422, "application/n-triples", "".join(f"<a:a> <a:a> <a:{n}> .\n" for n in range(20_000))),
    (415, "text/plain", "x"),
    (415, "text/turtle; charset=utf-16", "x"),
    (415, "application/sparql-update", "CLEAR ALL"),
]


@pytest.mark.parametrize(("status", "media_type", "content"), HOSTILE)
def test_a_hostile_body_is_refused(service, secret, status, media_type, content):
    before = service.repository.current_state()
    answer = service.put("x", secret, content, media_type)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
    assert service.repository.current_state() == before


def test_a_body_needs_its_length_and_is_not_unpacked(service, secret):
    assert service.send("PUT", "/publication/x", secret, headers={"Content-Type": "text/turtle", "Content-Encoding": "gzip"}, content=b"x").status_code == 415  # fmt: skip # noqa: E501
    request = service.client.build_request(
        "PUT", f"{service.url}/publication/x", headers={"Content-Type": "text/turtle"}
    )
    request.headers["Authorization"] = f"Bearer {secret}"
    request.headers.pop("content-length", None)
    assert service.client.send(request).status_code == 411


def test_what_is_there_is_changed_only_by_who_knows_it(service, secret):
    service.put("known", secret, turtle("known"))
    other = turtle("known", "Other")
    assert service.put("known", secret, other).status_code == 428
    assert service.put("known", secret, other, If_None_Match="*").status_code == 412
    assert service.put("known", secret, other, If_Match='"something"').status_code == 412
    etag = service.etag("known")
    assert service.put("known", secret, other, If_Match=f"W/{etag}").status_code == 412
    assert service.put("known", secret, other, If_Match=etag).status_code == 200
    assert service.put("known", secret, turtle("known"), If_Match=etag).status_code == 412
    assert service.put("absent", secret, turtle("absent"), If_Match="*").status_code == 412
    assert service.send("DELETE", "/publication/known", secret).status_code == 428


def test_the_same_again_makes_no_release(service, secret):
    service.put("same", secret, turtle("same"))
    before = service.repository.current_state()
    assert service.put("same", secret, turtle("same"), If_Match="*").status_code == 200
    assert service.repository.current_state() == before


def test_the_change_log_says_who_wrote_what(service, secret):
    sequence = service.repository.current_state()[1]
    service.put("logged", secret, turtle("logged"))
    service.send("DELETE", "/publication/logged", secret, headers={"If-Match": "*"})
    said = [
        (each.document, each.change.value, each.by, each.method)
        for each in service.repository.changes(sequence)
    ]
    document = f"{BASE}publication/logged"
    assert said == [
        (document, "created", "editor", "PUT"),
        (document, "deleted", "editor", "DELETE"),
    ]
    folders = ["--data", service.settings.data, "--releases", service.settings.releases]
    words = [*map(str, folders), "releases", "changes", "--written", "--since", str(sequence)]
    shown = CliRunner().invoke(main, words).output.splitlines()
    assert [line.split("  ", 2)[2] for line in shown] == [
        f"created  {document}  PUT by editor",
        f"deleted  {document}  DELETE by editor",
    ]
    kept = [path.read_text() for path in service.settings.data.rglob("*.json")]
    kept += [path.read_text() for path in service.settings.releases.glob("changes/*")]
    assert len(kept) > 2
    assert not any(secret in text for text in kept)


def test_a_writer_waits_for_others_of_the_service_and_is_told_of_a_build(service, secret):
    answers = []
    threads = [
        threading.Thread(
            target=lambda name=name: answers.append(service.put(name, secret, turtle(name)))
        )
        for name in ("at-once-1", "at-once-2", "at-once-3")
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.status_code for each in answers] == [201, 201, 201]
    with writing_lock(service.settings.releases):
        busy = service.put("busy", secret, turtle("busy"))
    assert busy.status_code == 503
    assert int(busy.headers["retry-after"]) > 0
    assert not (service.settings.data / "edits" / "busy.json").exists()


def test_a_failure_leaves_edit_and_release_as_they_were(service, secret, monkeypatch):
    service.put("kept", secret, turtle("kept"))
    file = service.settings.data / "edits" / "kept.json"
    before = (file.read_text(), service.repository.current_state())

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("regesta.release.builder.write_dumps", fail)
    for name in ("kept", "unkept"):
        answer = service.put(name, secret, turtle(name, "Other"), If_Match="*")
        assert answer.status_code == (503 if name == "kept" else 412)
    assert service.put("unkept", secret, turtle("unkept")).status_code == 503
    assert (file.read_text(), service.repository.current_state()) == before
    assert not file.with_name("unkept.json").exists()


def test_openapi_says_who_may_write_and_what_is_answered(service):
    described = service.send("GET", "/openapi.json").json()
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    operations = {
        (path, method): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if operation.get("security") == [{"token": []}]
    }
    assert {method for path, method in operations if re.search("publication", path)} == {
        "put",
        "post",
        "patch",
        "delete",
    }
    assert len(operations) == 7
    for operation in operations.values():
        assert {"401", "403", "412"} <= operation["responses"].keys()
