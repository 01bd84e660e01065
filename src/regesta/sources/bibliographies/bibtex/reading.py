"""Gives the fields of an entry as text, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.records import Place
from regesta.sources.bibliographies.bibtex.entries import Entry, Field
from regesta.sources.bibliographies.bibtex.latex import plain_text, unknown_commands, verbatim
from regesta.sources.bibliographies.draft import Draft

_PARAGRAPH = re.compile(r"\n\s*\n|\\par(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class EntryReading:
    """An entry and the draft that is made of it."""

    entry: Entry
    draft: Draft

    def place(self, field: Field) -> Place:
        """Where a field stands."""
        return self.draft.at(field.name, field.line)

    def fields(self, *names: str) -> Iterator[Field]:
        """Those of these fields that the entry has and that are not empty."""
        known = self.entry.fields
        for name in names:
            if name in known and known[name].text.strip(" \t\n{}"):
                yield known[name]

    def texts(self, *names: str) -> Iterator[tuple[str, Place]]:
        """The text of each of these fields that the entry has, as a reader would see it."""
        for field in self.fields(*names):
            yield self.plain(field), self.place(field)

    def text(self, *names: str) -> str:
        """The text of the first of these fields that the entry has, empty if it has none."""
        known = self.entry.fields
        for name in names:
            if name in known and (text := self.plain(known[name])):
                return text
        return ""

    def verbatims(self, *names: str) -> Iterator[tuple[str, Place]]:
        """The addresses or numbers in these fields."""
        for field in self.fields(*names):
            yield verbatim(field.text), self.place(field)

    def plain(self, field: Field) -> str:
        """The text of a field; a command that nobody knows is left out and reported."""
        if "\\" in field.text:
            for command in unknown_commands(field.text):
                self.draft.report("latex-unknown", self.place(field), f"\\{command}")
        return plain_text(field.text)

    def paragraphs(self, field: Field) -> str:
        """The text of a field with blank lines between its paragraphs."""
        self.plain(field)
        return "\n\n".join(plain_text(part) for part in _PARAGRAPH.split(field.text))
