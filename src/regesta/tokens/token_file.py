"""`tokens.json` among the releases: readable by its owner alone, replaced at one stroke."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from regesta.durability import force_to_disk
from regesta.errors import ConfigurationError
from regesta.tokens.token import Token

_FILE = "tokens.json"


class TokenFile:
    """The tokens of a folder of releases; read again only when the file has changed."""

    def __init__(self, releases: Path) -> None:
        self._path = releases / _FILE
        self._seen: tuple[int, int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """Every token. Raises ConfigurationError where the file is damaged, so none is good."""
        try:
            state = self._path.stat()
        except FileNotFoundError:
            self._seen, self._tokens = None, ()
            return ()
        seen = (state.st_ino, state.st_mtime_ns, state.st_size)
        if seen != self._seen:
            self._tokens, self._seen = self._read(), seen
        return self._tokens

    def add(self, token: Token) -> None:
        """Keep one more. Raises ConfigurationError where the name is taken."""
        with self._writing() as tokens:
            if any(each.name == token.name for each in tokens):
                raise ConfigurationError(
                    f"There is a token “{token.name}” already; rotate it, or choose another name."
                )
            self._write((*tokens, token))

    def replace(self, token: Token) -> None:
        """Put a token in the place of the one of its name."""
        with self._writing() as tokens:
            self._require(tokens, token.name)
            self._write(token if each.name == token.name else each for each in tokens)

    def revoke(self, name: str) -> None:
        """Forget a token. Raises ConfigurationError where there is none of this name."""
        with self._writing() as tokens:
            self._require(tokens, name)
            self._write(each for each in tokens if each.name != name)

    def get(self, name: str) -> Token:
        """The token of a name. Raises ConfigurationError where there is none."""
        tokens = self.tokens()
        self._require(tokens, name)
        return next(each for each in tokens if each.name == name)

    def _require(self, tokens: Iterable[Token], name: str) -> None:
        if all(each.name != name for each in tokens):
            raise ConfigurationError(
                f"There is no token “{name}”; “regesta token list” shows those there are."
            )

    def _read(self) -> tuple[Token, ...]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))["tokens"]
            return tuple(Token(**{**each, "scopes": tuple(each["scopes"])}) for each in values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ConfigurationError(
                f"{self._path} cannot be read ({type(error).__name__}); put its last backup back, "
                "or remove it and make the tokens anew."
            ) from None

    @contextmanager
    def _writing(self) -> Iterator[tuple[Token, ...]]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.with_name(".tokens.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield self.tokens()
        except OSError as error:
            reason = error.strerror or str(error)
            raise ConfigurationError(f"{self._path} cannot be written: {reason}.") from error

    def _write(self, tokens: Iterable[Token]) -> None:
        text = json.dumps({"tokens": [asdict(each) for each in tokens]}, indent=1) + "\n"
        draft = self._path.with_name(f".{_FILE}.draft")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        force_to_disk(draft)
        draft.replace(self._path)
        force_to_disk(self._path.parent)
