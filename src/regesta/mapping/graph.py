"""Collects the quads of one graph: each once, in the order in which they were added."""

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from regesta.records import Text
from regesta.values.languages import language_tag
from regesta.values.texts import clean_text
from regesta.vocabulary import RDF_TYPE


@dataclass(slots=True)
class Graph:
    """The graph of one record document, while it is being made."""

    name: NamedNode
    _quads: list[Quad] = field(default_factory=list)

    def add(
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | None
    ) -> None:
        """Add a statement; a value that could not be made a term (None) says nothing."""
        if value is not None:
            self._quads.append(Quad(subject, predicate, value, self.name))

    def add_types(self, subject: NamedNode, *classes: NamedNode) -> None:
        """Say what a thing is."""
        for kind in classes:
            self.add(subject, RDF_TYPE, kind)

    def quads(self) -> tuple[Quad, ...]:
        """All statements, each once."""
        return tuple(dict.fromkeys(self._quads))


def text_literal(text: Text) -> Literal | None:
    """A text with its language; without it where the tag is no valid one. None if it is empty."""
    value, tag = clean_text(text.value), language_tag(text.language)
    if not value:
        return None
    return Literal(value, language=tag) if tag else Literal(value)


def plain_literal(text: str | None) -> Literal | None:
    """A text in no language; None if it is empty."""
    value = clean_text(text or "")
    return Literal(value) if value else None
