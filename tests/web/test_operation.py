"""What operators see of a running service: metrics, readiness, the log, and how it ends."""

import concurrent.futures
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sample_releases import build_release, settings_in
from sparql_service import (
    ASK,
    CROSS_JOIN,
    LARGE,
    LIMITS,
    get,
    many_quads,
    running_service,
    wait_until,
)
from starlette.testclient import TestClient

from regesta.settings import MetricsAccess, Operation
from regesta.web.app import create_app

SCRIPT = """
import sys
from dataclasses import replace
from pathlib import Path
from regesta.settings import QueryLimits, load_settings
from regesta.web.app import create_app
from regesta.web.server import run_server

settings = load_settings(Path(sys.argv[1]), Path(sys.argv[2]))
limits = QueryLimits(seconds=1, workers=1, answer_bytes=2 * 1024**2)
app = create_app(replace(settings, query_limits=limits))

@app.get("/failing/{name}")
def fail(name):
    raise ValueError("what nobody foresaw")

run_server(app, "127.0.0.1", 0, lambda port: print(port, flush=True))
"""
SECRET = 'ASK { ?s ?p "a name that is nobody else\'s business" }'


def read_metrics(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    root = tmp_path_factory.mktemp("operation")
    limits = replace(LIMITS, seconds=1, cache_bytes=1024**2)
    with running_service(root, limits, Operation(metrics=MetricsAccess.LOCAL)) as running:
        yield running


@pytest.fixture
def client():
    with httpx.Client(timeout=30) as client:
        yield client


def metrics_of(service, client):
    answer = client.get(f"{service.url}/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return read_metrics(answer.text)


def test_requests_are_counted_by_the_template_of_their_route(service, client):
    for path in ("/agency/iom.ttl", "/agency/iom.ttl", "/agency/nobody.ttl", "/no/such/address"):
        client.get(service.url + path)
    client.head(f"{service.url}/publication")
    client.request("BREW", f"{service.url}/publication")
    metrics = metrics_of(service, client)
    requests = {
        key[1:]: value for key, value in metrics.items() if key[0].endswith("requests_total")
    }
    text = json.dumps(list(metrics))
    assert "iom" not in text
    assert "nobody" not in text
    assert "BREW" not in text
    assert any(
        value == 2 and "2xx" in labels and "GET" in labels and any("{" in one for one in labels)
        for labels, value in requests.items()
    )
    assert requests[tuple(sorted(("/publication", "HEAD", "2xx")))] == 1
    assert requests[tuple(sorted(("none", "GET", "4xx")))] == 1
    assert requests[tuple(sorted(("/publication", "other", "4xx")))] == 1


def test_queries_are_counted_by_how_they_ended(service, client):
    before = metrics_of(service, client)
    tag = get(client, service, ASK).headers["etag"]
    client.get(service.endpoint, params={"query": ASK}, headers={"If-None-Match": tag})
    for query in ("ASK {", "SELECT * { SERVICE <http://a/> {} }", CROSS_JOIN):
        assert get(client, service, query).status_code in (400, 403, 500)
    assert get(client, service, ASK, "text/turtle").status_code == 406
    with pytest.raises(httpx.RemoteProtocolError):
        get(client, service, LARGE)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(service.endpoint, params={"query": f"{CROSS_JOIN} # left"}, timeout=0.2)
    wait_until(lambda: service.health["idle"] == LIMITS.workers)
    after = metrics_of(service, client)

    def grown(outcome, name="regesta_queries_total"):
        return after.get((name, outcome), 0) - before.get((name, outcome), 0)

    outcomes = "answered current syntax refused time not_offered cut client_gone".split()
    assert {outcome: grown(outcome) for outcome in outcomes} == dict.fromkeys(outcomes, 1)
    assert grown("time", "regesta_query_duration_seconds_count") == 1
    assert 1 <= after["regesta_query_duration_seconds_sum", "time"] < 6
    assert after["regesta_query_answer_bytes_total",] > 1024**2


def test_a_worker_that_dies_and_a_service_that_is_busy_are_outcomes(tmp_path):
    limits = replace(LIMITS, seconds=20, workers=1, queue=1)
    with (
        running_service(tmp_path, limits) as service,
        concurrent.futures.ThreadPoolExecutor(3) as pool,
    ):

        def ask(number):
            query = f"{CROSS_JOIN} # {number}"
            return httpx.get(service.endpoint, params={"query": query}, timeout=60).status_code

        release = service.app.state.service.release
        asking = [pool.submit(ask, 1)]
        wait_until(lambda: service.health.get("idle") == 0)
        asking.append(pool.submit(ask, 2))
        wait_until(lambda: service.health["waiting"] == 1)
        ready = httpx.get(f"{service.url}/readyz")
        assert (ready.status_code, ready.json()["detail"]) == (503, "Too many queries are waiting.")
        assert int(ready.headers["retry-after"]) > 0
        assert ask(3) == 503
        workers = service.app.state.release_workers.workers_for(release)
        for one in range(2):
            wait_until(
                lambda: workers._lanes.slots[0].worker and workers._lanes.slots[0].worker.is_busy
            )
            os.kill(workers._lanes.slots[0].worker.process_id, signal.SIGKILL)
            assert asking[one].result() == 500
        metrics = read_metrics(service.app.state.parts.metrics.write().decode())
    assert metrics["regesta_queries_total", "busy"] == 1
    assert metrics["regesta_queries_total", "worker_died"] == 2


def test_workers_release_and_process_are_measured(service, client):
    metrics = metrics_of(service, client)
    manifest = service.app.state.service.release.manifest
    assert metrics["regesta_workers_alive",] == LIMITS.workers + 1
    assert metrics["regesta_workers_idle",] == LIMITS.workers
    assert metrics["regesta_queries_waiting",] == 0
    labels = sorted((manifest.identifier, manifest.created))
    assert metrics["regesta_release_info", *labels] == 1
    assert metrics["regesta_release_publications",] == manifest.entities("publication") > 0
    assert 0 < metrics["regesta_release_served_seconds",] < 600
    assert metrics["process_resident_memory_bytes",] > 1024**2


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"]
)
def test_a_proxy_on_this_machine_is_not_this_machine(service, client, header):
    answer = client.get(f"{service.url}/metrics", headers={header: "127.0.0.1"})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("access", "address", "status"),
    [
        (MetricsAccess.OFF, "127.0.0.1", 404),
        (MetricsAccess.LOCAL, "127.0.0.1", 200),
        (MetricsAccess.LOCAL, "::1", 200),
        (MetricsAccess.LOCAL, "192.0.2.7", 403),
        (MetricsAccess.LOCAL, "a.name", 403),
        (MetricsAccess.ON, "192.0.2.7", 200),
    ],
)
def test_who_may_read_the_metrics(tmp_path, access, address, status):
    build_release(tmp_path, many_quads(10))
    app = create_app(replace(settings_in(tmp_path), operation=Operation(metrics=access)))
    with TestClient(app, client=(address, 50000)) as client:
        assert client.get("/metrics").status_code == status


def test_two_applications_share_no_metrics(tmp_path):
    build_release(tmp_path, many_quads(10))
    settings = replace(settings_in(tmp_path), operation=Operation(metrics=MetricsAccess.ON))
    first, second = create_app(settings), create_app(settings)
    with TestClient(first) as one, TestClient(second) as other:
        one.get("/publication")
        assert 'route="/publication"' in one.get("/metrics").text
        assert 'route="/publication"' not in other.get("/metrics").text


def test_a_service_with_a_release_and_workers_is_ready(service, client):
    answer = client.get(f"{service.url}/readyz")
    assert answer.status_code == 200
    assert answer.json()["release"] == service.app.state.service.release.identifier


def test_a_probe_brings_dead_workers_back(service, client):
    release = service.app.state.service.release
    workers = service.app.state.release_workers.workers_for(release)
    for slot in workers._lanes.slots:
        os.kill(slot.worker.process_id, signal.SIGKILL)
    wait_until(lambda: service.health["workers"] == 0)
    assert client.get(f"{service.url}/readyz").status_code == 200
    assert service.health["workers"] == 1


def test_without_a_release_nothing_is_ready(tmp_path):
    with TestClient(create_app(settings_in(tmp_path))) as client:
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "regesta build" in answer.json()["detail"]
    assert "retry-after" in answer.headers


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    root = tmp_path_factory.mktemp("operation-server")
    build_release(root, many_quads(2000))
    return settings_in(root)


@contextmanager
def served(settings, **environment):
    command = [sys.executable, "-c", SCRIPT, str(settings.data), str(settings.releases)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    ) as process:
        try:
            yield process, f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def end(process):
    process.send_signal(signal.SIGINT)
    process.wait(20)
    return process.stderr.read().decode()


def ask_all(url):
    with httpx.Client(timeout=30, headers={"User-Agent": "a-telling-name"}) as client:
        for _ in range(2):
            client.get(f"{url}/sparql", params={"query": SECRET}, headers={"Accept": "text/csv"})
        client.get(f"{url}/sparql", params={"query": CROSS_JOIN})
        client.get(f"{url}/sparql", params={"query": "ASK {"})
        assert client.get(f"{url}/failing/a%0Ab").status_code == 500


def test_the_log_in_json_is_one_object_a_line(settings):
    with served(settings, REGESTA_LOG="json") as (process, url):
        ask_all(url)
        text = end(process)
    lines = [json.loads(line) for line in text.splitlines()]
    queries = [line for line in lines if line["event"] == "query"]
    (failure,) = [line for line in lines if line["event"] != "query"]
    assert [one["outcome"] for one in queries] == ["answered", "answered", "time", "syntax"]
    assert [one["level"] for one in queries] == ["info", "info", "warning", "info"]
    assert [one["cache"] for one in queries] == ["miss", "hit", "", ""]
    first, _, slow, _ = queries
    assert first["query"] == hashlib.sha256(SECRET.encode()).hexdigest()[:16]
    assert (first["form"], first["media_type"]) == ("ASK", "text/csv")
    assert 0 < first["seconds"] < 1 <= slow["seconds"] < 6
    assert first["bytes"] > 0
    assert first["release"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["time"])
    assert failure["level"] == "error"
    assert "ValueError: what nobody foresaw" in failure["exception"]
    for private in ("127.0.0.1", "business", "a-telling-name"):
        assert private not in text.replace(failure["exception"], "")


def test_the_log_as_text_is_a_line_for_each_query(settings):
    with served(settings, REGESTA_LOG="text") as (process, url):
        ask_all(url)
        lines = end(process).splitlines()
    queries = [line for line in lines if " query " in line]
    assert [re.search(r"outcome=(\w+)", line)[1] for line in queries] == [
        "answered",
        "answered",
        "time",
        "syntax",
    ]
    assert sum("/failing/a\\nb failed" in line for line in lines) == 1
    assert not any("business" in line for line in lines)


def test_before_it_ends_the_service_says_so_and_still_answers(settings):
    with served(settings, REGESTA_DRAIN_SECONDS="4", REGESTA_LOG="errors") as (process, url):
        assert httpx.get(f"{url}/readyz").status_code == 200
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: httpx.get(f"{url}/readyz").status_code == 503)
        assert "closing down" in httpx.get(f"{url}/readyz").json()["detail"]
        assert httpx.get(f"{url}/healthz").status_code == 200
        assert httpx.get(f"{url}/sparql", params={"query": ASK}).json()["boolean"] in (True, False)
        assert time.monotonic() - started < 4
        process.wait(20)
        assert 4 <= time.monotonic() - started < 9
        assert process.stderr.read() == b""
