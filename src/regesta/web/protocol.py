"""What holds for every answer: HEAD, OPTIONS, cross-origin reads, security, the release's name."""

import logging
import time
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regesta.web.methods import allowed_methods
from regesta.web.metrics import Metrics
from regesta.web.service import Service

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_ON_EVERY_ANSWER = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, ETag, Location, Content-Location, Last-Modified, Retry-After, Regesta-Release"
    ),
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_ON_OPTIONS = {
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Authorization, Content-Type, If-Match, If-None-Match, Range"
    ),
    "Access-Control-Max-Age": "86400",
}
_log = logging.getLogger(__name__)


class Protocol:
    """An ASGI wrapper around the application.

    HEAD is run as GET and its body dropped; the state of such a request says `is_head`, so that
    what would be costly to make can be left out. An error that nobody foresaw becomes the answer
    that `on_failure` makes, and its details go to the log only. Every request is counted.
    """

    def __init__(
        self,
        app: ASGIApp,
        service: Service,
        metrics: Metrics,
        on_failure: Callable[[Request], Response],
    ) -> None:
        self._app, self._service, self._on_failure = app, service, on_failure
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and keep to one release while doing so."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, method = time.monotonic(), scope["method"]
        sender = _Sender(send, method == "HEAD")
        # A copy, so that the route which is found for the request can be read from it afterwards.
        scope = {**scope, "state": {**scope.get("state", {}), "is_head": sender.is_head}}
        try:
            await self._service.follow()
            async with self._service.pin() as sender.release:
                await self._answer(scope, receive, sender)
        finally:
            route = getattr(scope.get("route"), "path", "")
            seconds = time.monotonic() - started
            self._metrics.observe_request(route, method, sender.status, seconds)

    async def _answer(self, scope: Scope, receive: Receive, send: "_Sender") -> None:
        if scope["method"] == "OPTIONS":
            methods = allowed_methods(scope)
            allowed = {"Allow": methods, "Access-Control-Allow-Methods": methods}
            await Response(status_code=204, headers={**_ON_OPTIONS, **allowed})(
                scope, receive, send
            )
            return
        if send.is_head:
            scope["method"] = "GET"
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            # The client left before its request was complete; there is nobody to answer.
            return
        except Exception:
            if send.has_started:
                raise
            _log.exception("%s failed", scope["path"])
            await self._on_failure(Request(scope))(scope, receive, send)


class _Sender:
    """Sends on what the application sends, with the headers of every answer."""

    def __init__(self, send: Send, is_head: bool) -> None:
        self._send, self.is_head, self.release = send, is_head, ""
        self.status, self._has_ended = 0, False

    @property
    def has_started(self) -> bool:
        """Whether the beginning of an answer was sent."""
        return self.status > 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._add_headers(MutableHeaders(raw=message["headers"]))
        elif self.is_head and message["type"] == "http.response.body":
            if self._has_ended:
                return
            self._has_ended = True
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in _ON_EVERY_ANSWER.items():
            headers.setdefault(name, value)
        if self.release:
            headers.setdefault("Regesta-Release", self.release)
