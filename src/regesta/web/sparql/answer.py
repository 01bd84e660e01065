"""Answers to queries: a small one is sent whole, a large one as it comes, never one cut short."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from regesta.errors import RegestaError

_WHOLE_BYTES = 1024**2
_DELIVERY_SECONDS = 120.0

_T = TypeVar("_T")


class AnswerCutError(Exception):
    """An answer ended before it was complete; the connection is broken so that clients notice."""


class ClientGoneError(Exception):
    """The client has closed the connection; there is nobody to answer."""


async def answer_in_pieces(
    request: Request, pieces: AsyncGenerator[bytes, None], headers: Mapping[str, str]
) -> Response:
    """The answer made of the pieces; takes care that they are closed.

    An error that comes before anything is sent is raised. A later one breaks the connection:
    a client of HTTP/1.0 would not notice, so it gets whole answers only.
    """
    most = float("inf") if request.scope["http_version"] == "1.0" else _WHOLE_BYTES
    try:
        beginning, is_whole = await while_connected(request, _read_beginning(pieces, most))
    except BaseException:
        await pieces.aclose()
        raise
    if not is_whole and not request.scope.get("state", {}).get("is_head"):
        return _StreamedAnswer(request, beginning, pieces, headers)
    await pieces.aclose()
    answer = Response(beginning, headers=dict(headers))
    if not is_whole:
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


async def _read_beginning(pieces: AsyncGenerator[bytes, None], most: float) -> tuple[bytes, bool]:
    beginning = bytearray()
    async for piece in pieces:
        beginning += piece
        if len(beginning) > most:
            return bytes(beginning), False
    return bytes(beginning), True


class _StreamedAnswer(Response):
    """An answer of unknown length; the client has so many seconds to take it."""

    def __init__(
        self,
        request: Request,
        beginning: bytes,
        pieces: AsyncGenerator[bytes, None],
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(headers=dict(headers))
        del self.headers["Content-Length"]
        self._request, self._beginning, self._pieces = request, beginning, pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(_DELIVERY_SECONDS):
                await while_connected(self._request, self._send_all(send))
        except ClientGoneError:
            return
        except (RegestaError, TimeoutError) as error:
            raise AnswerCutError(str(error) or "The client took too long.") from None
        finally:
            await self._pieces.aclose()

    async def _send_all(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        await self._send_piece(send, self._beginning)
        async for piece in self._pieces:
            await self._send_piece(send, piece)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    @staticmethod
    async def _send_piece(send: Send, piece: bytes) -> None:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        # Neither sending nor reading need wait, so that nobody would notice a client that has gone.
        await asyncio.sleep(0)
