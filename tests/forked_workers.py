"""A release and workers that share it in memory, for the tests of the workers."""

import asyncio
import contextlib
from dataclasses import replace

from sample_releases import BASE
from sparql_service import count_children

from regesta.settings import QueryLimits
from regesta.store.memory_budget import MemoryBudget, MemorySource
from regesta.store.query_analysis import analyse_query
from regesta.store.worker_pool import QueryWorkers

LIMITS = QueryLimits(seconds=5, workers=1, queue=4, memory_bytes=300 * 1024**2)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ASK = "ASK { ?s ?p ?o }"
BUDGET = 2 * 1024**3


def source_of(release, budget=BUDGET, quads=None):
    number = release.manifest.quads if quads is None else quads
    return MemorySource(release.store_files, number, MemoryBudget(budget))


def with_workers(release, use, source=None, **limits):
    """Use workers, and find that they have left nothing behind."""

    async def run():
        workers = QueryWorkers(
            release.store_path, replace(LIMITS, **limits), BASE, source or source_of(release)
        )
        try:
            return await use(workers)
        finally:
            await workers.close()

    before = count_children()
    try:
        return asyncio.run(run())
    finally:
        assert count_children() == before


async def in_memory(workers):
    """Start workers and wait until all of them share the release in memory."""
    await workers.start()
    await until(lambda: workers.describe_health()["in_memory"])
    await until(lambda: workers.describe_health()["idle"] == workers.limits.workers)
    await until(lambda: workers.describe_health()["express_idle"] == 1)


async def until(is_true, seconds=20):
    async with asyncio.timeout(seconds):
        while not is_true():
            await asyncio.sleep(0.01)


async def collect(workers, text, media_type="text/csv"):
    async with contextlib.aclosing(workers.run(analyse_query(text), media_type)) as pieces:
        return b"".join([piece async for piece in pieces])


def server_of(workers):
    return workers._supply._server.process_id
