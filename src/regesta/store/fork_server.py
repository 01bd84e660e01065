"""A process that holds a store in memory and forks query workers, which share its pages.

Run as `python -m regesta.store.fork_server SOCKET PARENT STORE_BYTES DUMP …`, the numbers being
those of an open socket to the service, the service's process and the bytes that the store may take.
It has one thread only, since a fork would lose the others and keep their locks.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox

from regesta.store.query_worker import serve_queries
from regesta.store.worker_sandbox import die_with_parent, forbid_network, memory_limit

LONGEST_MESSAGE = 4096


def main(control: int, parent: int, store_bytes: int, dumps: Sequence[str]) -> None:
    """Load the dumps, then fork and reap until the service goes away."""
    die_with_parent(parent)
    os.nice(5)
    connection = socket.socket(fileno=control)
    network_forbidden = forbid_network()
    try:
        store = ox.Store()
        with memory_limit(store_bytes):
            for dump in dumps:
                store.load(path=dump, format=ox.RdfFormat.N_QUADS)
    except (OSError, SyntaxError, MemoryError) as error:
        _tell(connection, failure=str(error) or "there is not enough memory")
        return
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        _tell(connection, failure="the engine has started threads")
        return
    # What lives now lives on: the collector need not touch the pages of its objects.
    gc.collect()
    gc.freeze()
    _ForkServer(store, connection, network_forbidden=network_forbidden).run()


class _ForkServer:
    """Forks a worker for each connection that it is sent, and tells when one has ended."""

    def __init__(self, store: ox.Store, control: socket.socket, *, network_forbidden: bool) -> None:
        self._store = store
        self._control = control
        self._network_forbidden = network_forbidden
        self._workers: set[int] = set()
        self._woken, self._waking = os.pipe()

    def run(self) -> None:
        for end in (self._woken, self._waking):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        _tell(self._control, ready=True)
        control = self._control.fileno()
        while True:
            ready, _, _ = select.select([control, self._woken], [], [])
            if self._woken in ready:
                with suppress(BlockingIOError):
                    os.read(self._woken, 4096)
                self._reap()
            if control in ready:
                self._obey()

    def _obey(self) -> None:
        message, descriptors, _, _ = socket.recv_fds(self._control, LONGEST_MESSAGE, 1)
        if not message:
            sys.exit(0)
        order = json.loads(message)
        if "kill" in order and order["kill"] in self._workers:
            os.kill(order["kill"], signal.SIGKILL)
        elif descriptors:
            self._fork(descriptors[0], order)

    def _fork(self, connection: int, order: dict[str, Any]) -> None:
        own = os.getpid()
        try:
            worker = os.fork()
        except OSError as error:
            _tell(self._control, fork=order["fork"], failure=str(error))
        else:
            if worker == 0:
                self._become_worker(own, connection, order)
            self._workers.add(worker)
            _tell(self._control, fork=order["fork"], worker=worker)
        finally:
            os.close(connection)

    def _become_worker(self, parent: int, connection: int, order: dict[str, Any]) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            die_with_parent(parent)
            self._control.close()
            os.close(self._woken)
            os.close(self._waking)
            os.setpriority(os.PRIO_PROCESS, 0, order["niceness"])
            protections = {"network_forbidden": self._network_forbidden}
            serve_queries(self._store, connection, order["memory_bytes"], protections)
        finally:
            os._exit(1)

    def _reap(self) -> None:
        for worker in tuple(self._workers):
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                self._workers.remove(worker)
                _tell(self._control, ended=worker, status=os.waitstatus_to_exitcode(status))


def _tell(connection: socket.socket, **values: Any) -> None:
    connection.send(json.dumps(values).encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
