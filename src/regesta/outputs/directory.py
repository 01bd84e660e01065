"""The lists of agencies, regions, themes and persons, and the front page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from regesta.outputs.catalogue import CLASSES, Catalogue
from regesta.outputs.counted_things import CountedReference
from regesta.outputs.paging import Page, Wanted, cut_page
from regesta.outputs.summaries import Summary, list_publications

_LATEST = 8
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of the things of a kind; `used` have publications, `known` are all there are."""

    kind: str
    page: Page
    items: tuple[CountedReference, ...]
    used: int
    known: int
    shows_all: bool


@dataclass(frozen=True, slots=True)
class Home:
    """What is in the catalogue at a glance."""

    publications: int
    known: dict[str, int]
    latest: tuple[Summary, ...]
    themes: tuple[CountedReference, ...]
    regions: tuple[CountedReference, ...]
    agencies: tuple[CountedReference, ...]
    languages: int


def list_things(
    catalogue: Catalogue,
    kind: str,
    wanted: Wanted,
    languages: Sequence[str],
    shows_all: bool = False,
) -> Directory | None:
    """One page of the things of a kind, None beyond the last page.

    Things without a publication are left out unless all are wanted.
    """
    things = catalogue.things(kind)
    listed = catalogue.counted(kind, languages, all_of_them=shows_all)
    page = cut_page(len(listed), wanted)
    if page is None:
        return None
    items = tuple(listed[page.offset : page.offset + page.size])
    return Directory(kind, page, items, things.used, len(things.counts), shows_all)


def describe_home(catalogue: Catalogue, languages: Sequence[str]) -> Home:
    """The front page: the latest publications, and the things with the most of them."""

    def named(kind: str) -> Iterator[CountedReference]:
        used = catalogue.counted(kind, languages)
        return (one for one in used if catalogue.is_named(one.thing.iri))

    return Home(
        publications=len(catalogue.publications),
        known={kind: catalogue.things(kind).used for kind in CLASSES},
        latest=list_publications(catalogue, catalogue.publications[:_LATEST], languages),
        themes=most_used(named("theme"), _SHOWN),
        regions=most_used(named("region"), _SHOWN),
        agencies=most_used(named("agency"), _SHOWN),
        languages=len(catalogue.languages),
    )


def most_used(used: Iterable[CountedReference], most: int) -> tuple[CountedReference, ...]:
    """Those of some things that have the most publications, at most so many."""
    return tuple(nlargest(most, used, key=lambda one: one.publications))
