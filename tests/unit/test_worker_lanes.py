"""Small queries do not wait behind large ones."""

import asyncio
import contextlib
import statistics
import time

import pytest
from forked_workers import RUNAWAY, collect, in_memory, source_of, until, with_workers
from sample_releases import build_release
from sparql_service import many_quads, model_quads

from regesta.errors import QueryLimitError, ServiceBusyError
from regesta.store import worker_lanes, worker_pool

RECORD = "SELECT * { <http://example.org/thing/7> ?p ?o }"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    root = tmp_path_factory.mktemp("lanes")
    return build_release(root, [*model_quads(), *many_quads(2000)])


async def timed(workers, text):
    started = time.monotonic()
    await collect(workers, text)
    return time.monotonic() - started


async def outcome(workers, text):
    try:
        await collect(workers, text)
    except (QueryLimitError, ServiceBusyError) as error:
        return type(error)


@pytest.mark.parametrize("where", ["disk", "memory"])
def test_one_record_is_found_while_twenty_cross_joins_run_and_wait(release, where):
    async def use(workers):
        await (in_memory(workers) if where == "memory" else workers.start())
        for _ in range(3):
            await collect(workers, RECORD)
        idle = statistics.median([await timed(workers, RECORD) for _ in range(20)])
        large = [asyncio.create_task(outcome(workers, RUNAWAY)) for _ in range(20)]
        await until(lambda: workers.describe_health()["waiting"] == workers.limits.queue)
        times = [await timed(workers, RECORD) for _ in range(30)]
        assert workers.describe_health()["waiting"] == workers.limits.queue
        assert statistics.median(times) < 10 * idle + 0.02
        assert max(times) < 1
        outcomes = await asyncio.gather(*large)
        assert outcomes.count(ServiceBusyError) == 18
        assert outcomes.count(QueryLimitError) == 2

    source = source_of(release, 0 if where == "disk" else 2**31)
    with_workers(release, use, source, workers=2, queue=16, seconds=6)


@pytest.fixture
def everything_seems_small(monkeypatch):
    monkeypatch.setattr(worker_pool, "is_small", lambda _: True)
    monkeypatch.setattr(worker_lanes, "_EXPRESS_SECONDS", 0.2)


def test_a_query_that_proves_large_is_set_aside(release, everything_seems_small):
    async def use(workers):
        await in_memory(workers)
        large = [asyncio.create_task(outcome(workers, RUNAWAY)) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert await timed(workers, RECORD) < 1.5
        health = workers.describe_health()
        assert (health["workers"], health["aside"]) == (3, 1)
        assert await asyncio.gather(*large) == [QueryLimitError] * 2
        await until(lambda: workers.describe_health()["aside"] == 0)
        await until(lambda: workers.describe_health()["workers"] == 2)

    with_workers(release, use, seconds=2)


def test_so_many_are_set_aside_and_the_next_one_has_to_end(release, everything_seems_small):
    async def use(workers):
        await in_memory(workers)
        large = [asyncio.create_task(outcome(workers, RUNAWAY)) for _ in range(3)]
        await until(lambda: workers.describe_health()["aside"] == 1)
        await until(lambda: workers.describe_health()["express_idle"] == 0)
        assert await timed(workers, RECORD) < 1.5
        outcomes = await asyncio.gather(*large)
        assert sorted(each.__name__ for each in outcomes) == [
            "QueryLimitError",
            "QueryLimitError",
            "ServiceBusyError",
        ]

    with_workers(release, use, seconds=2)


def test_a_large_query_never_takes_the_place_of_small_ones(release):
    async def use(workers):
        await workers.start()
        running = asyncio.create_task(outcome(workers, RUNAWAY))
        await until(lambda: workers.describe_health()["idle"] == 0)
        with pytest.raises(ServiceBusyError, match="kept this one waiting"):
            await collect(workers, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        await running

    with_workers(release, use, source_of(release, 0), seconds=0.5)


def test_a_query_that_gives_up_waiting_leaves_its_place(release):
    async def use(workers):
        await workers.start()
        running = asyncio.create_task(outcome(workers, RUNAWAY))
        await until(lambda: workers.describe_health()["idle"] == 0)
        waiting = asyncio.create_task(collect(workers, RUNAWAY))
        await until(lambda: workers.describe_health()["waiting"] == 1)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        assert workers.describe_health()["waiting"] == 0
        await running
        await until(lambda: workers.describe_health()["idle"] == 1)

    with_workers(release, use, source_of(release, 0), seconds=1)
