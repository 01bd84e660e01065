"""One query worker as the service sees it."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from regesta.errors import ReleaseError
from regesta.store.worker_frames import HEADER, FrameKind, decode_values, encode_values

_START_SECONDS = 60.0
_LAST_SECONDS = 2.0
_POLL_SECONDS = 0.005


class WorkerProcess:
    """A running worker with an open connection to it; `start` makes one."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self.protections: dict[str, bool] = {}
        self.is_busy = False

    @classmethod
    async def start(cls, store_path: Path, memory_bytes: int) -> Self:
        """Start a worker and wait until it has opened the store.

        Raises ReleaseError where it cannot.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            process = _start_process(store_path, theirs.fileno(), memory_bytes)
        try:
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            process.kill()
            process.wait()
            raise
        worker = cls(process, reader, writer)
        try:
            await worker._await_ready(store_path)
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def send_query(self, **request: Any) -> None:
        """Ask a query; the frames that follow are its answer."""
        self.is_busy = True
        self._writer.write(encode_values(FrameKind.QUERY, **request))

    async def read_frame(self) -> tuple[FrameKind, bytes]:
        """The next frame; raises EOFError where the process has died."""
        try:
            kind, length = HEADER.unpack(await self._reader.readexactly(HEADER.size))
            payload = await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error
        self.is_busy = kind == FrameKind.DATA
        return FrameKind(kind), payload

    async def end(self) -> int:
        """Kill the process and clear away what is left of it; the answer is its exit status."""
        self._writer.close()
        self._process.kill()
        while (status := self._process.poll()) is None:
            await asyncio.sleep(_POLL_SECONDS)
        return status

    async def await_end(self) -> int:
        """The exit status of a process that is about to end by itself."""
        for _ in range(round(_LAST_SECONDS / _POLL_SECONDS)):
            if not self.is_alive:
                break
            await asyncio.sleep(_POLL_SECONDS)
        return await self.end()

    async def _await_ready(self, store_path: Path) -> None:
        try:
            async with asyncio.timeout(_START_SECONDS):
                kind, payload = await self.read_frame()
        except (TimeoutError, EOFError):
            kind, payload = FrameKind.FAILURE, b'{"message": "the process did not start"}'
        if kind is not FrameKind.READY:
            message = decode_values(payload)["message"]
            raise ReleaseError(f"No query worker can open the store {store_path}: {message}.")
        self.protections = decode_values(payload)


def _start_process(store_path: Path, connection: int, memory_bytes: int) -> subprocess.Popen[bytes]:
    """Start a worker from the calling thread, with which it will die."""
    numbers = (connection, os.getpid(), memory_bytes)
    module = "regesta.store.query_worker"
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-P", "-m", module, str(store_path), *map(str, numbers)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[connection],
        env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        start_new_session=True,
    )
