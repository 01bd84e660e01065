"""A token as it is kept: its name, its hash, what it may write, and until when."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from regesta.errors import ConfigurationError

PREFIX = "regesta_"
"""What every token begins with, so that a person or a scanner knows one where it lies about."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_SCOPE = re.compile(r"publication:write(?::([a-z0-9]+(?:-[a-z0-9]+)*-?))?")


@dataclass(frozen=True, slots=True)
class Token:
    """`scopes` are `publication:write`, alone or with the beginning of the names it holds for.

    `expires` is a day, after which the token is good for nothing; empty where it stays.
    """

    name: str
    sha256: str
    scopes: tuple[str, ...]
    created: str
    expires: str = ""

    def may_write(self, kind: str, name: str) -> bool:
        """Whether a scope covers a document."""
        every = f"{kind}:write"
        return any(
            scope == every
            or (scope.startswith(f"{every}:") and name.startswith(scope[len(every) + 1 :]))
            for scope in self.scopes
        )

    def is_good(self, now: datetime) -> bool:
        """Whether it has not expired."""
        return not self.expires or now.astimezone(UTC).date().isoformat() <= self.expires


def new_secret() -> str:
    """A token of 256 random bits, to be shown once."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """What is kept of a token; it is too long to be guessed, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def find_token(tokens: Iterable[Token], secret: str) -> Token | None:
    """The token that this is; it takes as long whichever it is."""
    wanted, found = hash_secret(secret), None
    for token in tokens:
        if hmac.compare_digest(token.sha256, wanted):
            found = token
    return found


def check_name(name: str) -> str:
    """The name as it is. Raises ConfigurationError where it cannot be one."""
    if not _NAME.fullmatch(name):
        raise ConfigurationError(
            f"A token cannot be called “{name}”; use up to 64 letters, digits, “.”, “_”, “@”, “-”."
        )
    return name


def check_scope(scope: str) -> str:
    """The scope as it is. Raises ConfigurationError where there is none such."""
    if not _SCOPE.fullmatch(scope):
        raise ConfigurationError(
            f"There is no scope “{scope}”; write publication:write, or publication:write:NAME for "
            "the publications whose names begin so."
        )
    return scope
