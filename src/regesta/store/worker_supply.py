"""Where query workers come from: the store on disk, and a fork server once it has loaded it."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from regesta.errors import ReleaseError
from regesta.store.fork_server_process import ForkServer
from regesta.store.memory_budget import MemorySource
from regesta.store.worker_process import WorkerProcess

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 300.0
_log = logging.getLogger(__name__)


class WorkerSupply:
    """Starts workers over one store, from memory where that is possible and ready.

    `on_change` is called when workers from memory have become possible, and when they have ended.
    After `close` no process is left but the workers that were given away.
    """

    def __init__(
        self,
        store_path: Path,
        memory_bytes: int,
        source: MemorySource | None,
        workers: int,
        on_change: Callable[[], None],
    ) -> None:
        self._store_path = store_path
        self._memory_bytes = memory_bytes
        self._source = source
        self._workers = workers
        self._on_change = on_change
        self._server: ForkServer | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._from_memory: set[WorkerProcess] = set()

    @property
    def is_in_memory(self) -> bool:
        """Whether new workers share a store in memory."""
        return self._server is not None

    def is_outdated(self, worker: WorkerProcess) -> bool:
        """Whether a worker reads the disk though the store is in memory."""
        return self.is_in_memory and worker not in self._from_memory

    async def start_worker(self, niceness: int) -> WorkerProcess:
        """A worker that is ready. Raises ReleaseError where the store cannot be opened."""
        if self._keeping is None and self._source is not None:
            self._keeping = asyncio.create_task(self._keep_in_memory(self._source))
        self._from_memory = {worker for worker in self._from_memory if worker.is_alive}
        if self._server is not None:
            try:
                worker = await self._server.fork(self._store_path, self._memory_bytes, niceness)
            except ReleaseError as error:
                _log.warning("%s", error)
            else:
                self._from_memory.add(worker)
                return worker
        return await WorkerProcess.start(self._store_path, self._memory_bytes, niceness)

    async def close(self) -> None:
        """Let the store in memory go."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)

    async def _keep_in_memory(self, source: MemorySource) -> None:
        """Hold the store in memory, again where its process is killed."""
        need = source.need(self._workers)
        if need > source.budget.total_bytes:
            if source.budget.total_bytes:
                _log.warning(
                    "Queries are answered from disk: the store may need %s bytes in memory, and "
                    "REGESTA_QUERY_STORE_MEMORY allows %s.",
                    *(f"{number:,}" for number in (need, source.budget.total_bytes)),
                )
            return
        async with source.budget.hold(need):
            pause = _FIRST_PAUSE
            while await self._hold_once(source):
                _log.warning(
                    "The process that held the store in memory was killed; it starts again."
                )
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _hold_once(self, source: MemorySource) -> bool:
        """Load the store and hold it until its process ends; false where it cannot be loaded."""
        try:
            server = await ForkServer.start(source.dumps, source.loading_bytes)
        except (ReleaseError, OSError) as error:
            _log.warning("%s Queries are answered from disk.", error)
            return False
        self._server = server
        try:
            self._on_change()
            await server.wait_ended()
        finally:
            self._server = None
            await server.close()
        self._on_change()
        return True
