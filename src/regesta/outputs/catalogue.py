"""What a release answers about its publications and the things they are linked to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from regesta.identifiers import Identifiers
from regesta.outputs.wording import Reference, Wording, label_thing, read_wording
from regesta.store.port import Row, Store
from regesta.store.query import Value, load_query
from regesta.vocabulary import FOAF, GN, ORG, SKOS

CLASSES: Mapping[str, NamedNode] = {
    "agency": ORG.Organization,
    "region": GN.Feature,
    "theme": SKOS.Concept,
    "person": FOAF.Person,
}
"""The kinds of thing that publications are linked to, and the class of each."""


@dataclass(frozen=True, slots=True)
class CountedReference:
    """A thing and how many publications are linked to it or to what lies below it."""

    thing: Reference
    publications: int


class Catalogue:
    """A release seen by its readers.

    What is asked of the whole release is asked once and kept, since a release never changes.
    """

    def __init__(
        self, store: Store, identifiers: Identifiers, merged: frozenset[str] = frozenset()
    ) -> None:
        self.store = store
        self.identifiers = identifiers
        self._merged = merged
        """The documents of records that were merged into the publications of others."""
        self._names: dict[str, dict[str, list[Wording]]] = {}
        self._counts: dict[str, dict[str, int]] = {}
        self._named: dict[NamedNode, set[str]] = {}

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

    @cached_property
    def publications(self) -> tuple[str, ...]:
        """The IRI of every publication, the latest first, undated ones last."""
        rows = self._select("web/publications_by_date")
        dates = {text_of(row, "publication"): text_of(row, "issued") for row in rows}
        return tuple(sorted(sorted(dates), key=lambda iri: dates[iri], reverse=True))

    def publications_of(self, kind: str, thing: NamedNode) -> dict[str, set[str]]:
        """The publications linked to a thing or to what lies below it.

        Each comes with the IRIs through which it is linked.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._select(f"web/publications_of_{kind}", thing=thing):
            found[text_of(row, "publication")].add(text_of(row, "through"))
        return found

    def publications_in_language(self, language: NamedNode) -> set[str]:
        """The publications in a language."""
        rows = self._select("web/publications_in_language", language=language)
        return {text_of(row, "publication") for row in rows}

    def publications_titled(self, text: str) -> set[str]:
        """The publications with a title that contains a text, in whatever case."""
        rows = self._select("web/publications_titled", text=Literal(text.casefold()))
        return {text_of(row, "publication") for row in rows}

    def latest_first(self, publications: Iterable[str]) -> list[str]:
        """Some publications in the order in which all are listed."""
        wanted = set(publications)
        return [iri for iri in self.publications if iri in wanted]

    def rows_about(self, publications: Sequence[str]) -> list[Row]:
        """What a list shows of each of these publications."""
        if not publications:
            return []
        iris = tuple(NamedNode(iri) for iri in publications)
        return self._select("web/publications_in_list", publications=iris)

    def counted(self, kind: str, languages: Sequence[str]) -> list[CountedReference]:
        """Everything of a kind with its number of publications, by label."""
        counted = [
            CountedReference(label_thing(iri, names, languages), self._counts_of(kind).get(iri, 0))
            for iri, names in self._names_of(kind).items()
        ]
        return sorted(counted, key=lambda one: one.thing.sort_key)

    def named(self, property_: NamedNode) -> set[str]:
        """The things that publications themselves name by a property, none that lie above them."""
        if property_ not in self._named:
            rows = self._select("web/things_named", property=property_)
            self._named[property_] = {text_of(row, "thing") for row in rows}
        return self._named[property_]

    def examples(self) -> list[str]:
        """The IRIs of one publication and of one thing of each kind that has publications."""
        most_used = (
            max(counts, key=lambda iri: (counts[iri], iri)) for counts in self._all_counts()
        )
        return [*self.publications[:1], *most_used]

    @cached_property
    def languages(self) -> dict[str, int]:
        """How many publications there are in each language, by its IRI."""
        return count_rows(self._select("web/count_by_language"))

    def _names_of(self, kind: str) -> dict[str, list[Wording]]:
        if kind not in self._names:
            self._names[kind] = group_names(self._select("web/names_of_class", type=CLASSES[kind]))
        return self._names[kind]

    def _counts_of(self, kind: str) -> dict[str, int]:
        if kind not in self._counts:
            self._counts[kind] = count_rows(self._select(f"web/count_by_{kind}"))
        return self._counts[kind]

    def _all_counts(self) -> list[dict[str, int]]:
        return [counts for kind in CLASSES if (counts := self._counts_of(kind))]

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


def count_rows(rows: Iterable[Row]) -> dict[str, int]:
    """The `?count` of each `?thing`."""
    return {text_of(row, "thing"): int(text_of(row, "count")) for row in rows if "thing" in row}
