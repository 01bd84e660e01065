"""The fork server as the service sees it."""

import asyncio
import json
import os
import signal
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Self

from regesta.errors import ReleaseError
from regesta.store.fork_server import LONGEST_MESSAGE
from regesta.store.worker_process import WorkerProcess, start_module

_KILL_SECONDS = 2.0
_FORK_SECONDS = 10.0
_POLL_SECONDS = 0.005


class _ForkedProcess:
    """A process that the fork server started, kills and reaps for us."""

    def __init__(self, server: "ForkServer", pid: int) -> None:
        self.pid = pid
        self.status: int | None = None
        self._server = server

    def poll(self) -> int | None:
        return self.status

    def kill(self) -> None:
        if self.status is None:
            self._server.kill(self.pid)


class ForkServer:
    """A running fork server; `start` makes one.

    When it ends, so do its workers. Every method belongs to one event loop.
    """

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self._process = process
        self._control = control
        self._numbers = count()
        self._forks: dict[int, asyncio.Future[int]] = {}
        self._workers: dict[int, _ForkedProcess] = {}
        self._failure = ""
        self._ready = asyncio.Event()
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(control.fileno(), self._take_message)

    @classmethod
    async def start(cls, dumps: Sequence[Path], store_bytes: int) -> Self:
        """Start a server and wait until it has loaded the dumps, however long that takes.

        Raises ReleaseError where it cannot.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        with theirs:
            arguments = (theirs.fileno(), os.getpid(), store_bytes, *dumps)
            process = start_module("regesta.store.fork_server", *arguments, connection=theirs)
        server = cls(process, ours)
        try:
            await server._await_ready()
        except BaseException:
            await server.close()
            raise
        return server

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def fork(self, store_path: Path, memory_bytes: int, niceness: int) -> WorkerProcess:
        """A worker over the store in memory. Raises ReleaseError where there can be none."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = await self._order_fork(theirs, memory_bytes, niceness)
        except BaseException:
            ours.close()
            raise
        return await WorkerProcess.connect(self._workers[pid], ours, store_path)

    def kill(self, pid: int) -> None:
        """Have a worker killed; a server that does not do it soon is killed itself."""
        with suppress(OSError):
            self._control.send(json.dumps({"kill": pid}).encode())
        asyncio.get_running_loop().call_later(_KILL_SECONDS, self._insist, pid)

    async def wait_ended(self) -> None:
        """Return when the process has ended."""
        await self._ended.wait()

    async def close(self) -> None:
        """End the process and its workers, and clear away what is left of them."""
        self._process.kill()
        await self._await_status()
        self._take_end()

    async def _await_ready(self) -> None:
        waits = [asyncio.ensure_future(event.wait()) for event in (self._ready, self._ended)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        if self._ended.is_set():
            reason = self._failure or _describe_end(await self._await_status())
            raise ReleaseError(f"The release cannot be held in memory: {reason}.")

    async def _await_status(self) -> int:
        while (status := self._process.poll()) is None:
            await asyncio.sleep(_POLL_SECONDS)
        return status

    async def _order_fork(self, theirs: socket.socket, memory_bytes: int, niceness: int) -> int:
        number = next(self._numbers)
        order = {"fork": number, "memory_bytes": memory_bytes, "niceness": niceness}
        self._forks[number] = asyncio.get_running_loop().create_future()
        try:
            socket.send_fds(self._control, [json.dumps(order).encode()], [theirs.fileno()])
            async with asyncio.timeout(_FORK_SECONDS):
                return await self._forks[number]
        except (OSError, TimeoutError) as error:
            raise ReleaseError("The release in memory does not answer.") from error
        finally:
            del self._forks[number]

    def _take_message(self) -> None:
        try:
            message = self._control.recv(LONGEST_MESSAGE)
        except BlockingIOError:
            return
        except OSError:
            message = b""
        if message:
            self._heed(json.loads(message))
        else:
            self._take_end()

    def _heed(self, news: dict[str, Any]) -> None:
        match news:
            case {"ready": _}:
                self._ready.set()
            case {"fork": number, "worker": pid}:
                self._workers[pid] = _ForkedProcess(self, pid)
                self._settle(number, pid)
            case {"fork": number}:
                self._settle(number, None)
            case {"ended": pid, "status": status}:
                self._workers.pop(pid).status = status
            case {"failure": failure}:
                self._failure = failure

    def _settle(self, number: int, pid: int | None) -> None:
        """Hand a worker to whoever asked for it; kill it where nobody waits any more."""
        fork = self._forks.get(number)
        if fork is None or fork.done():
            if pid is not None:
                self.kill(pid)
        elif pid is None:
            fork.set_exception(ReleaseError("The system has no room for another query worker."))
        else:
            fork.set_result(pid)

    def _insist(self, pid: int) -> None:
        if pid in self._workers:
            self._process.kill()

    def _take_end(self) -> None:
        """Count every worker as killed, since the kernel kills them with their parent."""
        if self._ended.is_set():
            return
        self._ended.set()
        asyncio.get_running_loop().remove_reader(self._control.fileno())
        self._control.close()
        for worker in self._workers.values():
            worker.status = -signal.SIGKILL
            # They become ours to reap where this is the first process of a container.
            with suppress(ChildProcessError):
                os.waitpid(worker.pid, os.WNOHANG)
        self._workers.clear()
        for fork in self._forks.values():
            if not fork.done():
                fork.set_exception(ReleaseError("The release in memory has gone."))


def _describe_end(status: int) -> str:
    if status == -signal.SIGABRT:
        return "it needs more memory than was reckoned"
    return f"the process that loaded it ended with status {status}"
