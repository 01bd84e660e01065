"""The pool of query workers: queries from outside run here, each within its limits."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.errors import QueryLimitError, ServiceBusyError
from regesta.settings import QueryLimits
from regesta.store.query_analysis import OutsideQuery
from regesta.store.worker_failures import describe_death, describe_failure
from regesta.store.worker_frames import FrameKind, decode_values
from regesta.store.worker_process import WorkerProcess


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request asks: IRIs, or None for what the service gives by default."""

    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None


@dataclass(slots=True)
class _Slot:
    """A place for one worker; empty before the first query and after a start that failed."""

    worker: WorkerProcess | None = None


class QueryWorkers:
    """A fixed number of workers over one release's store.

    A worker that a query has used up is killed and replaced behind the scenes. Every method
    belongs to one event loop; after `close` nothing is left, no process and no connection.
    """

    def __init__(self, store_path: Path, limits: QueryLimits, base_iri: str | None = None) -> None:
        self.limits = limits
        self._store_path = store_path
        self._base_iri = base_iri
        self._slots = [_Slot() for _ in range(limits.workers)]
        self._idle: asyncio.Queue[_Slot] = asyncio.Queue()
        for slot in self._slots:
            self._idle.put_nowait(slot)
        self._waiting = 0
        self._closed = self._ended = False
        self._replacements: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start all workers now, so that the first queries need not wait; raises ReleaseError."""
        await asyncio.gather(*(self._fill(slot) for slot in self._slots))

    async def revive(self) -> None:
        """Start one worker where none lives and no query is about to start one."""
        if self._closed or self._idle.empty() or self.describe_health()["workers"]:
            return
        slot = self._idle.get_nowait()
        try:
            await self._fill(slot)
        finally:
            self._release(slot)

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
        async with aclosing(self._ask(request)) as pieces:
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
                for _ in self._slots:
                    await self._idle.get()
        except TimeoutError:
            pass
        finally:
            await self._end()

    async def _end(self) -> None:
        self._ended = True
        for task in tuple(self._replacements):
            task.cancel()
        await asyncio.gather(*self._replacements, return_exceptions=True)
        workers = [slot.worker for slot in self._slots if slot.worker]
        await asyncio.gather(*(worker.end() for worker in workers))
        # Wakes the first of the queries that still wait, which wakes the next.
        self._idle.put_nowait(self._slots[0])

    @property
    def is_full(self) -> bool:
        """Whether the next query would be refused."""
        return self._idle.empty() and self._waiting >= self.limits.queue

    def describe_health(self) -> dict[str, object]:
        """How many workers run and are idle, how many queries wait, which protections hold."""
        workers = [slot.worker for slot in self._slots if slot.worker and slot.worker.is_alive]
        protections = {name for worker in workers for name in worker.protections}
        return {
            "workers": len(workers),
            "idle": self._idle.qsize(),
            "waiting": self._waiting,
            **{name: all(worker.protections[name] for worker in workers) for name in protections},
        }

    async def _ask(self, request: dict[str, Any]) -> AsyncGenerator[bytes, None]:
        slot = await self._acquire()
        try:
            worker = await self._fill(slot)
            worker.send_query(**request)
            async for piece in self._read_answer(worker, request["query"]):
                yield piece
        finally:
            self._release(slot)

    async def _acquire(self) -> _Slot:
        if self.is_full:
            raise ServiceBusyError("Too many queries are waiting; try again in a few seconds.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                slot = await self._idle.get()
        except TimeoutError:
            raise ServiceBusyError(
                f"Other queries have kept this one waiting for {self.limits.seconds:g} s; "
                "try again in a few seconds."
            ) from None
        finally:
            self._waiting -= 1
        if self._ended:
            self._idle.put_nowait(slot)
            raise _closing()
        return slot

    async def _fill(self, slot: _Slot) -> WorkerProcess:
        if slot.worker is not None and not slot.worker.is_alive:
            await slot.worker.end()
            slot.worker = None
        if slot.worker is None:
            worker = await WorkerProcess.start(self._store_path, self.limits.memory_bytes)
            if self._ended:
                await worker.end()
                raise _closing()
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
            "base_iri": self._base_iri,
            # The engine lets the union win over FROM, and treats an absent list as everything.
            "union": not (chosen or query.has_dataset),
            "default_graphs": list(default_graphs or ()) if chosen else None,
            "named_graphs": list(named_graphs or ()) if chosen else None,
        }

    async def _read_answer(self, worker: WorkerProcess, query: str) -> AsyncGenerator[bytes, None]:
        seconds, size = self.limits.seconds, 0
        while True:
            started = time.monotonic()
            try:
                async with asyncio.timeout(seconds):
                    kind, payload = await worker.read_frame()
            except TimeoutError:
                raise QueryLimitError(
                    f"The query was stopped after {self.limits.seconds:g} s, the limit of "
                    "this service; ask for less at once, or download a dump.",
                    "time",
                ) from None
            except EOFError:
                if self._ended:
                    raise _closing() from None
                raise describe_death(await worker.await_end(), self.limits) from None
            seconds -= time.monotonic() - started
            size += len(payload)
            if kind is FrameKind.END:
                return
            if kind is FrameKind.FAILURE:
                raise describe_failure(decode_values(payload), query)
            if size > self.limits.answer_bytes:
                raise QueryLimitError(
                    f"The answer is larger than {self.limits.answer_bytes:,} bytes, the limit of "
                    "this service; ask for less at once, with LIMIT, or download a dump.",
                    "size",
                )
            yield payload

    def _release(self, slot: _Slot) -> None:
        if slot.worker is None or not slot.worker.is_busy or self._ended:
            self._idle.put_nowait(slot)
            return
        task = asyncio.get_running_loop().create_task(self._replace(slot, slot.worker))
        self._replacements.add(task)
        task.add_done_callback(self._replacements.discard)

    async def _replace(self, slot: _Slot, used: WorkerProcess) -> None:
        try:
            await used.end()
            slot.worker = None
            if not self._closed:
                await self._fill(slot)
        finally:
            self._idle.put_nowait(slot)


def _closing() -> ServiceBusyError:
    return ServiceBusyError("This service is closing down; try again in a minute.")
