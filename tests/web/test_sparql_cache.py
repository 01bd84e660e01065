"""Answers that are kept, shared and revalidated, as clients of a running service meet them."""

import concurrent.futures
import time
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sample_releases import build_release
from sparql_service import (
    ASK,
    COUNT,
    CROSS_JOIN,
    LARGE,
    LIMITS,
    count,
    get,
    many_quads,
    model_quads,
    running_service,
    wait_until,
)

from regesta.store.worker_process import WorkerProcess
from regesta.web import service as service_module

LATER = datetime(2026, 11, 24, 8, tzinfo=UTC)
CSV, JSON = "text/csv", "application/sparql-results+json"
SLOW = (
    "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 1000 } ?d ?b ?e "
    "FILTER(STRLEN(?c) > STRLEN(?e)) }"
)
MIDDLE = "SELECT * { ?s ?p ?o } LIMIT 2000"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    limits = replace(LIMITS, seconds=20, cache_bytes=4 * 1024**2)
    with running_service(tmp_path_factory.mktemp("cache"), limits) as running:
        yield running


@pytest.fixture
def client():
    with httpx.Client(timeout=60) as client:
        yield client


@pytest.fixture
def runs(monkeypatch):
    """The queries that workers were sent."""
    sent, send_query = [], WorkerProcess.send_query

    def send(worker, **request):
        sent.append(request["query"])
        send_query(worker, **request)

    monkeypatch.setattr(WorkerProcess, "send_query", send)
    return sent


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_that_was_made_is_given_again_without_a_run(service, client, runs, method):
    query = f"{MIDDLE} # {method}"

    def ask():
        if method == "GET":
            return get(client, service, query, CSV)
        return client.post(service.endpoint, data={"query": query}, headers={"Accept": CSV})

    first, second = ask(), ask()
    assert first.content == second.content
    assert len(first.content.splitlines()) == 2001
    assert dict(first.headers).keys() == dict(second.headers).keys()
    assert runs == [query]


def test_what_changes_the_answer_is_another_run(service, client, runs):
    query = f"{COUNT} # graphs"
    everything = count(get(client, service, query, JSON))
    graph = "http://localhost:8000/publication/made-up-1"
    some = count(get(client, service, query, JSON, **{"default-graph-uri": graph}))
    assert 0 < some < everything
    assert get(client, service, query, CSV).text.split() == ["n", str(everything)]
    assert count(get(client, service, query, JSON)) == everything
    assert len(runs) == 3


def test_the_tag_of_an_answer_saves_the_run_and_the_bytes(service, client, runs):
    query = f"{MIDDLE} # tag"
    etag = client.head(service.endpoint, params={"query": query}).headers["etag"]
    assert etag.startswith('W/"')
    before = len(runs)
    service.app.state.parts.query_answers.kept._forget_all("none")
    answer = client.get(
        service.endpoint, params={"query": query}, headers={"If-None-Match": f'"old", {etag}'}
    )
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == etag
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["vary"] == "Accept"
    assert len(runs) == before


@pytest.mark.parametrize("known", ['W/"old"', "*", '"', ""])
def test_a_tag_of_something_else_gets_the_answer(service, client, known):
    answer = client.get(service.endpoint, params={"query": ASK}, headers={"If-None-Match": known})
    assert answer.status_code == 200
    assert answer.json()["boolean"] is True


def test_a_tag_is_of_one_format_and_no_page_has_one(service, client):
    kinds = [CSV, JSON, "application/sparql-results+xml", "text/tab-separated-values"]
    tags = {get(client, service, COUNT, kind).headers["etag"] for kind in kinds}
    assert len(tags) == 4
    assert "etag" not in get(client, service, COUNT, "text/html").headers


def test_the_rows_of_a_page_are_kept_too(service, client, runs):
    query = f"{MIDDLE} # page"
    first, second = (get(client, service, query, "text/html") for _ in range(2))
    assert first.text == second.text
    assert first.text.count("<tr>") > 100
    assert runs == [query]


def test_head_is_answered_from_what_is_kept(service, client, runs):
    query = f"{MIDDLE} # head"
    whole = get(client, service, query)
    head = client.head(service.endpoint, params={"query": query})
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["etag"] == whole.headers["etag"]
    assert runs == [query]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (NOW() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "CONSTRUCT { ?b <http://example.org/p> 1 } { BIND(BNODE() AS ?b) }",
    ],
)
def test_chance_and_the_clock_are_never_kept(service, client, runs, query):
    accept = "application/n-triples" if query.startswith("CONSTRUCT") else CSV
    first = get(client, service, query, accept)
    time.sleep(0.002)
    second = get(client, service, query, accept)
    assert first.status_code == 200
    assert first.text != second.text
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert len(runs) == 2


def test_sixteen_who_ask_the_same_slow_query_cost_one_run(service, runs):
    query = f"{SLOW} # sixteen"

    def ask(_):
        return httpx.get(service.endpoint, params={"query": query}, timeout=60)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(ask, range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert runs == [query]


def test_the_others_get_their_answer_when_the_first_goes_away(service, runs):
    query = f"{SLOW} # first leaves"

    def ask_and_leave():
        with httpx.Client(timeout=0.3) as first, pytest.raises(httpx.ReadTimeout):
            get(first, service, query)

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        leaving = pool.submit(ask_and_leave)
        wait_until(lambda: runs)
        answer = httpx.get(service.endpoint, params={"query": query}, timeout=60)
        leaving.result()
    assert count(answer) > 0
    assert runs == [query]


def test_a_failure_is_nobody_elses_and_never_kept(tmp_path, runs):
    limits = replace(LIMITS, seconds=1, cache_bytes=4 * 1024**2)
    with running_service(tmp_path, limits) as service:

        def ask(_):
            return httpx.get(service.endpoint, params={"query": CROSS_JOIN}, timeout=30)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(ask, range(2)))
        assert [answer.status_code for answer in answers] == [500, 500]
        assert len(runs) == 2
        assert len(service.app.state.parts.query_answers.kept) == 0
        for answer in answers:
            assert "etag" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"


def test_an_answer_that_is_cut_or_large_is_not_kept(service, client, runs):
    kept = service.app.state.parts.query_answers.kept
    before = len(kept)
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            get(client, service, LARGE)
    three = "SELECT * { VALUES ?n { 1 2 3 } { SELECT * { ?a ?b ?c } ORDER BY ?a } }"
    answers = [get(client, service, three, JSON) for _ in range(2)]
    assert len(answers[0].content) > 2**20
    assert answers[0].json() == answers[1].json()
    assert len(runs) == 4
    assert len(kept) == before


def test_several_who_ask_for_a_large_answer_each_get_the_whole(service):
    query = "SELECT * { VALUES ?n { 4 5 } { SELECT * { ?a ?b ?c } ORDER BY ?a } }"

    def ask(_):
        return httpx.get(service.endpoint, params={"query": query}, timeout=60)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert {len(answer.json()["results"]["bindings"]) for answer in answers} == {
        2 * count(httpx.get(service.endpoint, params={"query": COUNT}))
    }
    wait_until(lambda: service.health["idle"] == LIMITS.workers)


def test_after_a_switch_the_answer_is_the_new_one(tmp_path, monkeypatch):
    monkeypatch.setattr(service_module, "_SECONDS_BETWEEN_LOOKS", 0.0)
    limits = replace(LIMITS, cache_bytes=4 * 1024**2)
    with running_service(tmp_path, limits) as service, httpx.Client(timeout=60) as client:
        before = get(client, service, COUNT)
        assert get(client, service, COUNT).content == before.content
        build_release(tmp_path, [*model_quads(), *many_quads(100)], created=LATER)
        known = {"If-None-Match": before.headers["etag"]}
        after = client.get(service.endpoint, params={"query": COUNT}, headers=known)
        assert count(after) == count(before) - 7900
        assert after.headers["etag"] != before.headers["etag"]
        assert len(service.app.state.parts.query_answers.kept) == 1


def test_hits_and_misses_are_counted(tmp_path):
    limits = replace(LIMITS, cache_bytes=4 * 1024**2)
    with running_service(tmp_path, limits) as service, httpx.Client(timeout=60) as client:
        for query in (ASK, ASK, ASK, COUNT):
            assert get(client, service, query).is_success
        text = service.app.state.parts.metrics.write().decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    results = families["regesta_cache_requests"].samples
    assert {one.labels["result"]: one.value for one in results} == {
        "hit": 2,
        "shared": 0,
        "miss": 2,
    }
    assert families["regesta_cache_bytes"].samples[0].value > 1024
