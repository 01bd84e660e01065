"""One query worker as the service sees it, whoever has started its process."""

import asyncio
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, Self

from regesta.errors import ReleaseError
from regesta.store.worker_frames import HEADER, FrameKind, decode_values, encode_values

_START_SECONDS = 60.0
_LAST_SECONDS = 2.0
_POLL_SECONDS = 0.005


class Process(Protocol):
    """What a worker needs of the process behind it; one of `subprocess` will do."""

    pid: int

    def poll(self) -> int | None:
        """The exit status, None while the process runs."""

    def kill(self) -> None:
        """Have the process end at once."""


class WorkerProcess:
    """A running worker with an open connection to it; `connect` makes one."""

    def __init__(
        self, process: Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self.protections: dict[str, bool] = {}
        self.is_busy = False

    @classmethod
    async def start(cls, store_path: Path, memory_bytes: int, niceness: int) -> Self:
        """Start a worker over a store on disk, and wait until it is open.

        Raises ReleaseError where it cannot be.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            numbers = (theirs.fileno(), os.getpid(), memory_bytes, niceness)
            process = start_module(
                "regesta.store.query_worker", str(store_path), *numbers, connection=theirs
            )
        return await cls.connect(process, ours, store_path)

    @classmethod
    async def connect(cls, process: Process, ours: socket.socket, store_path: Path) -> Self:
        """A worker whose process has the other end of a socket, once it is ready.

        Raises ReleaseError where it never is.
        """
        try:
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            process.kill()
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

    def step_back(self, niceness: int) -> None:
        """Let the process compute only where others do not."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process_id, niceness)

    def interrupt(self) -> None:
        """Kill the process; whoever reads the answer will notice."""
        self._process.kill()

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


def start_module(
    module: str, *arguments: object, connection: socket.socket
) -> subprocess.Popen[bytes]:
    """Start one of our modules from the calling thread, with which it will die."""
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-P", "-m", module, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[connection.fileno()],
        env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        start_new_session=True,
    )
