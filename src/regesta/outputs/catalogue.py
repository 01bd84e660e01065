"""What a release answers about its publications and the things they are linked to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from regesta.identifiers import Identifiers
from regesta.outputs.counted_things import CountedReference, CountedThings
from regesta.outputs.found_publications import FoundPublications, union_of
from regesta.outputs.wording import Reference, Wording, label_thing, read_wording
from regesta.release.overview import LINKED_KINDS, Overview
from regesta.store.port import Row, Store
from regesta.store.query import Value, load_query
from regesta.vocabulary import EU_LANGUAGES, KIND_CLASSES

CLASSES: Mapping[str, NamedNode] = {
    kind: term for kind, term in KIND_CLASSES.items() if kind != "publication"
}
"""The kinds of thing that publications are linked to, and the class of each."""

_NESTED = ("region", "theme")


class Catalogue:
    """A release seen by its readers.

    What concerns one document is asked of the store; lists come out of the overview, which is in
    memory. What is made of the overview is kept, since a release never changes.
    """

    def __init__(
        self,
        store: Store,
        identifiers: Identifiers,
        overview: Overview,
        merged: frozenset[str] = frozenset(),
    ) -> None:
        self.store = store
        self.identifiers = identifiers
        self._overview = overview
        self._merged = merged
        """The documents of records that were merged into the publications of others."""
        self._things: dict[str, CountedThings] = {}

    def prepare(self) -> None:
        """Make what every list needs, so that the first reader need not wait for it."""
        for kind in LINKED_KINDS:
            self.things(kind)

    def document(self, kind: str, name: str) -> list[Quad]:
        """The quads of one document, none if there is no such document."""
        return self.store.graph(self.identifiers.document(kind, name))

    def documents_about(self, kind: str, name: str) -> list[NamedNode]:
        """The documents about a thing: its own first, then those of records merged into it."""
        own = self.identifiers.document(kind, name)
        thing = self.identifiers.thing(kind, name)
        rows = self._select("web/documents_about", thing=thing) if self._merged else []
        others = sorted({text_of(row, "document") for row in rows} - {own.value})
        return [own, *map(NamedNode, others)]

    def is_merged(self, kind: str, name: str) -> bool:
        """Whether a document is that of a record which is part of another one's publication."""
        return self.identifiers.document(kind, name).value in self._merged

    def names_in(self, documents: Iterable[NamedNode]) -> dict[str, list[Wording]]:
        """The names of everything that documents speak of, by IRI."""
        names: dict[str, list[Wording]] = {}
        for document in documents:
            names |= group_names(self._select("web/names_in_document", document=document))
        return names

    def related(self, question: str, thing: NamedNode, languages: Sequence[str]) -> list[Reference]:
        """The things that one of the questions of `queries/web` finds for a thing, by label."""
        names = group_names(self._select(f"web/{question}", thing=thing))
        references = [label_thing(iri, found, languages) for iri, found in names.items()]
        return sorted(references, key=lambda one: one.sort_key)

    def chain(self, question: str, thing: NamedNode, languages: Sequence[str]) -> list[Reference]:
        """The things above a thing, the topmost first; a circle is walked only once."""
        rows = self._select(f"web/{question}", thing=thing)
        names = group_names(rows)
        above = {text_of(row, "below"): text_of(row, "thing") for row in rows}
        steps: list[str] = []
        step = above.get(thing.value)
        while step is not None and step not in steps:
            steps.insert(0, step)
            step = above.get(step)
        return [label_thing(iri, names[iri], languages) for iri in steps]

    @property
    def publications(self) -> Sequence[str]:
        """The IRI of every publication, the latest first, undated ones last."""
        return self._overview.publications

    def publications_of(self, kind: str, thing: NamedNode) -> FoundPublications:
        """The publications linked to a thing or to what lies below it."""
        if kind == "scheme":
            through = {text_of(row, "thing") for row in self._themes_in(thing)}
        else:
            through = self._below(thing.value) if kind in _NESTED else {thing.value}
        linked = self._overview.linked
        return FoundPublications({iri: linked[iri] for iri in through if iri in linked})

    def publications_titled(self, text: str) -> list[int]:
        """The places of the publications with a title that contains a text, in whatever case."""
        wanted = text.casefold()
        return [place for place, titles in enumerate(self._overview.titles) if wanted in titles]

    def rows_about(self, publications: Sequence[str]) -> list[Row]:
        """What a list shows of each of these publications."""
        if not publications:
            return []
        iris = tuple(NamedNode(iri) for iri in publications)
        return self._select("web/publications_in_list", publications=iris)

    def things(self, kind: str) -> CountedThings:
        """Everything of a kind with its number of publications."""
        if kind not in self._things:
            self._things[kind] = CountedThings(
                self._overview.names[kind], lambda iri: self._count(kind, iri)
            )
        return self._things[kind]

    def counted(
        self, kind: str, languages: Sequence[str], *, all_of_them: bool = False
    ) -> list[CountedReference]:
        """The things of a kind that have publications, or all, by label."""
        return self.things(kind).listed(languages, all_of_them=all_of_them)

    def is_named(self, thing: str) -> bool:
        """Whether publications themselves name a thing, not only what lies below it."""
        return thing in self._overview.linked

    def examples(self) -> list[str]:
        """The IRIs of one publication and of one thing of each kind that has publications."""
        every = [self.things(kind).counts for kind in LINKED_KINDS]
        used = [counts for counts in every if any(counts.values())]
        most_used = (max(counts, key=lambda iri: (counts[iri], iri)) for counts in used)
        return [*self.publications[:1], *most_used]

    @cached_property
    def languages(self) -> dict[str, int]:
        """How many publications there are in each language, by its IRI."""
        return {
            iri: len(places)
            for iri, places in self._overview.linked.items()
            if iri.startswith(EU_LANGUAGES)
        }

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = defaultdict(list)
        for thing, above in self._overview.above.items():
            for one in above:
                children[one].append(thing)
        return children

    def _below(self, thing: str) -> set[str]:
        """A thing and everything below it; a circle is walked only once."""
        found, waiting = {thing}, [thing]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def _count(self, kind: str, thing: str) -> int:
        linked = self._overview.linked
        if kind in _NESTED:
            return len(union_of([linked[one] for one in self._below(thing) if one in linked]))
        return len(linked.get(thing, ()))

    def _themes_in(self, scheme: NamedNode) -> list[Row]:
        return self._select("web/themes_in_scheme", thing=scheme)

    def _select(self, question: str, **values: Value) -> list[Row]:
        return self.store.select(load_query(question).bind(**values))


def text_of(row: Row, name: str) -> str:
    """The value of a variable, or nothing where it is not bound."""
    return cast(str, getattr(row.get(name), "value", ""))


def group_names(rows: Iterable[Row]) -> dict[str, list[Wording]]:
    """The names of each `?thing`, from rows of `?thing` and `?label`."""
    names: dict[str, list[Wording]] = defaultdict(list)
    for row in rows:
        label = row.get("label")
        found = names[text_of(row, "thing")]
        if isinstance(label, Literal):
            found.append(read_wording(label))
    return names
