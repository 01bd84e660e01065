"""Reads the hand-kept tables beside this file."""

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent


class TableError(Exception):
    """A table says something that cannot be, in a sentence for its keeper."""


def read_table(name: str) -> dict[str, Any]:
    """The table `NAME.toml`, its entries in the order of the file."""
    try:
        return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{name}.toml is not valid TOML: {error}.") from None
