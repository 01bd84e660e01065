"""Runs the web service under uvicorn: plain words for what goes wrong, and a swift end."""

import asyncio
import errno
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence

import uvicorn
from fastapi import FastAPI

from regesta.errors import ConfigurationError
from regesta.web.logs import start_logging
from regesta.web.sparql.answer import AnswerCutError

_BACKLOG = 2048
_SECONDS_FOR_ANSWERS = 5
_SECONDS_FOR_QUERIES = 1.0
_SECONDS_BETWEEN_LOOKS = 0.1


def run_server(
    app: FastAPI, host: str, port: int, on_listening: Callable[[int], None] = lambda _: None
) -> None:
    """Serve until a signal comes; `on_listening` is told the port, which 0 leaves to the system.

    Raises ConfigurationError where the address cannot be listened on.
    """
    listening = open_sockets(host, port)
    on_listening(listening[0].getsockname()[1])
    operation = app.state.service.settings.operation
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_SECONDS_FOR_ANSWERS,
    )
    start_logging(operation.log)
    logging.getLogger("uvicorn.error").addFilter(PlainMessages())
    try:
        Server(config, app).run(sockets=list(listening))
    except KeyboardInterrupt:
        # uvicorn sends itself the signal again once everything is closed.
        return
    finally:
        for one in listening:
            one.close()


class Server(uvicorn.Server):
    """Ends the queries that run before it waits for the answers that are being given.

    Where a supervisor ends it, it first says for a while that it is not ready, and still answers,
    so that a proxy has time to send no more requests.
    """

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._state = app.state

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything."""
        self._state.service.is_closing = True
        if signal.SIGTERM in self._captured_signals:
            await self._drain(self._state.service.settings.operation.drain_seconds)
        for server in self.servers:
            server.close()
        await self._state.release_workers.close(_SECONDS_FOR_QUERIES)
        await super().shutdown(sockets)

    async def _drain(self, seconds: float) -> None:
        """Let some time pass; a second signal ends it."""
        deadline = time.monotonic() + seconds
        signals = len(self._captured_signals)
        while time.monotonic() < deadline and len(self._captured_signals) == signals:
            await asyncio.sleep(min(_SECONDS_BETWEEN_LOOKS, seconds))


class PlainMessages(logging.Filter):
    """One line instead of a traceback where an answer is broken off on purpose."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Reword a message, or leave it out where another one has said the same."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, AnswerCutError):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args = "An answer was broken off: %s", (error,)
            record.exc_info = None
        return not isinstance(error, asyncio.CancelledError)


def open_sockets(host: str, port: int) -> Sequence[socket.socket]:
    """A listening socket for each address of a host that this machine has.

    Raises ConfigurationError where there is none, or where one is taken.
    """
    opened: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, _, _, _, (address, *_) in found:
            _open_socket(opened, family, str(address), port)
    except (OSError, UnicodeError) as error:
        for one in opened:
            one.close()
        raise _refusal(host, port, _describe(error)) from error
    if not opened:
        raise _refusal(host, port, "this machine does not have that address")
    return opened


def _open_socket(opened: list[socket.socket], family: int, address: str, port: int) -> None:
    chosen = opened[0].getsockname()[1] if opened else port
    try:
        listening = socket.create_server((address, chosen), family=family, backlog=_BACKLOG)
        # Connections inherit it; without it, asyncio leaves each answer waiting 40 ms for an
        # acknowledgement, since it knows such sockets by a protocol number that they lack.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.append(listening)
    except OSError as error:
        # A name such as localhost may stand for an IPv6 address that the machine does not have.
        if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise


def _describe(error: OSError | UnicodeError) -> str:
    if isinstance(error, UnicodeError | socket.gaierror) or error.errno is None:
        return "there is no such host"
    return os.strerror(error.errno).lower()


def _refusal(host: str, port: int, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"The service cannot listen on {host}, port {port}: {reason}; stop what is listening "
        "there, or choose another port or host."
    )
