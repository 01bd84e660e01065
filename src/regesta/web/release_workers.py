"""The query workers of the release that is being served, at `app.state.release_workers`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from fastapi import FastAPI
from starlette.requests import Request

from regesta.errors import ReleaseError
from regesta.release.release import Release
from regesta.settings import QueryLimits
from regesta.store.memory_budget import MemoryBudget, MemorySource
from regesta.store.worker_pool import QueryWorkers
from regesta.web.parts import parts_of

_SECONDS_FOR_LATE_QUERIES = 1.0


class ReleaseWorkers:
    """Keeps workers for one release at a time; when another is asked for, the old ones retire.

    Workers that retire may finish the queries that they are answering, and those of requests that
    began before the other release was taken up.
    """

    def __init__(self, limits: QueryLimits) -> None:
        self._limits = limits
        self._budget = MemoryBudget(limits.store_memory_bytes)
        self._current: QueryWorkers | None = None
        self._release: Release | None = None
        self._former: tuple[Release, QueryWorkers] | None = None
        self._retiring: dict[asyncio.Task[None], QueryWorkers] = {}

    def workers_for(self, release: Release) -> QueryWorkers:
        """The workers over a release; they start with the first query."""
        # A release that becomes current again is opened again, as another object.
        if self._former is not None and release is self._former[0]:
            return self._former[1]
        if self._current is None or release is not self._release:
            self._retire()
            manifest = release.manifest
            source = MemorySource(release.store_files, manifest.quads, self._budget)
            self._current = QueryWorkers(
                release.store_path, self._limits, manifest.base_iri, source
            )
            self._release = release
        return self._current

    async def revive(self, release: Release) -> QueryWorkers:
        """The workers over a release, one of which at least was tried to be made alive."""
        workers = self.workers_for(release)
        await workers.revive()
        return workers

    def describe_health(self) -> dict[str, object]:
        """What the current workers say of themselves; nothing before the first query."""
        return self._current.describe_health() if self._current else {}

    async def close(self, patience: float = 0.0) -> None:
        """End all workers, giving queries of the current release so many seconds to finish."""
        retiring = dict(self._retiring)
        for task in retiring:
            task.cancel()
        await asyncio.gather(*retiring, return_exceptions=True)
        # A task that is cancelled before it has begun does nothing.
        await asyncio.gather(*(workers.close() for workers in retiring.values()))
        if self._current is not None:
            await self._current.close(patience)

    def _retire(self) -> None:
        if self._current is not None and self._release is not None:
            self._former = (self._release, self._current)
            task = asyncio.create_task(self._close_later(self._current))
            self._retiring[task] = self._current
            task.add_done_callback(self._retiring.pop)

    async def _close_later(self, workers: QueryWorkers) -> None:
        await asyncio.sleep(_SECONDS_FOR_LATE_QUERIES)
        await workers.close(patience=2 * self._limits.seconds)


@asynccontextmanager
async def run_workers(app: FastAPI) -> AsyncIterator[None]:
    """Have workers ready while an application runs, and leave none behind."""
    service = app.state.service
    workers = ReleaseWorkers(service.settings.query_limits)
    app.state.release_workers = workers
    try:
        await _start(workers, app)
        yield
    finally:
        await workers.close()


async def _start(workers: ReleaseWorkers, app: FastAPI) -> None:
    try:
        await workers.workers_for(app.state.service.release).start()
    except ReleaseError:
        # There may be no release yet: then the workers start with the first query.
        return


def workers_of(request: Request) -> QueryWorkers:
    """The workers over the release that the answer to a request is about."""
    workers = cast(ReleaseWorkers, request.app.state.release_workers)
    return workers.workers_for(parts_of(request).service.release)
