"""The query workers by themselves, without a web server."""

import asyncio
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from sparql_service import count_children, many_quads, wait_until

from regesta.errors import (
    QueryLimitError,
    QuerySyntaxError,
    ReleaseError,
    SerialisationError,
    ServiceBusyError,
)
from regesta.settings import QueryLimits
from regesta.store.query_analysis import OutsideQuery, QueryForm, analyse_query
from regesta.store.worker_failures import describe_death, describe_failure, describe_syntax_error
from regesta.store.worker_pool import QueryWorkers

JSON = "application/sparql-results+json"
LIMITS = QueryLimits(seconds=5, workers=1, queue=2)


@pytest.fixture(scope="module")
def store_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("workers") / "store"
    store = ox.Store(str(path))
    store.extend(many_quads(200))
    store.flush()
    return path


def with_workers(store_path, use, limits=LIMITS):
    async def run():
        workers = QueryWorkers(store_path, limits)
        try:
            return await use(workers)
        finally:
            await workers.close()

    before = count_children()
    try:
        return asyncio.run(run())
    finally:
        assert count_children() == before


async def collect(workers, text, media_type=JSON):
    return b"".join([piece async for piece in workers.run(analyse_query(text), media_type)])


def test_one_worker_answers_many_queries_and_survives_their_errors(store_path):
    async def use(workers):
        await workers.start()
        first = workers._lanes.slots[0].worker.process_id
        for _ in range(3):
            assert await collect(workers, "ASK {}") == b'{"head":{},"boolean":true}'
            with pytest.raises(QuerySyntaxError):
                await collect(workers, "ASK {")
        text = "CONSTRUCT { <http://a/> <http://a/1> 1 } {}"
        with pytest.raises(SerialisationError, match="RDF/XML cannot hold the property"):
            await collect(workers, text, "application/rdf+xml")
        assert workers._lanes.slots[0].worker.process_id == first
        health = workers.describe_health()
        assert (health["workers"], health["idle"], health["waiting"]) == (2, 1, 0)

    with_workers(store_path, use)


def test_a_store_that_is_not_there_is_named(tmp_path):
    async def use(workers):
        with pytest.raises(ReleaseError, match=r"No query worker can open the store .*/nowhere"):
            await workers.start()
        with pytest.raises(ReleaseError):
            await collect(workers, "ASK {}")
        assert workers.describe_health()["idle"] == 1

    with_workers(tmp_path / "nowhere", use)


def test_an_answer_that_nobody_takes_frees_the_worker(store_path):
    async def use(workers):
        pieces = workers.run(analyse_query("SELECT * { ?a ?b ?c . ?d ?e ?f }"), JSON)
        await anext(pieces)
        assert workers.describe_health()["idle"] == 0
        await pieces.aclose()
        assert await collect(workers, "ASK {}") == b'{"head":{},"boolean":true}'

    with_workers(store_path, use)


def test_closing_may_wait_for_queries_that_run(store_path):
    async def use(workers):
        await workers.start()
        running = asyncio.create_task(collect(workers, "SELECT * { ?a ?b ?c . ?d ?e ?f }"))
        await asyncio.sleep(0.01)
        await workers.close(patience=10)
        assert (await running).endswith(b"]}}")
        with pytest.raises(ServiceBusyError):
            await collect(workers, "ASK {}")

    with_workers(store_path, use)


def test_a_query_that_waits_while_workers_retire_gets_its_own_answer(store_path):
    async def use(workers):
        await workers.start()
        long = workers.run(analyse_query("SELECT * { ?a ?b ?c . ?d ?e ?f }"), JSON)
        await anext(long)
        waiting = asyncio.create_task(collect(workers, "ASK {}"))
        await asyncio.sleep(0.05)
        closing = asyncio.create_task(workers.close(patience=20))
        await asyncio.sleep(0.05)
        await long.aclose()
        assert await waiting == b'{"head":{},"boolean":true}'
        await closing

    with_workers(store_path, use)


def test_closing_ends_what_runs_and_refuses_what_waits(store_path):
    async def use(workers):
        await workers.start()
        text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        queries = [asyncio.create_task(collect(workers, text)) for _ in range(3)]
        await asyncio.sleep(0.1)
        started = asyncio.get_running_loop().time()
        await workers.close(patience=0.2)
        errors = await asyncio.gather(*queries, return_exceptions=True)
        assert asyncio.get_running_loop().time() - started < LIMITS.seconds / 2
        assert [type(error) for error in errors] == [ServiceBusyError] * 3
        assert all("closing down" in str(error) for error in errors)

    with_workers(store_path, use)


def test_closing_that_is_cancelled_leaves_nothing(store_path):
    async def use(workers):
        long = workers.run(analyse_query("SELECT * { ?a ?b ?c . ?d ?e ?f }"), JSON)
        await anext(long)
        closing = asyncio.create_task(workers.close(patience=20))
        await asyncio.sleep(0.05)
        before = count_children()
        closing.cancel()
        await asyncio.gather(closing, return_exceptions=True)
        assert count_children() == before - 1
        await long.aclose()

    with_workers(store_path, use)


def test_a_full_queue_is_refused_at_once(store_path):
    async def use(workers):
        runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        tasks = [asyncio.create_task(collect(workers, runaway)) for _ in range(5)]
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        kinds = [type(outcome) for outcome in outcomes]
        assert kinds.count(QueryLimitError) >= 1
        assert kinds.count(ServiceBusyError) >= 2
        assert kinds.count(QueryLimitError) + kinds.count(ServiceBusyError) == 5

    with_workers(store_path, use, replace(LIMITS, seconds=0.5))


@pytest.mark.skipif(sys.platform != "linux", reason="the second line of defence is Linux's")
def test_a_worker_cannot_open_a_connection_even_if_a_query_gets_through(store_path):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        text = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"

        async def use(workers):
            await workers.start()
            if not workers.describe_health()["network_forbidden"]:
                pytest.skip("this kernel has no seccomp filters")
            unchecked = OutsideQuery(text, QueryForm.SELECT, has_dataset=False)
            with pytest.raises(QueryLimitError, match="Permission denied"):
                [piece async for piece in workers.run(unchecked, JSON)]

        with_workers(store_path, use)
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent")
def test_workers_die_with_a_service_that_is_killed(store_path):
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from regesta.settings import QueryLimits\n"
        "from regesta.store.query_analysis import analyse_query\n"
        "from regesta.store.worker_pool import QueryWorkers\n"
        "async def main():\n"
        "    workers = QueryWorkers(Path(sys.argv[1]), QueryLimits(seconds=60, workers=2))\n"
        "    await workers.start()\n"
        "    print(*[slot.worker.process_id for slot in workers._lanes.slots], flush=True)\n"
        "    text = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }'\n"
        "    async for _ in workers.run(analyse_query(text), 'text/csv'):\n"
        "        pass\n"
        "asyncio.run(main())\n"
    )
    service = subprocess.Popen(
        [sys.executable, "-c", program, str(store_path)], stdout=subprocess.PIPE, text=True
    )
    processes = [int(number) for number in service.stdout.readline().split()]
    assert len(processes) == 3
    service.send_signal(signal.SIGKILL)
    service.wait()
    service.stdout.close()
    wait_until(lambda: not any(runs(process) for process in processes))


def runs(process):
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        return status.rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    ("query", "words", "place"),
    [
        ("ASK {", "line 1, column 6", (1, 6)),
        ("SELECT *\n{ ?s a:b ?o }", "The prefix “a:” in line 2, column 6", (2, 6)),
        ("ASK { ?s foaf:name ?o }", "begin the query with PREFIX foaf: <http://xmlns.com", (1, 10)),
        ("ASK { <http://a b> ?p ?o }", "line 1, column 19 (IRI parsing failed).", None),
        ("SELECT (IRI(<urn:a b>) AS ?x) {}", "the parser stopped at line 1, column", None),
        ("ASK { ?a ?b ?c FILTER(foo(?a)) }", "the parser stopped at line 1, column 33.", None),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "contains a variable that is unbound", None),
    ],
)
def test_syntax_errors_in_words(query, words, place):
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query)
    error = describe_syntax_error(str(caught.value), query)
    assert words in str(error)
    assert "[" not in str(error)
    assert "\n" not in str(error)
    assert place is None or (error.line, error.column) == place


def test_a_syntax_error_without_a_place_keeps_its_message():
    error = describe_syntax_error("something else", "ASK {}")
    assert (str(error), error.line) == ("This is not a SPARQL query: something else.", None)


@pytest.mark.parametrize(
    ("status", "words", "limit"),
    [
        (-signal.SIGABRT, "bytes of memory", "memory"),
        (-signal.SIGSEGV, "too deeply", "memory"),
        (3, "status 3", "worker_died"),
    ],
)
def test_deaths_in_words(status, words, limit):
    error = describe_death(status, LIMITS)
    assert words in str(error)
    assert error.limit == limit


@pytest.mark.parametrize(
    ("kind", "words", "limit"),
    [("memory", "more memory than", "memory"), ("engine", "because of this", "engine")],
)
def test_failures_in_words(kind, words, limit):
    error = describe_failure({"kind": kind, "message": "because of this"}, "ASK {}", QueryLimits())
    assert words in str(error)
    assert error.limit == limit
