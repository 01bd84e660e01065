"""Query workers that are forked from a process that holds the release in memory."""

import asyncio
import contextlib
import logging
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from forked_workers import (
    ASK,
    RUNAWAY,
    collect,
    in_memory,
    server_of,
    source_of,
    until,
    with_workers,
)
from sample_releases import BASE, build_release
from sparql_service import count_resources, many_quads, model_quads, wait_until

from regesta.assets import asset
from regesta.errors import QueryLimitError, RegestaError
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_with_examples
from regesta.store.memory_budget import MemoryBudget, MemorySource
from regesta.store.query import load_query

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")

EXAMPLES = sorted(asset("queries", "examples").glob("*.rq"))
FORMS = [
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { ?s ?p ?o FILTER(ISNUMERIC(?o)) }",
    "SELECT DISTINCT ?p ?type { ?s ?p ?o BIND(DATATYPE(?o) AS ?type) }",
    "SELECT ?s { ?s ?p 'value 7' }",
    ASK,
]


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    root = tmp_path_factory.mktemp("forked")
    return build_release(root, [*model_quads(), *many_quads(2000)])


def test_answers_from_memory_are_those_from_disk(release):
    examples = [load_query(f"examples/{path.stem}") for path in EXAMPLES]
    queries = [*(fill_with_examples(query, Identifiers(BASE)).text for query in examples), *FORMS]
    assert len(queries) >= 15

    async def answers(workers):
        return [await answer(workers, text) for text in queries]

    async def answers_from_memory(workers):
        await in_memory(workers)
        return await answers(workers)

    from_disk = with_workers(release, answers, source_of(release, 0))
    assert with_workers(release, answers_from_memory) == from_disk
    assert all(len(rows) > 1 for rows in from_disk[-len(FORMS) : -1])


async def answer(workers, text):
    """The lines of an answer, in no order: neither store promises one."""
    graph = "CONSTRUCT" in text or "DESCRIBE" in text
    media_type = "application/n-triples" if graph else "text/csv"
    return sorted((await collect(workers, text, media_type)).splitlines())


def test_the_process_that_is_forked_has_one_thread_and_no_network(release):
    async def use(workers):
        await in_memory(workers)
        assert len(list(Path(f"/proc/{server_of(workers)}/task").iterdir())) == 1
        status = Path(f"/proc/{server_of(workers)}/status").read_text(encoding="ascii")
        if workers.describe_health()["network_forbidden"]:
            assert "Seccomp:\t2" in status
        for worker in workers._workers():
            first_to_go = Path(f"/proc/{worker.process_id}/oom_score_adj")
            assert int(first_to_go.read_text(encoding="ascii")) == 500

    with_workers(release, use)


def test_a_worker_that_was_used_up_is_forked_anew(release):
    async def use(workers):
        await in_memory(workers)
        before = {worker.process_id for worker in workers._workers()}
        with pytest.raises(QueryLimitError, match=r"after 0\.4 s"):
            await collect(workers, RUNAWAY)
        await until(lambda: workers.describe_health()["idle"] == 1)
        after = {worker.process_id for worker in workers._workers()}
        assert len(before & after) == 1
        assert {parent_of(process) for process in after} == {server_of(workers)}
        assert (await collect(workers, ASK)) == b"true"

    with_workers(release, use, seconds=0.4)


def parent_of(process):
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[1])


@pytest.mark.parametrize("where", ["disk", "memory"])
def test_each_limit_holds(release, where):
    async def use(workers):
        await (in_memory(workers) if where == "memory" else workers.start())
        with pytest.raises(QueryLimitError, match="314,572,800 bytes of memory"):
            await collect(workers, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
        for media_type in ("text/csv", "application/sparql-results+json"):
            with pytest.raises(QueryLimitError, match="more than 1,000 rows"):
                await collect(workers, "SELECT * { ?s ?p ?o }", media_type)
        for media_type in ("application/n-triples", "text/turtle"):
            with pytest.raises(QueryLimitError, match="more than 1,000 rows"):
                await collect(workers, "CONSTRUCT WHERE { ?s ?p ?o }", media_type)
        rows = await collect(workers, "SELECT * { ?s ?p ?o } LIMIT 1000")
        assert rows.count(b"\r\n") == 1001
        with pytest.raises(QueryLimitError, match="after 1 s of computing"):
            await collect(workers, RUNAWAY)

    source = source_of(release, 0 if where == "disk" else 2**31)
    with_workers(release, use, source, seconds=30, rows=1000, computing_seconds=1)


def test_a_release_beyond_the_budget_stays_on_disk(release, caplog):
    source = source_of(release)
    tight = MemorySource(source.dumps, source.quads, MemoryBudget(source.need(2) - 1))

    async def use(workers):
        await workers.start()
        assert await collect(workers, ASK) == b"true"
        assert not workers.describe_health()["in_memory"]

    with_workers(release, use, tight)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "REGESTA_QUERY_STORE_MEMORY" in caplog.text


def test_a_load_that_needs_more_than_it_may_take_is_given_up(release, caplog, monkeypatch):
    monkeypatch.setattr(MemorySource, "loading_bytes", 1024**2)

    async def use(workers):
        await workers.start()
        await until(lambda: caplog.records)
        assert not workers.describe_health()["in_memory"]
        assert await collect(workers, ASK) == b"true"

    with_workers(release, use)
    assert len(caplog.records) == 1
    assert "needs more memory than was reckoned. Queries are answered from disk" in caplog.text


def test_a_dump_that_is_damaged_leaves_the_queries_to_the_disk(release, caplog, tmp_path):
    dump = tmp_path / "dump.nq"
    dump.write_text("<http://a/> no statement\n", encoding="utf-8")

    async def use(workers):
        await workers.start()
        await until(lambda: caplog.records)
        assert await collect(workers, ASK) == b"true"

    with_workers(release, use, MemorySource((dump,), 1, MemoryBudget(2**30)))


def test_the_service_outlives_the_process_that_is_forked(release, caplog):
    async def use(workers):
        await in_memory(workers)
        first = server_of(workers)
        running = asyncio.create_task(collect(workers, RUNAWAY))
        await asyncio.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(QueryLimitError, match="killed"):
            await running
        assert await collect(workers, ASK) == b"true"
        await in_memory(workers)
        assert server_of(workers) != first
        assert await collect(workers, ASK) == b"true"

    with_workers(release, use)
    assert "was killed" in caplog.text


def test_a_process_that_does_not_answer_is_done_without(release):
    async def use(workers):
        await in_memory(workers)
        os.kill(server_of(workers), signal.SIGSTOP)
        with pytest.raises(QueryLimitError):
            await collect(workers, RUNAWAY)
        await until(lambda: workers.describe_health()["idle"] == 1)
        assert await collect(workers, ASK) == b"true"

    with_workers(release, use, seconds=0.2)


def test_two_hundred_killed_queries_leave_nothing_behind(release):
    async def use(workers):
        await in_memory(workers)
        before, served = count_resources(), children_of(server_of(workers))
        for _ in range(200):
            with pytest.raises(QueryLimitError):
                await collect(workers, RUNAWAY)
            await until(lambda: workers.describe_health()["idle"] == 1)
        workers.limits = replace(workers.limits, seconds=20)
        assert await collect(workers, ASK) == b"true"
        await until(lambda: len(children_of(server_of(workers))) == len(served))
        assert count_resources() == before
        files = list(Path(f"/proc/{server_of(workers)}/fd").iterdir())
        assert len(files) <= 8

    with_workers(release, use, seconds=0.01)


def children_of(process):
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return text.split()


def test_nothing_stays_of_a_service_that_is_killed(release):
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from forked_workers import *\n"
        "from regesta.release.release import Release\n"
        "async def use(workers):\n"
        "    await in_memory(workers)\n"
        "    numbers = [worker.process_id for worker in workers._workers()]\n"
        "    print(server_of(workers), *numbers, flush=True)\n"
        "    await collect(workers, RUNAWAY)\n"
        "with_workers(Release(Path(sys.argv[2])), use, seconds=60)\n"
    )
    arguments = [str(Path(__file__).parents[1]), str(release.path)]
    service = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True
    )
    processes = [int(number) for number in service.stdout.readline().split()]
    service.stdout.close()
    assert len(processes) == 3
    service.send_signal(signal.SIGKILL)
    service.wait()
    wait_until(lambda: not any(runs(process) for process in processes))


def runs(process):
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        return status.rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_many_queries_given_up_at_any_moment_leave_every_slot_idle(release):
    chance = random.Random(7)
    texts = (RUNAWAY, ASK, "SELECT * { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "ASK {")

    async def ask(workers):
        with contextlib.suppress(RegestaError, TimeoutError):
            async with asyncio.timeout(chance.random()):
                await collect(workers, chance.choice(texts))

    async def use(workers):
        await workers.start()
        for _ in range(4):
            await asyncio.gather(*(ask(workers) for _ in range(40)))
        await in_memory(workers)
        health = workers.describe_health()
        assert (health["workers"], health["waiting"], health["aside"]) == (3, 0, 0)
        assert await collect(workers, ASK) == b"true"
        assert len(children_of(server_of(workers))) == 3

    with_workers(release, use, workers=2, queue=30, seconds=0.3)


def test_a_budget_is_held_by_one_after_the_other():
    async def use():
        budget, log = MemoryBudget(100), []

        async def hold(name, number):
            async with budget.hold(number):
                log.append(f"+{name}")
                await asyncio.sleep(0.01)
                log.append(f"-{name}")

        await asyncio.gather(hold("a", 60), hold("b", 50), hold("c", 40))
        assert log[:2] == ["+a", "+c"]
        assert log.index("+b") > log.index("-a")
        async with asyncio.timeout(1), budget.hold(100):
            pass

    asyncio.run(use())


def test_named_graphs_are_kept_in_memory(release):
    files = source_of(release).dumps
    quads = {quad.graph_name for file in files for quad in ox.parse(path=str(file))}
    text = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    async def use(workers):
        await in_memory(workers)
        assert await collect(workers, text) == f"n\r\n{len(quads)}\r\n".encode()

    with_workers(release, use)
