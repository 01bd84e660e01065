"""Labels: one preferred label a language, and the other names people write, none said twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from regesta.vocabulary import SKOS

Names = Mapping[str, str]
Variants = Mapping[str, Sequence[str]]


def plain(text: str) -> str:
    """A label with the straight apostrophe and single spaces, as people type it."""
    return " ".join(text.replace("’", "'").split())


def label_triples(
    thing: NamedNode, labels: Names, also: Iterable[Variants] = ()
) -> Iterator[Triple]:
    """The labels of a thing; a variant that says a label again in its language is left out."""
    seen: set[tuple[str, str]] = set()
    for language, text in labels.items():
        seen.add((language, plain(text)))
        yield Triple(thing, SKOS.prefLabel, Literal(plain(text), language=language))
    for variants in also:
        for language, texts in variants.items():
            for text in map(plain, texts):
                key = (language, text)
                if text and key not in seen:
                    seen.add(key)
                    yield Triple(thing, SKOS.altLabel, Literal(text, language=language))
