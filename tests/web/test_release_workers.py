"""Which workers answer a request when releases change."""

import asyncio

from sample_releases import build_release
from sparql_service import count_children, many_quads

from regesta.release.release import Release
from regesta.settings import QueryLimits
from regesta.store.query_analysis import analyse_query
from regesta.web import release_workers
from regesta.web.release_workers import ReleaseWorkers

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER STRSTARTS(STR(?s), 'http://example.org/') }"


async def count(workers):
    pieces = [piece async for piece in workers.run(analyse_query(COUNT), "text/csv")]
    return int(b"".join(pieces).split()[1])


def with_two_releases(tmp_path, use):
    releases = [build_release(tmp_path, many_quads(number)) for number in (20, 30)]

    async def run():
        workers = ReleaseWorkers(QueryLimits(seconds=5, workers=1))
        try:
            await use(workers, *releases)
        finally:
            await workers.close()

    before = count_children()
    asyncio.run(run())
    assert count_children() == before


def test_a_request_that_began_before_a_switch_gets_its_release(tmp_path):
    async def use(workers, old, new):
        first = workers.workers_for(old)
        assert await count(first) == 20
        second = workers.workers_for(new)
        assert await count(second) == 30
        assert workers.workers_for(old) is first
        assert await count(workers.workers_for(old)) == 20
        assert workers.workers_for(new) is second

    with_two_releases(tmp_path, use)


def test_a_release_that_becomes_current_again_has_new_workers(tmp_path, monkeypatch):
    monkeypatch.setattr(release_workers, "_SECONDS_FOR_LATE_QUERIES", 0.01)

    async def use(workers, old, new):
        first = workers.workers_for(old)
        await first.start()
        workers.workers_for(new)
        await asyncio.sleep(0.5)
        assert first.describe_health()["workers"] == 0
        again = workers.workers_for(Release(old.path))
        assert again is not first
        assert await count(again) == 20

    with_two_releases(tmp_path, use)


def test_closing_at_once_after_a_switch_leaves_nothing(tmp_path):
    async def use(workers, old, new):
        await workers.workers_for(old).start()
        workers.workers_for(new)

    with_two_releases(tmp_path, use)
