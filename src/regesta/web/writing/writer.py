"""What the routes for writing work with: the tokens, and whoever publishes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import Request

from regesta.editing.editor import Editor
from regesta.errors import ConfigurationError, ServiceBusyError
from regesta.tokens.token import Token, find_token
from regesta.tokens.token_file import TokenFile
from regesta.web.errors import ProblemError
from regesta.web.methods import allowed_methods

_SECONDS_TO_WAIT = 20.0
_MOST_WAITING = 16
_log = logging.getLogger(__name__)
_REALM = 'Bearer realm="regesta"'


@dataclass
class Writer:
    """The tokens and the editor of an application, and the queue of those who wait to write."""

    tokens: TokenFile
    editor: Editor | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anything could be written: without a token nothing can."""
        return self.editor is not None and bool(self._known())

    def authorise(self, request: Request, kind: str, name: str) -> tuple[Editor, Token]:
        """The token that a request bears, if it may write a document.

        Raises ProblemError: 405 where nothing can be written at all, 401 without a token that is
        good, 403 for one whose scopes do not cover the document (RFC 6750).
        """
        if self.editor is None or not self._known():
            raise _refused(request)
        token = self._token(request)
        if not token.may_write(kind, name):
            wanted = f"{kind}:write"
            challenge = f'{_REALM}, error="insufficient_scope", scope="{wanted}"'
            raise ProblemError(
                403,
                f"The token “{token.name}” may not write the {kind} “{name}”.",
                headers={"WWW-Authenticate": challenge},
            )
        return self.editor, token

    def _known(self) -> tuple[Token, ...]:
        """The tokens; none is good where their file is damaged, which only the log says."""
        try:
            return self.tokens.tokens()
        except ConfigurationError as error:
            _log.error("%s", error)
            return ()

    def _token(self, request: Request) -> Token:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise ProblemError(
                401,
                "Writing needs a token: send it as “Authorization: Bearer …”.",
                headers={"WWW-Authenticate": _REALM},
            )
        token = find_token(self._known(), secret.strip())
        if token is None or not token.is_good(datetime.now(UTC)):
            raise ProblemError(
                401,
                "The token is unknown, was revoked or has expired.",
                headers={"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
            )
        return token

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until nobody else of this process writes. Raises ServiceBusyError after a while."""
        busy = ServiceBusyError("Others are writing just now; try again in a few seconds.")
        if self._waiting >= _MOST_WAITING:
            raise busy
        self._waiting += 1
        try:
            async with asyncio.timeout(_SECONDS_TO_WAIT):
                await self._turn.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()


def _refused(request: Request) -> ProblemError:
    return ProblemError(
        405,
        f"This address does not answer {request.method}.",
        headers={"Allow": allowed_methods(request.scope)},
    )
