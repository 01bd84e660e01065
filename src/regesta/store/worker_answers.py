"""Reads the answer of a query worker, within the limits of time and size."""

import asyncio
import time
from collections.abc import AsyncGenerator

from regesta.errors import QueryLimitError
from regesta.settings import QueryLimits
from regesta.store.worker_failures import describe_failure
from regesta.store.worker_frames import FrameKind, decode_values
from regesta.store.worker_process import WorkerProcess


async def read_answer(
    worker: WorkerProcess, query: str, limits: QueryLimits
) -> AsyncGenerator[bytes, None]:
    """The pieces of the answer to the query that the worker was sent.

    Raises QuerySyntaxError or QueryLimitError, and EOFError where the worker has died.
    """
    seconds, size = limits.seconds, 0
    while True:
        started = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                kind, payload = await worker.read_frame()
        except TimeoutError:
            raise QueryLimitError(
                f"The query was stopped after {limits.seconds:g} s, the limit of this service; "
                "ask for less at once, or download a dump.",
                "time",
            ) from None
        seconds -= time.monotonic() - started
        size += len(payload)
        if kind is FrameKind.END:
            return
        if kind is FrameKind.FAILURE:
            raise describe_failure(decode_values(payload), query, limits)
        if size > limits.answer_bytes:
            raise QueryLimitError(
                f"The answer is larger than {limits.answer_bytes:,} bytes, the limit of this "
                "service; ask for less at once, with LIMIT, or download a dump.",
                "size",
            )
        yield payload
