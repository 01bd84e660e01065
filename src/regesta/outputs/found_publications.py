"""Publications found, by their places among all, and the things through which they were."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


def union_of(lists: Collection[Sequence[int]]) -> Sequence[int]:
    """The places that any of some sorted lists has, sorted, each once."""
    if len(lists) == 1:
        return next(iter(lists))
    return sorted({place for places in lists for place in places})


@dataclass(frozen=True)
class FoundPublications:
    """The publications linked to some things: their sorted places by the thing's IRI."""

    linked: Mapping[str, Sequence[int]]

    @cached_property
    def places(self) -> Sequence[int]:
        """The places of all of them, sorted: the latest publication first."""
        return union_of(self.linked.values())

    def through(self, place: int) -> set[str]:
        """The things through which a publication was found."""
        return {thing for thing, places in self.linked.items() if _holds(places, place)}


def _holds(places: Sequence[int], wanted: int) -> bool:
    at = bisect_left(places, wanted)
    return at < len(places) and places[at] == wanted
