"""The overview of a release out of the one before and the few documents that differ."""

from array import array
from collections.abc import Iterable, Mapping, Set
from typing import Final

from regesta.identifiers import Identifiers
from regesta.release.differences import Differences
from regesta.release.graphs import Graphs
from regesta.release.overview import OVERVIEW_FILE, Name, Overview, latest_first
from regesta.release.overview_collector import collect_overview

_INDEPENDENT: Final = frozenset(("publication", "person"))
"""What the overview says of these comes from their own documents and is part of nothing else."""


def update_overview(
    differences: Differences, shared: Set[str], graphs: Graphs, identifiers: Identifiers
) -> Overview | None:
    """The overview of a release, None where it must be collected from all documents.

    `shared` are the documents, old and new, that speak of what another document is about.
    """
    if differences.old is None:
        return None
    affected = differences.changed.union(differences.deleted)
    parsed = [identifiers.parse_document(document) for document in affected]
    things = [each for each in parsed if each and each[0] in _INDEPENDENT]
    if len(things) < len(parsed) or not affected.isdisjoint(shared):
        return None
    old = Overview.read(differences.old.path / OVERVIEW_FILE)
    lines = (
        line
        for document in graphs.lines(sorted(differences.changed))
        for line in document.splitlines(keepends=True)
    )
    gone = frozenset(identifiers.thing(*thing).value for thing in things)
    return _joined(old, gone, collect_overview(lines, identifiers))


def _joined(old: Overview, gone: Set[str], new: Overview) -> Overview:
    """An overview without some things, with those of another one."""
    kept = [(iri, place) for place, iri in enumerate(old.publications) if iri not in gone]
    dates = {iri: old.dates[place] for iri, place in kept}
    titles = {iri: old.titles[place] for iri, place in kept}
    dates |= zip(new.publications, new.dates, strict=True)
    titles |= zip(new.publications, new.titles, strict=True)
    latest = latest_first(dates)
    places = {iri: place for place, iri in enumerate(latest)}
    parts = (
        (old.linked, _moves(old.publications, places, gone)),
        (new.linked, _moves(new.publications, places)),
    )
    return Overview(
        publications=latest,
        dates=[dates[iri] for iri in latest],
        titles=[titles[iri] for iri in latest],
        linked=_linked(parts),
        names={kind: _names(old.names[kind], gone, new.names[kind]) for kind in new.names},
        above=old.above,
    )


def _moves(
    publications: Iterable[str], places: Mapping[str, int], gone: Set[str] = frozenset()
) -> list[int]:
    """The new place of each publication, -1 for one that is gone."""
    return [-1 if iri in gone else places[iri] for iri in publications]


def _linked(
    parts: Iterable[tuple[Mapping[str, "array[int]"], list[int]]],
) -> dict[str, "array[int]"]:
    joined: dict[str, list[int]] = {}
    for linked, moves in parts:
        for thing, old_places in linked.items():
            moved = [place for each in old_places if (place := moves[each]) >= 0]
            if moved:
                joined.setdefault(thing, []).extend(moved)
    return {thing: array("I", sorted(places)) for thing, places in joined.items()}


def _names(
    old: Mapping[str, Iterable[Name]], gone: Set[str], new: Mapping[str, Iterable[Name]]
) -> dict[str, tuple[Name, ...]]:
    kept = {iri: tuple(names) for iri, names in old.items() if iri not in gone}
    return kept | {iri: tuple(names) for iri, names in new.items()}
