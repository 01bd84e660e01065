"""The titles of a publication in RDF."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from regesta.records import Text
from regesta.sources.rdf.description import Description

Titles = tuple[Text, ...]


def read_titles(described: Description) -> tuple[Titles, Titles]:
    """One title in each language, with its subtitle, and all that it is called besides."""
    node = described.subject
    every = list(dict.fromkeys(_written(described)))
    subtitles = list(described.literals(node, "subtitle"))
    first = _one_a_language(every)
    titles = tuple(_with_subtitle(text, subtitles) for text in first)
    known = {text.value.casefold() for text in (*first, *titles)}
    others = dict.fromkeys((*every, *described.literals(node, "alternative")))
    return titles, tuple(text for text in others if text.value.casefold() not in known)


def _written(described: Description) -> Iterator[Text]:
    """The titles as texts, and those that are nodes with a main title and a subtitle."""
    for term in described.all(described.subject, "title"):
        if not isinstance(term, ox.Literal):
            parts = [described.text(term, "main_title"), described.text(term, "subtitle")]
            if parts[0]:
                yield Text(": ".join(filter(None, parts)))
    yield from described.literals(described.subject, "title")


def _one_a_language(texts: Sequence[Text]) -> Titles:
    """The first of each language; one without a language only if it says something else."""
    kept: dict[str | None, Text] = {}
    for text in texts:
        kept.setdefault(text.language, text)
    tagged = {text.value for language, text in kept.items() if language}
    return tuple(t for language, t in kept.items() if language or t.value not in tagged)


def _with_subtitle(title: Text, subtitles: Sequence[Text]) -> Text:
    parts = [
        text.value
        for text in subtitles
        if text.language in (None, title.language)
        and text.value.casefold() not in title.value.casefold()
    ]
    return Text(": ".join((title.value, *parts)), title.language)
