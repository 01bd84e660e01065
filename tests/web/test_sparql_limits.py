"""What a hostile or unlucky query meets: a limit, an honest error, and nothing left behind."""

import concurrent.futures
import http.client
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace

import httpx
import pytest
from sparql_service import (
    ASK,
    CROSS_JOIN,
    LARGE,
    LIMITS,
    count_resources,
    running_service,
    wait_until,
)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("sparql")) as running:
        yield running


@pytest.fixture(autouse=True)
def all_workers_are_back(service):
    wait_until(lambda: service.health.get("idle") == LIMITS.workers)
    yield
    wait_until(lambda: service.health.get("idle") == LIMITS.workers)


def ask(service, query, **options):
    return httpx.get(service.endpoint, params={"query": query}, timeout=30, **options)


def test_a_runaway_query_ends_at_its_limit_while_others_are_answered(service):
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        started = time.monotonic()
        runaway = pool.submit(ask, service, CROSS_JOIN)
        wait_until(lambda: service.health["idle"] < LIMITS.workers)
        small = ask(service, ASK)
        page = httpx.get(f"{service.url}/publication")
        assert time.monotonic() - started < LIMITS.seconds
        assert (small.status_code, small.json()["boolean"], page.status_code) == (200, True, 200)
        answer = runaway.result()
    assert LIMITS.seconds <= time.monotonic() - started < LIMITS.seconds + 6
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "stopped after 3 s," in answer.json()["detail"]


def test_a_query_that_needs_too_much_memory_is_stopped(tmp_path):
    # Memory must run out before time does, on a busy machine as well.
    limits = replace(LIMITS, seconds=25)
    with running_service(tmp_path, limits) as service:
        answer = ask(service, f"{LARGE} ORDER BY ?c ?f")
    assert answer.status_code == 500
    assert "more than 314,572,800 bytes of memory" in answer.json()["detail"]


def test_a_query_nested_too_deeply_is_stopped(service):
    answer = httpx.post(
        service.endpoint, data={"query": f"SELECT * {'{' * 30_000}{'}' * 30_000}"}, timeout=30
    )
    assert answer.status_code == 500
    assert "nested too deeply" in answer.json()["detail"]


def test_a_large_answer_is_cut_so_that_stock_clients_raise(service):
    with pytest.raises(httpx.RemoteProtocolError):
        ask(service, LARGE)
    address = f"{service.endpoint}?{urllib.parse.urlencode({'query': LARGE})}"
    with (
        urllib.request.urlopen(address, timeout=30) as answer,
        pytest.raises(http.client.IncompleteRead),
    ):
        answer.read()


def test_a_client_of_http_1_0_never_gets_part_of_an_answer(service):
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        query = urllib.parse.quote(LARGE)
        connection.sendall(f"GET /sparql?query={query} HTTP/1.0\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split(b"\r\n")[0].split()[1] == b"500"


def test_a_large_answer_within_the_limits_is_whole(service):
    query = "SELECT * { ?a ?b ?c } ORDER BY ?a"
    with httpx.stream("GET", f"{service.endpoint}.csv", params={"query": query}) as answer:
        assert "content-length" in answer.headers
    three = f"SELECT * {{ VALUES ?n {{ 1 2 3 }} {{ {query} }} }}"
    answer = ask(service, three, headers={"Accept": "application/sparql-results+json"})
    assert answer.headers["transfer-encoding"] == "chunked"
    assert len(answer.json()["results"]["bindings"]) % 3 == 0
    assert len(answer.content) > 2**20


def test_a_worker_killed_in_the_middle_of_an_answer_is_noticed(service):
    with httpx.stream("GET", service.endpoint, params={"query": LARGE}, timeout=30) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        busy = [worker for worker in workers_of(service) if worker.is_busy]
        os.kill(busy[0].process_id, signal.SIGKILL)
        with pytest.raises(httpx.RemoteProtocolError):
            for _ in pieces:
                pass


def test_a_worker_killed_while_idle_is_replaced(service):
    for worker in workers_of(service):
        os.kill(worker.process_id, signal.SIGKILL)
    for _ in range(2 * LIMITS.workers):
        assert ask(service, ASK).status_code == 200


def test_the_worker_of_a_client_that_goes_away_is_freed(service):
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(service.endpoint, params={"query": CROSS_JOIN}, timeout=0.2)
    started = time.monotonic()
    wait_until(lambda: service.health["idle"] == LIMITS.workers)
    assert time.monotonic() - started < 0.6


def test_too_many_queries_are_told_to_come_back(service):
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: ask(service, CROSS_JOIN), range(12)))
    refused = [answer for answer in answers if answer.status_code == 503]
    assert 0 < len(refused) < 12
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)


def test_protections_are_reported(service):
    assert ask(service, ASK).status_code == 200
    assert service.health["network_forbidden"] in (True, False)
    assert service.health["memory_limited"] is True


def test_no_connection_is_made_for_service(service):
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=accept, args=(listening, calls), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        for text in (
            "SELECT * { SERVICE <X> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <X> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o FILTER(?o<?b#>'''\n)SERVICE <X> { ?s ?p ?o }#'''\n}",
            "LOAD <X>",
        ):
            assert ask(service, text.replace("X", address)).status_code == 403
        assert ask(service, f"SELECT * FROM <{address}> {{ ?s ?p ?o }}").status_code == 200
    assert calls == []


def accept(listening, calls):
    try:
        while True:
            connection, _ = listening.accept()
            calls.append(1)
            connection.close()
    except OSError:
        return


def test_fifty_hostile_queries_leave_nothing_behind(tmp_path):
    hostile = [
        CROSS_JOIN,
        LARGE,
        f"{LARGE} ORDER BY ?c",
        "SELECT * {" + "{" * 20_000 + "}" * 20_000,
        "SELECT * { ?s ?p ",
    ]
    outside = count_resources()
    limits = replace(LIMITS, seconds=0.4, queue=50)
    with running_service(tmp_path, limits) as service, httpx.Client(timeout=30) as client:
        assert client.get(service.endpoint, params={"query": ASK}).status_code == 200
        wait_until(lambda: service.health["idle"] == limits.workers)
        before = count_resources()
        for number in range(50):
            # On a busy machine a new worker may take longer to start than a query may wait.
            wait_until(lambda: service.health["idle"])
            try:
                sent = {"query": hostile[number % len(hostile)]}
                assert client.post(service.endpoint, data=sent).status_code in (400, 500)
            except httpx.RemoteProtocolError:
                assert hostile[number % len(hostile)] == LARGE
        assert client.get(service.endpoint, params={"query": ASK}).status_code == 200
        wait_until(lambda: service.health["idle"] == limits.workers)
        wait_until(lambda: count_resources() == before)

    def is_as_before():
        children, threads, files = count_resources()
        # The engine may have begun to keep a thread or two for the files of all stores.
        return (children, files) == (outside[0], outside[2]) and threads <= outside[1] + 2

    wait_until(is_as_before)


def workers_of(service):
    pool = service.app.state.release_workers.workers_for(service.app.state.service.release)
    return [slot.worker for slot in pool._lanes.slots if slot.worker]


def test_a_body_that_does_not_come_is_not_awaited_for_ever(service, monkeypatch):
    monkeypatch.setattr("regesta.web.sparql.request._BODY_SECONDS", 0.2)
    port = int(service.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
        assert client.recv(100).startswith(b"HTTP/1.1 408 ")
