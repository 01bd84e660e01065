"""Reads the hand-kept tables beside this file."""

import tomllib
from collections.abc import Mapping
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


def in_more_languages(
    table: Mapping[str, Mapping[str, Any]], more: Mapping[str, Mapping[str, list[str]]]
) -> dict[str, dict[str, Any]]:
    """The entries with their names in further languages: the first preferred, the others not."""
    return {
        key: {
            **entry,
            "more_labels": {language: names[0] for language, names in more.get(key, {}).items()},
            "more_names": more.get(key, {}),
        }
        for key, entry in table.items()
    }
