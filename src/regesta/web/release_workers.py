"""The query workers of the release that is being served, at `app.state.release_workers`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from regesta.errors import ReleaseError
from regesta.release.release import Release
from regesta.settings import QueryLimits
from regesta.store.worker_pool import QueryWorkers


class ReleaseWorkers:
    """Keeps workers for one release at a time; when another is asked for, the old ones retire.

    Workers that retire may finish the queries that they are answering.
    """

    def __init__(self, limits: QueryLimits) -> None:
        self._limits = limits
        self._current: QueryWorkers | None = None
        self._identifier = ""
        self._retiring: set[asyncio.Task[None]] = set()

    def workers_for(self, release: Release) -> QueryWorkers:
        """The workers over a release; they start with the first query."""
        if self._current is None or self._identifier != release.identifier:
            self._retire()
            self._current = QueryWorkers(
                release.store_path, self._limits, release.manifest.base_iri
            )
            self._identifier = release.identifier
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
        for task in self._retiring:
            task.cancel()
        await asyncio.gather(*self._retiring, return_exceptions=True)
        if self._current is not None:
            await self._current.close(patience)

    def _retire(self) -> None:
        if self._current is not None:
            task = asyncio.create_task(self._current.close(patience=2 * self._limits.seconds))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)


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
