"""SPARQL from outside: workers that read the disk against workers that share the release in memory.

    python benchmarks/queries.py [--publications 10000] [--release releases/ID]

The same queries in one run, through the pool of workers but without HTTP: the first time in a new
worker and the median of later times; the time from the end of a runaway query until its worker is
replaced; one record while twenty cross joins run and wait.
"""

import argparse
import asyncio
import contextlib
import math
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

import generate

from regesta.assets import asset
from regesta.errors import QueryLimitError, ServiceBusyError
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_with_examples
from regesta.pipeline import Pipeline
from regesta.release.release import Release
from regesta.release.repository import ReleaseRepository
from regesta.settings import QueryLimits, load_settings, release_time
from regesta.store.memory_budget import MemoryBudget, MemorySource
from regesta.store.query import load_query
from regesta.store.query_analysis import analyse_query
from regesta.store.worker_pool import QueryWorkers

BUDGET = 8 * 1024**3
REPEATS = 5
KILLS = 10
RECORD = "SELECT * { <http://localhost:8000/id/publication/generated-0000007> ?p ?o }"
ISSUED = "<http://purl.org/dc/terms/issued>"
PUBLISHER = "<http://purl.org/dc/terms/publisher>"
OWN = {
    "one record": RECORD,
    "latest 20": f"SELECT ?s ?d {{ ?s {ISSUED} ?d }} ORDER BY DESC(?d) LIMIT 20",
    "publications per agency": (
        f"SELECT ?a (COUNT(DISTINCT ?s) AS ?n) {{ ?s {PUBLISHER} ?a }} GROUP BY ?a"
    ),
    "text in any value": 'SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Sahel")) } LIMIT 20',
    "count of statements": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LIMITS = QueryLimits(seconds=120, workers=1, computing_seconds=120)

Times = tuple[float, float]


def main() -> None:
    """Measure both ways, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=10_000)
    parser.add_argument("--release", type=Path, help="a release that was built from generate.py")
    options = parser.parse_args()
    with _release(options.release, options.publications) as release:
        print(f"{release.manifest.quads:,} statements")
        rows = asyncio.run(_measure(release))
    _print(rows)


@contextlib.contextmanager
def _release(path: Path | None, publications: int) -> Iterator[Release]:
    if path is not None:
        yield Release(path)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authorities = asset("data", "authorities")
        data = generate.write_data_folder(folder / "data", publications, authorities)
        settings = load_settings(data, folder / "releases", {})
        repository = ReleaseRepository(settings.releases)
        yield Pipeline(settings).build(repository, release_time())[0].release


async def _measure(release: Release) -> dict[str, tuple[Times, Times]]:
    """Milliseconds from disk and from memory, of the first time and of later ones.

    Both are asked in turn, since what else the machine does slows them alike.
    """
    rows: dict[str, tuple[Times, Times]] = {}
    async with (
        _workers(release, 0, LIMITS) as (disk, disk_ready),
        _workers(release, BUDGET, LIMITS) as (memory, memory_ready),
    ):
        both = (disk, memory)
        rows["all workers are ready"] = ((disk_ready, math.nan), (memory_ready, math.nan))
        for name, text in _queries().items():
            # A runaway query makes the next worker a new one.
            _ = [await _run_away(workers) for workers in both]
            first = [await _time(workers, text) for workers in both]
            later = [[await _time(workers, text) for workers in both] for _ in range(REPEATS)]
            of_disk, of_memory = (median(times) for times in zip(*later, strict=True))
            rows[name] = ((first[0], of_disk), (first[1], of_memory))
        kills = [[await _run_away(workers) for workers in both] for _ in range(KILLS)]
        of_disk, of_memory = ((max(each), median(each)) for each in zip(*kills, strict=True))
        rows["a killed worker is replaced"] = (of_disk, of_memory)
    beside = [await _time_beside_large(release, budget) for budget in (0, BUDGET)]
    rows["one record beside 20 cross joins"] = (beside[0], beside[1])
    return rows


@contextlib.asynccontextmanager
async def _workers(
    release: Release, budget: int, limits: QueryLimits
) -> AsyncIterator[tuple[QueryWorkers, float]]:
    """Workers, and the milliseconds until all are ready."""
    started = time.perf_counter()
    source = MemorySource(release.store_files, release.manifest.quads, MemoryBudget(budget))
    workers = QueryWorkers(release.store_path, limits, release.manifest.base_iri, source)
    try:
        await workers.start()
        while budget and not workers.describe_health()["in_memory"]:
            await asyncio.sleep(0.02)
        await _until_idle(workers)
        yield workers, 1000 * (time.perf_counter() - started)
    finally:
        await workers.close()


def _queries() -> dict[str, str]:
    names = sorted(path.stem for path in asset("queries", "examples").glob("*.rq"))
    base = Identifiers("http://localhost:8000/")
    examples = {
        f"example {name}": fill_with_examples(load_query(f"examples/{name}"), base).text
        for name in names
    }
    return {**OWN, **examples}


async def _time(workers: QueryWorkers, text: str) -> float:
    query = analyse_query(text)
    media_type = "application/n-triples" if query.form.is_graph else "text/csv"
    started = time.perf_counter()
    async for _ in workers.run(query, media_type):
        pass
    return 1000 * (time.perf_counter() - started)


async def _run_away(workers: QueryWorkers) -> float:
    """Milliseconds from the end of a runaway query until its worker is replaced."""
    limits = workers.limits
    workers.limits = replace(limits, seconds=0.2)
    with contextlib.suppress(QueryLimitError):
        await _time(workers, RUNAWAY)
    workers.limits = limits
    started = time.perf_counter()
    await _until_idle(workers)
    return 1000 * (time.perf_counter() - started)


async def _until_idle(workers: QueryWorkers) -> None:
    while workers.describe_health()["idle"] != workers.limits.workers:
        await asyncio.sleep(0.0005)


async def _time_beside_large(release: Release, budget: int) -> Times:
    """Milliseconds of one record: the longest, and the median."""
    async with _workers(release, budget, QueryLimits()) as (workers, _):
        large = [asyncio.create_task(_give_up(workers)) for _ in range(20)]
        await asyncio.sleep(0.5)
        times = [await _time(workers, RECORD) for _ in range(200)]
        for each in large:
            each.cancel()
        await asyncio.gather(*large, return_exceptions=True)
    return max(times), median(times)


async def _give_up(workers: QueryWorkers) -> None:
    with contextlib.suppress(QueryLimitError, ServiceBusyError):
        await _time(workers, RUNAWAY)


def _print(rows: Mapping[str, tuple[Times, Times]]) -> None:
    print("milliseconds; the first time in a new worker (or the longest), later times (median)")
    print(f"{'':44}{'disk':>10}{'later':>10}{'memory':>10}{'later':>10}")
    for name, (disk, memory) in rows.items():
        print(f"{name:44}" + "".join(f"{value:>10.1f}" for value in (*disk, *memory)))
    asked = [rows[name] for name in _queries()]
    for label, place in (("first", 0), ("later", 1)):
        ratios = [math.log(disk[place] / memory[place]) for disk, memory in asked]
        print(f"disk against memory, {label}: {math.exp(sum(ratios) / len(ratios)):.1f} times")


if __name__ == "__main__":
    main()
