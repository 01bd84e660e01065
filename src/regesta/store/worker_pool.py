"""The pool of query workers: queries from outside run here, each within its limits."""

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.errors import RegestaError
from regesta.settings import QueryLimits
from regesta.store.memory_budget import MemorySource
from regesta.store.query_analysis import OutsideQuery
from regesta.store.query_cost import is_small
from regesta.store.worker_answers import read_answer
from regesta.store.worker_failures import describe_death
from regesta.store.worker_lanes import Slot, WorkerLanes, closing_down, displaced
from regesta.store.worker_process import WorkerProcess
from regesta.store.worker_supply import WorkerSupply


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request asks: IRIs, or None for what the service gives by default."""

    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None


class QueryWorkers:
    """Workers over one release's store: some for any query, one more for small queries.

    They read the store on disk until it is in memory, if there is a source for that. A worker that
    a query has used up is killed and replaced behind the scenes. Every method belongs to one event
    loop; after `close` nothing is left, no process and no connection.
    """

    def __init__(
        self,
        store_path: Path,
        limits: QueryLimits,
        base_iri: str | None = None,
        source: MemorySource | None = None,
    ) -> None:
        self.limits = limits
        self._base_iri = base_iri
        self._lanes = WorkerLanes(limits.workers, limits.queue, self._renew)
        self._supply = WorkerSupply(
            store_path, limits.memory_bytes, source, limits.workers + 1, self._renew_idle
        )
        self._closed = self._ended = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start all workers now, so that the first queries need not wait; raises ReleaseError."""
        slots = self._lanes.take_idle(lambda slot: slot.worker is None)
        await asyncio.gather(*(self._prepare(slot) for slot in slots))

    async def revive(self) -> None:
        """Start one worker where none lives and no query is about to start one."""
        if self._closed or any(worker.is_alive for worker in self._workers()):
            return
        slot = next(self._lanes.take_idle(lambda _: True), None)
        if slot is not None:
            await self._prepare(slot)

    async def run(
        self,
        query: OutsideQuery,
        media_type: str,
        dataset: Dataset | None = None,
        rows: int | None = None,
    ) -> AsyncGenerator[bytes, None]:
        """The answer to a query, piece by piece, serialised in a media type of its form.

        With `rows`, whatever the media type, so many rows of it in JSON as `list_rows` gives them.
        Raises ServiceBusyError, QuerySyntaxError or QueryLimitError; where that happens after a
        piece was given, the answer is incomplete. A generator that is closed early frees its
        worker. The time that the caller takes between two pieces is not counted.
        """
        request = self._request(query, dataset or Dataset(), media_type, rows)
        async with aclosing(self._ask(query, request)) as pieces:
            async for piece in pieces:
                yield piece

    async def run_rows(
        self, query: OutsideQuery, most: int, dataset: Dataset | None = None
    ) -> dict[str, Any]:
        """The first rows of an answer, as `list_rows` gives them."""
        async with aclosing(self.run(query, "", dataset, most)) as pieces:
            rows: dict[str, Any] = json.loads(b"".join([piece async for piece in pieces]))
        return rows

    async def close(self, patience: float = 0.0) -> None:
        """End all workers, giving queries that run or wait so many seconds to finish.

        Also where the closing itself is cancelled, nothing is left.
        """
        self._closed = True
        try:
            async with asyncio.timeout(patience):
                await self._lanes.wait_idle()
        except TimeoutError:
            pass
        finally:
            await self._end()

    async def _end(self) -> None:
        self._ended = True
        self._lanes.shut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers()))
        await self._supply.close()

    @property
    def is_full(self) -> bool:
        """Whether the next query would be refused."""
        return self._lanes.is_full

    def describe_health(self) -> dict[str, object]:
        """How many workers run and are idle, how many queries wait, which protections hold."""
        workers = [worker for worker in self._workers() if worker.is_alive]
        protections = {name for worker in workers for name in worker.protections}
        return {
            "workers": len(workers),
            **self._lanes.describe(),
            "in_memory": self._supply.is_in_memory,
            **{name: all(worker.protections[name] for worker in workers) for name in protections},
        }

    def _workers(self) -> list[WorkerProcess]:
        return [slot.worker for slot in self._lanes.slots if slot.worker]

    async def _ask(
        self, query: OutsideQuery, request: dict[str, Any]
    ) -> AsyncGenerator[bytes, None]:
        slot = await self._lanes.acquire(self.limits.seconds, is_small=is_small(query))
        try:
            worker = await self._fill(slot)
            worker.send_query(**request)
            async with aclosing(read_answer(worker, query.text, self.limits)) as pieces:
                async for piece in pieces:
                    yield piece
        except EOFError:
            raise await self._explain_end(slot, worker) from None
        finally:
            self._release(slot)

    async def _fill(self, slot: Slot) -> WorkerProcess:
        if slot.worker is not None and not slot.worker.is_alive:
            await slot.worker.end()
            slot.worker = None
        if slot.worker is None:
            worker = await self._supply.start_worker(slot.niceness)
            if self._ended:
                await worker.end()
                raise closing_down()
            slot.worker = worker
        return slot.worker

    def _request(
        self,
        query: OutsideQuery,
        dataset: Dataset,
        media_type: str,
        rows: int | None,
    ) -> dict[str, Any]:
        default_graphs, named_graphs = dataset.default_graphs, dataset.named_graphs
        chosen = default_graphs is not None or named_graphs is not None
        return {
            "query": query.text,
            "media_type": media_type,
            "rows": rows,
            "most_rows": self.limits.rows,
            "computing_seconds": self.limits.computing_seconds,
            "base_iri": self._base_iri,
            # The engine lets the union win over FROM, and treats an absent list as everything.
            "union": not (chosen or query.has_dataset),
            "default_graphs": list(default_graphs or ()) if chosen else None,
            "named_graphs": list(named_graphs or ()) if chosen else None,
        }

    async def _explain_end(self, slot: Slot, worker: WorkerProcess) -> RegestaError:
        if self._ended:
            return closing_down()
        if slot.is_displaced:
            return displaced()
        return describe_death(await worker.await_end(), self.limits)

    def _release(self, slot: Slot) -> None:
        slot.leave()
        worker = slot.worker
        if self._ended or worker is None:
            self._lanes.give_back(slot)
        elif slot.is_aside:
            self._spawn(self._discard(slot, worker))
        elif worker.is_busy or self._is_outdated(slot):
            self._renew(slot)
        else:
            self._lanes.give_back(slot)

    def _is_outdated(self, slot: Slot) -> bool:
        worker = slot.worker
        return worker is not None and (not worker.is_alive or self._supply.is_outdated(worker))

    def _renew_idle(self) -> None:
        for slot in self._lanes.take_idle(self._is_outdated):
            self._renew(slot)

    def _renew(self, slot: Slot) -> None:
        self._spawn(self._replace(slot))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _prepare(self, slot: Slot) -> None:
        try:
            await self._fill(slot)
        finally:
            self._release(slot)

    async def _replace(self, slot: Slot) -> None:
        try:
            # Once more where the store came into memory meanwhile.
            for _ in range(2):
                if slot.worker:
                    await slot.worker.end()
                    slot.worker = None
                if not self._closed:
                    await self._fill(slot)
                if not self._is_outdated(slot):
                    break
        finally:
            self._lanes.give_back(slot)

    async def _discard(self, slot: Slot, worker: WorkerProcess) -> None:
        # Where this is cancelled, the slot stays, so that the closing finds its worker.
        await worker.end()
        self._lanes.discard(slot)
