"""What findings say, in each language: one TOML file a part of the program, one table a code.

A table has `severity`, and texts by language: `message`, `expected`, `example`, `remedy`. English
is always there; a text that is not in a table of languages is the same in all. `{name}` stands for
a part that is known when the finding is made, `{value}` for the value at fault.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.values.texts import shorten

_PART = re.compile(r"\{([a-z_]+)\}")
_TEXTS = ("message", "expected", "example", "remedy")


@dataclass(frozen=True, slots=True)
class Message:
    """What a finding with one code says: its texts by name and language."""

    severity: Severity
    texts: Mapping[str, Mapping[str, str]]

    def render(self, parts: Mapping[str, str], language: str) -> dict[str, str]:
        """The texts in a language, in English where there is none, with their parts filled in."""
        return {
            name: _fill(texts.get(language) or texts.get("en", ""), parts)
            for name, texts in self.texts.items()
        }


def new_finding(code: str, place: Place, *, value: str = "", **parts: object) -> Finding:
    """The finding with this code, in English; raises KeyError for a code that no file has."""
    shown = shorten(value)
    filled = {"value": shown, **{name: shorten(str(part)) for name, part in parts.items()}}
    message = messages()[code]
    return Finding(
        code=code,
        severity=message.severity,
        place=place,
        value=shown,
        parts=tuple(sorted(filled.items())),
        **message.render(filled, "en"),
    )


@cache
def messages() -> Mapping[str, Message]:
    """Every message by its code."""
    table: dict[str, Message] = {}
    for file in sorted(files(__package__).joinpath("texts").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            values = tomllib.loads(file.read_text(encoding="utf-8"))
            table |= {code: _message(entry) for code, entry in values.items()}
    return table


def _message(entry: Mapping[str, Any]) -> Message:
    texts = {name: entry.get(name, "") for name in _TEXTS}
    return Message(
        severity=Severity(entry["severity"]),
        texts={
            name: {"en": text} if isinstance(text, str) else dict(text)
            for name, text in texts.items()
        },
    )


def _fill(text: str, parts: Mapping[str, str]) -> str:
    # In one pass, since a part may itself hold what looks like the name of another.
    return _PART.sub(lambda found: parts.get(found[1], found[0]), text)
