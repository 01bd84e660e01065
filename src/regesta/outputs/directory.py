"""The lists of agencies, regions, themes and persons, and the front page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regesta.outputs.catalogue import CLASSES, Catalogue, CountedReference
from regesta.outputs.paging import Page, Wanted, cut_page
from regesta.outputs.summaries import Summary, list_publications
from regesta.vocabulary import DCTERMS

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
    known = catalogue.counted(kind, languages)
    used = [one for one in known if one.publications]
    listed = known if shows_all else used
    page = cut_page(len(listed), wanted)
    if page is None:
        return None
    items = tuple(listed[page.offset : page.offset + page.size])
    return Directory(kind, page, items, len(used), len(known), shows_all)


def describe_home(catalogue: Catalogue, languages: Sequence[str]) -> Home:
    """The front page: the latest publications, and the things with the most of them."""
    used = {
        kind: [one for one in catalogue.counted(kind, languages) if one.publications]
        for kind in CLASSES
    }
    themes, regions = catalogue.named(DCTERMS.subject), catalogue.named(DCTERMS.spatial)
    return Home(
        publications=len(catalogue.publications),
        known={kind: len(found) for kind, found in used.items()},
        latest=list_publications(catalogue, catalogue.publications[:_LATEST], languages),
        themes=_most_used(one for one in used["theme"] if one.thing.iri in themes),
        regions=_most_used(one for one in used["region"] if one.thing.iri in regions),
        agencies=_most_used(used["agency"]),
        languages=len(catalogue.languages),
    )


def _most_used(used: Iterable[CountedReference]) -> tuple[CountedReference, ...]:
    return tuple(sorted(used, key=lambda one: -one.publications)[:_SHOWN])
