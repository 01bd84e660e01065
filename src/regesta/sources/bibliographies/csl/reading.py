"""Gives the values of an item as text, and reports those that are of another kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regesta.records import Place
from regesta.sources.bibliographies.draft import Draft


@dataclass(frozen=True, slots=True)
class ItemReading:
    """An item and the draft that is made of it."""

    item: Mapping[str, Any]
    draft: Draft

    def place(self, name: str) -> Place:
        """Where a value stands."""
        return self.draft.at(name)

    def texts(self, *names: str) -> Iterator[tuple[str, Place]]:
        """The texts of these values, also where one is a list of texts or a number."""
        for name in names:
            value = self.item.get(name)
            for one in value if isinstance(value, list) else (value,):
                text = self.written(one)
                if text.strip():
                    yield text, self.place(name)
                elif one is not None and text is not one:
                    self.wrong(name, one)

    def text(self, *names: str) -> str:
        """The first of these texts that there is, empty if there is none."""
        return next((text for text, _ in self.texts(*names)), "")

    def written(self, value: object) -> str:
        """A text or a number as text, empty for anything else."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        return str(value)

    def wrong(self, name: str, value: object) -> None:
        """Report a value that is of another kind than it should be."""
        self.draft.report("csl-value-of-wrong-kind", self.place(name), str(value)[:200], name=name)
