"""The endpoint over a release in memory: clients that go away, releases that change."""

import concurrent.futures
import os
import signal
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sample_releases import build_release
from sparql_service import (
    ASK,
    COUNT,
    CROSS_JOIN,
    LIMITS,
    count,
    count_resources,
    get,
    many_quads,
    model_quads,
    running_service,
    wait_until,
)

from regesta.release.repository import ReleaseRepository
from regesta.web import service as service_module

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")

# A release of the tests needs 83 MB: the lesser budget holds one, the greater one holds two.
BUDGETS = (120 * 1024**2, 300 * 1024**2)
LATER = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def look_at_every_request(monkeypatch):
    monkeypatch.setattr(service_module, "_SECONDS_BETWEEN_LOOKS", 0.0)


def wait_for_memory(service):
    wait_until(lambda: service.health.get("in_memory"))
    wait_until(lambda: service.health["idle"] == LIMITS.workers)


def fork_servers():
    """The processes of this one that hold a store in memory."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and b"regesta.store.fork_server" in command:
            found.append(int(folder.name))
    return found


def test_the_query_of_a_client_that_goes_away_is_stopped(tmp_path):
    outside = count_resources()
    limits = replace(LIMITS, seconds=60, store_memory_bytes=BUDGETS[0])
    with running_service(tmp_path, limits) as service:
        wait_for_memory(service)
        for _ in range(5):
            with pytest.raises(httpx.ReadTimeout):
                httpx.get(service.endpoint, params={"query": CROSS_JOIN}, timeout=0.1)
            started = time.monotonic()
            wait_until(lambda: service.health["idle"] == LIMITS.workers)
            assert time.monotonic() - started < 0.6
        assert service.health["in_memory"] is True
        with httpx.Client() as client:
            assert get(client, service, ASK).json()["boolean"] is True
    # The engine's own threads belong to no store.
    children, _, files = count_resources()
    assert (children, files <= outside[2]) == (outside[0], True)


def test_queries_are_answered_while_the_process_that_is_forked_is_killed(tmp_path):
    limits = replace(LIMITS, store_memory_bytes=BUDGETS[0])
    with running_service(tmp_path, limits) as service, httpx.Client(timeout=30) as client:
        wait_for_memory(service)
        expected = count(get(client, service, COUNT))
        (killed,) = fork_servers()
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: not service.health["in_memory"])
        assert count(get(client, service, COUNT)) == expected
        wait_for_memory(service)
        assert count(get(client, service, COUNT)) == expected
        assert fork_servers() != [killed]


@pytest.mark.parametrize("budget", BUDGETS)
def test_a_release_is_switched_under_load(tmp_path, budget):
    limits = replace(LIMITS, seconds=6, queue=20, store_memory_bytes=budget)
    coming = build_release(tmp_path, [*model_quads(), *many_quads(7000)])
    most_at_once = 0
    with (
        running_service(tmp_path, limits) as service,
        httpx.Client(timeout=30) as client,
        concurrent.futures.ThreadPoolExecutor(1) as pool,
    ):
        wait_for_memory(service)
        old = count(get(client, service, COUNT))
        runaway = pool.submit(httpx.get, service.endpoint, params={"query": CROSS_JOIN}, timeout=30)
        wait_until(lambda: service.health["idle"] < LIMITS.workers)
        ReleaseRepository(tmp_path / "releases").roll_back(coming.identifier, LATER)
        counts = []
        while not (service.health.get("in_memory") and counts[-10:] == [old - 1000] * 10):
            counts.append(count(get(client, service, COUNT)))
            most_at_once = max(most_at_once, len(fork_servers()))
            assert len(counts) < 5000
        assert counts == sorted(counts, reverse=True)
        assert set(counts) <= {old, old - 1000}
        assert runaway.result().status_code == 500
        wait_until(lambda: len(fork_servers()) == 1)
    assert most_at_once == (1 if budget == BUDGETS[0] else 2)
    assert fork_servers() == []
