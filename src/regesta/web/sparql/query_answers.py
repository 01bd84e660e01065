"""The beginnings of answers: kept from before, shared with who asks the same now, or new."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum

from regesta.errors import RegestaError
from regesta.web.sparql.kept_answers import AnswerKey, KeptAnswers

WHOLE_BYTES = 1024**2
"""Up to this size an answer is made before it is sent, and may be kept."""

Pieces = AsyncGenerator[bytes, None]


class Origin(StrEnum):
    """Where an answer comes from."""

    KEPT = "hit"
    SHARED = "shared"
    NEW = "miss"


@dataclass(frozen=True, slots=True)
class Beginning:
    """The whole of an answer, or its first bytes and the `rest`, which the taker must close."""

    body: bytes
    rest: Pieces | None
    origin: Origin = Origin.NEW


@dataclass(slots=True)
class _Run:
    """A query that is being asked, for as many as wait for it."""

    task: asyncio.Task[Beginning]
    waiting: int = 0
    is_taken: bool = False


class QueryAnswers:
    """Runs each query once for all who ask it at the same time, and keeps small answers.

    All of it belongs to one event loop.
    """

    def __init__(self, most_bytes: int) -> None:
        self.kept = KeptAnswers(most_bytes)
        self.shared = 0
        self._runs: dict[AnswerKey, _Run] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def find(self, key: AnswerKey | None) -> Beginning | None:
        """The answer where it is at hand, so that there is nothing to wait for."""
        body = self.kept.get(key) if key is not None and key in self.kept else None
        return None if body is None else Beginning(body, None, Origin.KEPT)

    async def begin(
        self, key: AnswerKey | None, run: Callable[[], Pieces], most: float = WHOLE_BYTES
    ) -> Beginning:
        """The answer, or its beginning if it has more than `most` bytes.

        Nothing is kept or shared without a key. Where the query fails for the first who asks, the
        others ask for themselves; so they do where the answer is too large to be shared.
        """
        if key is None:
            return await self._read(key, run(), most)
        if (body := self.kept.get(key)) is not None:
            # It may have been made since `find` was asked.
            return Beginning(body, None, Origin.KEPT)
        if most != WHOLE_BYTES:
            return await self._read(key, run(), most)
        is_first = key not in self._runs
        try:
            found = await self._wait_for(
                key, self._start(key, run()) if is_first else self._runs[key]
            )
        except _TakenError:
            return await self._read(key, run(), most)
        except RegestaError:
            if is_first:
                raise
            return await self._read(key, run(), most)
        if is_first or found.rest is not None:
            return found
        self.shared += 1
        return Beginning(found.body, None, Origin.SHARED)

    async def read(self, key: AnswerKey | None, run: Callable[[], Pieces]) -> Beginning:
        """The whole of an answer, whatever its size."""
        found = await self.begin(key, run)
        if found.rest is None:
            return found
        async with aclosing(found.rest) as rest:
            body = b"".join([found.body, *[piece async for piece in rest]])
        return Beginning(body, None)

    def _start(self, key: AnswerKey, pieces: Pieces) -> _Run:
        run = _Run(asyncio.create_task(self._read(key, pieces, WHOLE_BYTES)))
        self._runs[key] = run
        run.task.add_done_callback(lambda _: self._remove(key, run))
        return run

    async def _wait_for(self, key: AnswerKey, run: _Run) -> Beginning:
        """What a run brings; it is given up when the last who waits goes away."""
        run.waiting += 1
        try:
            found = await asyncio.shield(run.task)
            if found.rest is not None and run.is_taken:
                raise _TakenError
            run.is_taken = True
            return found
        finally:
            run.waiting -= 1
            if not run.waiting:
                self._remove(key, run)
                self._give_up(run)

    def _remove(self, key: AnswerKey, run: _Run) -> None:
        if self._runs.get(key) is run:
            del self._runs[key]

    def _give_up(self, run: _Run) -> None:
        if run.task.done() and run.is_taken:
            return
        closing = asyncio.create_task(_close(run))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    async def _read(self, key: AnswerKey | None, pieces: Pieces, most: float) -> Beginning:
        started, beginning = time.monotonic(), bytearray()
        try:
            async for piece in pieces:
                beginning += piece
                if len(beginning) > most:
                    return Beginning(bytes(beginning), pieces)
        except BaseException:
            await pieces.aclose()
            raise
        body = bytes(beginning)
        if key is not None and len(body) <= WHOLE_BYTES:
            self.kept.keep(key, body, time.monotonic() - started)
        return Beginning(body, None)


class _TakenError(RegestaError):
    """The rest of a large answer goes to another client."""


async def _close(run: _Run) -> None:
    """End a run that nobody waits for, and what it began to read."""
    run.task.cancel()
    (found,) = await asyncio.gather(run.task, return_exceptions=True)
    if isinstance(found, Beginning) and found.rest is not None and not run.is_taken:
        await found.rest.aclose()
