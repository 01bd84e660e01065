"""The things of one kind with their names and the number of their publications."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from regesta.outputs.wording import Reference, Wording, label_thing

_KEPT = 8
"""For so many preferences of languages the order of the labels is kept in memory."""


@dataclass(frozen=True, slots=True)
class CountedReference:
    """A thing and how many publications are linked to it or to what lies below it."""

    thing: Reference
    publications: int

    @property
    def sort_key(self) -> tuple[str, str]:
        """What puts things in the order of their labels."""
        return self.thing.sort_key


class CountedThings:
    """Lists the things of one kind by label, in whatever languages a reader asks for.

    Most have one name only, so that their labels and order are the same for every reader.
    """

    def __init__(
        self, names: Mapping[str, Sequence[tuple[str, str | None]]], count: Callable[[str], int]
    ) -> None:
        self._names = names
        self.counts = {iri: count(iri) for iri in names}
        self.used = sum(map(bool, self.counts.values()))
        self._fixed = self._sorted((iri for iri in names if len(names[iri]) < 2), ())
        self._several = [iri for iri in names if len(names[iri]) > 1]
        self._lists: dict[tuple[str, ...], tuple[list[CountedReference], ...]] = {}

    def listed(self, languages: Sequence[str], *, all_of_them: bool) -> list[CountedReference]:
        """The things that have publications, or all, by their labels."""
        key = tuple(languages)
        found = self._lists.get(key)
        if found is None:
            if len(self._lists) >= _KEPT:
                self._lists.clear()
            every = self._merged(languages)
            found = every, [one for one in every if one.publications]
            self._lists[key] = found
        return found[0] if all_of_them else found[1]

    def label(self, iri: str, languages: Sequence[str]) -> Reference | None:
        """What to call one thing, None if there is none such."""
        names = self._names.get(iri)
        if names is None:
            return None
        return label_thing(iri, (Wording(*name) for name in names), languages)

    def _merged(self, languages: Sequence[str]) -> list[CountedReference]:
        several = self._sorted(self._several, languages)
        # Two sorted runs, which Python's sort merges in one go.
        return sorted((*self._fixed, *several), key=lambda one: one.sort_key)

    def _sorted(self, iris: Iterable[str], languages: Sequence[str]) -> list[CountedReference]:
        labelled = ((self.label(iri, languages), self.counts[iri]) for iri in iris)
        counted = [CountedReference(thing, count) for thing, count in labelled if thing]
        return sorted(counted, key=lambda one: one.sort_key)
