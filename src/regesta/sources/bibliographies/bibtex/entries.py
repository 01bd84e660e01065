"""Entries: what stands in a BibTeX file, and what is wrong with how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MACROS: Mapping[str, str] = {name: name for name in _MONTHS}
"""The macros that every style defines."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place in an entry; `is_grave` where a value cannot be told from others."""

    code: str
    line: int
    value: str = ""
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its value in LaTeX, and the line where its name stands."""

    text: str
    line: int
    name: str


@dataclass(slots=True)
class Entry:
    """An entry: its type and the names of its fields in lower case, and what is wrong with it."""

    type: str = ""
    key: str = ""
    line: int = 1
    fields: dict[str, Field] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The value of a field in LaTeX, empty where there is none."""
        found = self.fields.get(name)
        return found.text if found else ""
