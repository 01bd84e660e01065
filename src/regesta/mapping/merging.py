"""Merging: two records of one publication speak of one thing, each in its own graph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from regesta.identifiers import Identifiers
from regesta.vocabulary import (
    BIBO,
    DCTERMS,
    RDF,
    RDF_TYPE,
    REGESTA,
)

_BY_LANGUAGE: Final = (DCTERMS.title, DCTERMS.abstract)
_OF_THE_FIRST: Final = (
    DCTERMS.issued,
    DCTERMS.creator,
    BIBO.authorList,
    DCTERMS.publisher,
    DCTERMS.type,
    DCTERMS.extent,
    BIBO.edition,
    BIBO.volume,
    BIBO.issue,
    BIBO.pages,
    BIBO.number,
)
"""Of these a publication has what its first record says; the others add to it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A property of which two records of one publication say different things."""

    property: NamedNode
    kept: str
    left_out: str


def merge_publication(
    quads: Iterable[Quad], first: Iterable[Quad], name: str, leader: str, identifiers: Identifiers
) -> tuple[tuple[Quad, ...], tuple[Conflict, ...]]:
    """The graph of a record as it speaks of the publication that another record leads.

    What contradicts the first record is left out, and named as a conflict; a title that differs
    becomes an alternative one. What both say stays in both graphs.
    """
    own = identifiers.thing("publication", name)
    thing = identifiers.thing("publication", leader)
    known = [quad for quad in first if quad.subject == thing]
    moved = [_moved(quad, own, thing) for quad in quads]
    conflicts: list[Conflict] = []
    kept: list[Quad] = []
    dropped: set[tuple[object, object]] = set()
    for quad in moved:
        rival = _rival(quad, known) if quad.subject == thing else None
        if rival is None:
            kept.append(quad)
            continue
        if quad.predicate == DCTERMS.title:
            kept.append(Quad(thing, DCTERMS.alternative, quad.object, quad.graph_name))
        else:
            dropped.add((quad.predicate, quad.object))
        if isinstance(quad.object, Literal) and quad.predicate != DCTERMS.abstract:
            conflicts.append(Conflict(quad.predicate, rival, quad.object.value))
    return _without_orphans(kept, dropped), tuple(dict.fromkeys(conflicts))


def _moved(quad: Quad, own: NamedNode, thing: NamedNode) -> Quad:
    subject = thing if quad.subject == own else quad.subject
    value = thing if quad.object == own else quad.object
    return Quad(subject, quad.predicate, value, quad.graph_name)


def _rival(quad: Quad, known: Sequence[Quad]) -> str | None:
    """What the first record says of the same, where it says something else."""
    same = [each.object for each in known if each.predicate == quad.predicate]
    if quad.predicate in _BY_LANGUAGE and isinstance(quad.object, Literal):
        language = quad.object.language
        same = [each for each in same if isinstance(each, Literal) and each.language == language]
    elif quad.predicate not in _OF_THE_FIRST:
        return None
    if not same or quad.object in same:
        return None
    return str(getattr(same[0], "value", same[0]))


def _without_orphans(
    quads: Sequence[Quad], dropped: set[tuple[object, object]]
) -> tuple[Quad, ...]:
    """Without the evidence for links, and the sequence of creators, that were left out."""
    gone = {value for predicate, value in dropped if predicate == BIBO.authorList}
    links = {
        quad.subject for quad in quads if (quad.predicate, quad.object) == (RDF_TYPE, REGESTA.Link)
    }
    said: dict[object, dict[object, object]] = {}
    for quad in quads:
        if quad.subject in links:
            said.setdefault(quad.subject, {})[quad.predicate] = quad.object
    for link, values in said.items():
        if (values.get(RDF.predicate), values.get(RDF.object)) in dropped:
            gone.add(link)
    return tuple(quad for quad in quads if quad.subject not in gone)
