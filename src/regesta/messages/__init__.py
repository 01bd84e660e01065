"""What findings say, in each language: one TOML file a part of the program, one table a message.

A table has `severity`, and texts by language: `message`, `expected`, `example`, `remedy`. English
is always there; a text that is not in a table of languages is the same in all. `{name}` stands for
a part that is known when the finding is made, `{value}` for the value at fault. Where one code has
several messages, all but one have a name of their own and say their `code`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from regesta.findings import Finding, Severity
from regesta.messages.phrases import say_part
from regesta.messages.places import LANGUAGES, say_place
from regesta.records import Place
from regesta.values.texts import shorten

_PART = re.compile(r"\{([a-z_]+)\}")
_TEXTS = ("message", "expected", "example", "remedy")


@dataclass(frozen=True, slots=True)
class Message:
    """What a finding says: its texts by name and language."""

    code: str
    severity: Severity
    texts: Mapping[str, Mapping[str, str]]

    def render(self, parts: Mapping[str, str], language: str) -> dict[str, str]:
        """The texts in a language, in English where there is none, with their parts filled in."""
        known = {name: say_part(name, parts, language) for name in parts if "@" not in name}
        return {
            name: _fill(texts.get(language) or texts.get("en", ""), known)
            for name, texts in self.texts.items()
        }


def new_finding(name: str, place: Place, /, *, value: str = "", **parts: object) -> Finding:
    """The finding with this message, in English; raises KeyError for one that no file has.

    A part is a text, which is shortened, a place, or a phrase: a text by language, which is not.
    """
    shown = shorten(value)
    filled = {"value": shown}
    for part, content in parts.items():
        filled |= _by_language(part, content)
    message = messages()[name]
    return Finding(
        code=message.code,
        severity=message.severity,
        place=place,
        value=shown,
        parts=tuple(sorted(filled.items())),
        wording="" if name == message.code else name,
        **message.render(filled, "en"),
    )


@cache
def messages() -> Mapping[str, Message]:
    """Every message by its name, which is a code where that has one message."""
    table: dict[str, Message] = {}
    for file in sorted(files(__package__).joinpath("texts").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            values = tomllib.loads(file.read_text(encoding="utf-8"))
            table |= {name: _message(name, entry) for name, entry in values.items()}
    return table


def _message(name: str, entry: Mapping[str, Any]) -> Message:
    texts = {each: entry.get(each, "") for each in _TEXTS}
    return Message(
        code=entry.get("code", name),
        severity=Severity(entry["severity"]),
        texts={
            each: {"en": text} if isinstance(text, str) else dict(text)
            for each, text in texts.items()
        },
    )


def _by_language(name: str, content: object) -> dict[str, str]:
    if isinstance(content, Place):
        content = {language: say_place(content, language) for language in LANGUAGES}
    if not isinstance(content, Mapping):
        return {name: shorten(str(content))}
    others = {f"{name}@{language}": text for language, text in content.items() if language != "en"}
    return {name: content["en"], **others}


def _fill(text: str, parts: Mapping[str, str]) -> str:
    # In one pass, since a part may itself hold what looks like the name of another.
    return _PART.sub(lambda found: parts.get(found[1], found[0]), text)
