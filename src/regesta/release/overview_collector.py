"""Gathers the overview of a release out of its statements in N-Quads, line by line."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat

from regesta.identifiers import Identifiers
from regesta.release.overview import LINKED_KINDS, Name, Overview, latest_first
from regesta.vocabulary import DCTERMS, FOAF, GN, PROV, REGESTA, SCHEMA, SKOS

_LINKS: Final = (
    DCTERMS.creator, DCTERMS.publisher, DCTERMS.contributor, SCHEMA.funder, SCHEMA.mentions,
    DCTERMS.spatial, DCTERMS.subject, DCTERMS.language,
)  # fmt: skip
_NAMES: Final = (SKOS.prefLabel, FOAF.name, GN.name)
_TITLES: Final = (DCTERMS.title, DCTERMS.alternative)
_UP: Final = (GN.parentFeature, SKOS.broader)
_DOWN: Final = REGESTA.hasMember
_PREDICATES: Final = {
    str(each).encode(): each
    for each in (
        *_LINKS,
        *_NAMES,
        *_TITLES,
        *_UP,
        _DOWN,
        DCTERMS.issued,
        FOAF.primaryTopic,
        PROV.wasDerivedFrom,
    )
}


def collect_overview(lines: Iterable[bytes], identifiers: Identifiers) -> Overview:
    """The overview of what some lines of N-Quads say."""
    collector = _Collector(identifiers)
    for subject, predicate, value in _statements(lines):
        collector.take(subject, predicate, value)
    return collector.overview()


def _statements(lines: Iterable[bytes]) -> Iterator[tuple[str, NamedNode, bytes]]:
    """The subject, the predicate and the unread object of each statement that matters."""
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        wanted = _PREDICATES.get(predicate)
        if wanted is not None:
            yield subject[1:-1].decode(), wanted, rest.rpartition(b" <")[0]


class _Collector:
    """What has been gathered so far."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._things = identifiers.namespaces()
        self._dates: dict[str, str] = {}
        self._titles: dict[str, list[str]] = defaultdict(list)
        self._linked: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, dict[str, list[Name]]] = {kind: {} for kind in LINKED_KINDS}
        self._above: dict[str, set[str]] = defaultdict(set)
        self._sources: list[tuple[str, str]] = []
        self._topics: dict[str, str] = {}

    def take(self, subject: str, predicate: NamedNode, value: bytes) -> None:
        """Take one statement."""
        if predicate == PROV.wasDerivedFrom:
            self._sources.append((subject, value[1:-1].decode()))
        elif predicate == FOAF.primaryTopic:
            self._topics[subject] = value[1:-1].decode()
        elif subject.startswith(self._things["publication"]):
            self._take_of_publication(subject, predicate, value)
        elif predicate in _NAMES:
            parsed = self._identifiers.parse_thing(subject)
            if parsed and parsed[0] in self._names:
                self._names[parsed[0]].setdefault(subject, []).append(_read_literal(value))
        elif predicate in _UP:
            self._above[subject].add(value[1:-1].decode())
        elif predicate == _DOWN:
            self._above[value[1:-1].decode()].add(subject)

    def _take_of_publication(self, publication: str, predicate: NamedNode, value: bytes) -> None:
        self._dates.setdefault(publication, "")
        if predicate in _TITLES:
            self._titles[publication].append(_read_literal(value)[0].casefold())
        elif predicate == DCTERMS.issued:
            self._dates[publication] = value[1:].partition(b'"')[0].decode()
        elif predicate in _LINKS and value.startswith(b"<"):
            self._linked[value[1:-1].decode()].append(publication)

    def overview(self) -> Overview:
        """All of it, the publications in their order."""
        # A record that was merged into another is about the other's publication.
        for document, source in self._sources:
            self._linked[source].append(self._topics.get(document, ""))
        latest = latest_first(self._dates)
        places = {iri: place for place, iri in enumerate(latest)}
        return Overview(
            publications=latest,
            dates=[self._dates[iri] for iri in latest],
            titles=["\n".join(self._titles[iri]) for iri in latest],
            linked={
                thing: array("I", sorted(known))
                for thing, found in self._linked.items()
                if (known := {places[iri] for iri in found if iri in places})
            },
            names=self._names,
            above={thing: sorted(above) for thing, above in self._above.items()},
        )


def _read_literal(value: bytes) -> Name:
    """The text of a literal and its language; one with a backslash is left to the parser."""
    if b"\\" in value:
        (quad,) = ox.parse(b"<x:s> <x:p> " + value + b" .", format=RdfFormat.N_TRIPLES)
        return quad.object.value, quad.object.language
    text, _, rest = value[1:].rpartition(b'"')
    language = rest[1:].decode() if rest.startswith(b"@") else None
    return text.decode(), language
