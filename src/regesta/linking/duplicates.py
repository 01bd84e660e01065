"""Duplicates: which records, of one source or of several, are of one publication.

A DOI or an ISBN that two records share makes them one if their titles agree; without one, title,
year and makers must all agree. What is less sure than that is left to a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

from regesta.linking.folding import keys
from regesta.records import Kind, LinkedRecord, Role
from regesta.values.dates import parse_date
from regesta.values.standard_numbers import normalise_doi, normalise_isbn

_LONGEST_TITLE: Final = 120
_SHORTEST_TITLE: Final = 3
"""Titles of no more words, such as “Annual report”, say nothing without a web page in common."""
_LARGEST_BLOCK: Final = 60
"""More records than this that share a title and a year are a series, not one publication."""
_ALIKE: Final = 0.9
_NEAR: Final = 0.75
_WAY: Final = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_NORMALISE: Final = {"doi": normalise_doi, "isbn": normalise_isbn}


class Description(NamedTuple):
    """What a record is compared by; all of it folded, so that writing does not matter."""

    title: str
    year: str
    makers: tuple[str, ...]
    numbers: tuple[str, ...]
    """DOIs and ISBNs, each with its scheme in front."""
    part: str
    """Volume, issue and edition: publications that differ in one are not the same."""
    pages: tuple[str, ...] = ()
    """The addresses of web pages, without what differs between ways to one page."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What persons have decided about pairs of records, by their identifiers in order."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

    def is_known(self, pair: tuple[str, str]) -> bool:
        """Whether a person has decided about this pair."""
        return pair in self.same or pair in self.different


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that may be of one publication, the earlier first, and what speaks for it."""

    first: str
    second: str
    reason: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """`leaders` has for each record that is merged into another the one that leads."""

    leaders: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def describe_record(linked: LinkedRecord) -> Description:
    """What one record is compared by."""
    record = linked.record
    date = parse_date(record.issued or "")
    numbers = {
        f"{identifier.scheme}:{value}"
        for identifier in record.identifiers
        if identifier.scheme in _NORMALISE
        and (value := _NORMALISE[identifier.scheme](identifier.value))
    }
    parts = (record.volume, record.issue, record.edition, record.report_number)
    return Description(
        title=" ".join(keys(record.title))[:_LONGEST_TITLE],
        year=str(date.year) if date else "",
        makers=tuple(sorted(_makers(linked))),
        numbers=tuple(sorted(numbers)),
        part="|".join(" ".join(keys(part or "")) for part in parts).strip("|"),
        pages=tuple(sorted({_address(page) for page in record.pages})),
    )


def _address(page: str) -> str:
    """An address without its protocol, “www.” and the slash at its end."""
    return _WAY.sub("", page.strip()).rstrip("/")


def _makers(linked: LinkedRecord) -> set[str]:
    """Family names of persons and IRIs of agencies: initials and order differ between sources."""
    persons = {(keys(person.family_name or person.name) or ("",))[-1] for person in linked.persons}
    made = (Role.CREATOR, Role.PUBLISHER, Role.CONTRIBUTOR)
    agencies = {link.iri for link in linked.links if link.kind is Kind.AGENCY and link.role in made}
    return persons | agencies


def find_clusters(
    records: Iterable[tuple[str, Description]], decisions: Decisions = Decisions()
) -> Clusters:
    """Which of the records are of one publication, and which may be; earlier records lead."""
    described = dict(records)
    order = {identifier: number for number, identifier in enumerate(described)}
    groups = _Groups(order, decisions)
    for first, second in sorted(decisions.same):
        if first in order and second in order:
            groups.join(first, second)
    doubts: dict[tuple[str, str], Doubt] = {}
    for first, second in _pairs(described):
        pair = (min(first, second), max(first, second))
        if decisions.is_known(pair) or pair in doubts:
            continue
        reason, likeness = _compare(described[first], described[second])
        if likeness < _ALIKE or (likeness < 1 and reason != "number"):
            if likeness >= _NEAR:
                doubts[pair] = Doubt(first, second, reason, likeness)
        elif not groups.join(first, second):
            doubts[pair] = Doubt(first, second, reason, likeness)
    leaders = groups.leaders()
    open_doubts = (
        doubt
        for doubt in doubts.values()
        if leaders.get(doubt.first, doubt.first) != leaders.get(doubt.second, doubt.second)
    )
    return Clusters(leaders, tuple(open_doubts))


def _compare(first: Description, second: Description) -> tuple[str, float]:
    """What speaks for one publication, and how much, from 0 to 1; only 1 needs no number."""
    likeness = Indel.normalized_similarity(first.title, second.title)
    common = set(first.numbers) & set(second.numbers)
    if common:
        # A book and its chapter, or two volumes, can share a number but not a title.
        is_same = likeness >= _ALIKE and first.part == second.part
        return "number", 1.0 if is_same else max(_NEAR, min(likeness, 0.89))
    if _contradict(first, second) or not first.title:
        return "none", 0.0
    shared = set(first.makers) & set(second.makers)
    if likeness < _ALIKE or first.year != second.year or not first.year:
        return "none", 0.0
    is_telling = len(first.title.split()) > _SHORTEST_TITLE or set(first.pages) & set(second.pages)
    if first.title == second.title and shared and is_telling:
        return "title, year and makers", 1.0
    if first.title == second.title and not (first.makers and second.makers):
        return "title and year", 0.8
    return "title, year and makers", 0.85 if shared else 0.0


def _contradict(first: Description, second: Description) -> bool:
    """Whether the two have different numbers of one scheme, or are different parts."""
    if first.part != second.part:
        return True
    for scheme in ("doi:", "isbn:"):
        own = {number for number in first.numbers if number.startswith(scheme)}
        other = {number for number in second.numbers if number.startswith(scheme)}
        if own and other and own.isdisjoint(other):
            return True
    return False


def _pairs(described: Mapping[str, Description]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing: they share a number, or the year and the beginning of the title."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for identifier, description in described.items():
        for number in description.numbers:
            blocks[number].append(identifier)
        words = description.title.split()
        if description.year and len(words) > 1:
            blocks[f"{description.year} {' '.join(words[:6])}"].append(identifier)
    for block in blocks.values():
        if 1 < len(block) <= _LARGEST_BLOCK:
            yield from combinations(block, 2)


class _Groups:
    """Groups that grow together, but never over a pair that a person has parted."""

    def __init__(self, order: Mapping[str, int], decisions: Decisions) -> None:
        self._order = order
        self._leader: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._parted = decisions.different

    def join(self, first: str, second: str) -> bool:
        """Join the groups of two records; False where a person's decision forbids it."""
        leader, other = sorted((self._find(first), self._find(second)), key=self._order.__getitem__)
        if leader == other:
            return True
        members, joining = self._group(leader), self._group(other)
        if self._parted and any(
            (min(a, b), max(a, b)) in self._parted for a in members for b in joining
        ):
            return False
        self._members[leader] = members + joining
        for member in joining:
            self._leader[member] = leader
        self._members.pop(other, None)
        return True

    def leaders(self) -> dict[str, str]:
        return dict(self._leader)

    def _find(self, identifier: str) -> str:
        return self._leader.get(identifier, identifier)

    def _group(self, leader: str) -> list[str]:
        return self._members.get(leader, [leader])
