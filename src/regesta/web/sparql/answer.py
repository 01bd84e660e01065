"""Answers to queries: a small one is sent whole, a large one as it comes, never one cut short."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Final, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from regesta.errors import RegestaError
from regesta.web.sparql.query_answers import WHOLE_BYTES, Beginning, Pieces

ANSWERED: Final = "answered"
_DELIVERY_SECONDS = 120.0

_T = TypeVar("_T")


class AnswerCutError(Exception):
    """An answer ended before it was complete; the connection is broken so that clients notice."""


class ClientGoneError(Exception):
    """The client has closed the connection; there is nobody to answer."""


class Observer(Protocol):
    """Who is told how the sending of an answer ended."""

    bytes: int

    def fail(self, error: BaseException) -> None:
        """It ended with an error."""

    def finish(self, outcome: str) -> None:
        """It ended."""


def most_at_once(request: Request) -> float:
    """How many bytes may be read before anything is sent.

    A client of HTTP/1.0 does not notice a broken connection, so it gets whole answers only.
    """
    return float("inf") if request.scope["http_version"] == "1.0" else WHOLE_BYTES


async def answer_in_pieces(
    request: Request, beginning: Beginning, headers: Mapping[str, str], observer: Observer
) -> Response:
    """The answer that begins so; takes care that the rest is closed.

    An error breaks the connection, since the answer has begun.
    """
    if beginning.rest is None:
        observer.bytes = len(beginning.body)
        observer.finish(ANSWERED)
        return Response(beginning.body, headers=dict(headers))
    if not request.scope.get("state", {}).get("is_head"):
        return _StreamedAnswer(request, beginning.body, beginning.rest, headers, observer)
    await beginning.rest.aclose()
    observer.finish(ANSWERED)
    answer = Response(headers=dict(headers))
    del answer.headers["Content-Length"]
    return answer


async def while_connected(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """The result of some work, which is stopped when the client goes away (ClientGoneError)."""
    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(_await_disconnect(request))
    try:
        await asyncio.wait((working, watching), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGoneError
        return working.result()
    finally:
        working.cancel()
        watching.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)


async def _await_disconnect(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class _StreamedAnswer(Response):
    """An answer of unknown length; the client has so many seconds to take it."""

    def __init__(
        self,
        request: Request,
        beginning: bytes,
        pieces: Pieces,
        headers: Mapping[str, str],
        observer: Observer,
    ) -> None:
        super().__init__(headers=dict(headers))
        del self.headers["Content-Length"]
        self._request, self._beginning, self._pieces = request, beginning, pieces
        self._observer = observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._deliver(send)
        except ClientGoneError as error:
            self._observer.fail(error)
        except BaseException as error:
            self._observer.fail(error)
            raise
        else:
            self._observer.finish(ANSWERED)
        finally:
            await self._pieces.aclose()

    async def _deliver(self, send: Send) -> None:
        try:
            async with asyncio.timeout(_DELIVERY_SECONDS):
                await while_connected(self._request, self._send_all(send))
        except (RegestaError, TimeoutError) as error:
            raise AnswerCutError(str(error) or "The client took too long.") from None

    async def _send_all(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        await self._send_piece(send, self._beginning)
        async for piece in self._pieces:
            await self._send_piece(send, piece)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_piece(self, send: Send, piece: bytes) -> None:
        self._observer.bytes += len(piece)
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        # Neither sending nor reading need wait, so that nobody would notice a client that has gone.
        await asyncio.sleep(0)
