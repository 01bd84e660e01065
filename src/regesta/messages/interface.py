"""What stands around findings where people read them, in each language."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from regesta.messages.places import say_place
from regesta.records import Place

_PART = re.compile(r"\{([a-z_]+)\}")
_NARROW_SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Interface:
    """The words of one language."""

    language: str = "en"

    def say(self, name: str, /, **parts: object) -> str:
        """A text with its parts filled in; raises KeyError for one that there is not."""
        return self._fill(_texts()[name], parts)

    def count(self, name: str, number: int, /, **parts: object) -> str:
        """A number with its noun, as in “1 record” and “1,204 records”."""
        # French counts 0 and 1 alike.
        is_one = number < 2 if self.language == "fr" else number == 1
        texts = _texts()[name]["one" if is_one else "many"]
        return self._fill(texts, {"number": self.number(number), **parts})

    def number(self, number: int) -> str:
        """A number with its thousands apart."""
        return f"{number:,}".replace(",", _NARROW_SPACE if self.language == "fr" else ",")

    def severity(self, severity: str) -> str:
        """What a severity is called."""
        return self.say(f"severity-{severity}")

    def place(self, place: Place) -> str:
        """A place in words."""
        return say_place(place, self.language)

    def _fill(self, texts: Mapping[str, str], parts: Mapping[str, object]) -> str:
        text = texts.get(self.language) or texts["en"]
        return _PART.sub(lambda found: str(parts[found[1]]), text)


@cache
def _texts() -> Mapping[str, Any]:
    text = files(__package__).joinpath("interface.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
