"""Collecting: the links, persons and findings of one record while it is being linked."""

from collections.abc import Sequence
from dataclasses import replace

from regesta.findings import Finding
from regesta.linking.candidates import Candidate
from regesta.linking.wording import evidence_for_name
from regesta.records import Contributor, Kind, Link, LinkedRecord, Name, Person, Record, Role
from regesta.values.dates_in_text import find_dates


class Collection:
    """Keeps the best link for each role and thing: a stated one before any mention."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.findings: list[Finding] = []
        self._links: dict[tuple[Role, str], Link] = {}
        self._persons: dict[str, Person] = {}

    def add(self, link: Link) -> None:
        """Keep a link, unless there is a better one for the same role and thing."""
        key = (link.role, link.iri)
        known = self._links.get(key)
        if known is None:
            self._links[key] = link
        elif (link.stated, link.score) > (known.stated, known.score):
            self._links[key] = replace(link, position=known.position)

    def add_name(self, role: Role, name: Name, candidate: Candidate, what: str) -> None:
        """Keep the link that a stated name makes."""
        self.add(
            Link(
                role=role,
                kind=candidate.entry.thing.kind,
                iri=candidate.entry.thing.iri,
                name=name.value,
                place=name.place,
                score=candidate.score,
                evidence=evidence_for_name(name, candidate, what),
                stated=True,
                position=self.next_position(role),
            )
        )

    def add_person(
        self, role: Role, contributor: Contributor, person: Person, iri: str, evidence: str
    ) -> None:
        """Keep a person, and the link to them."""
        name = contributor.name
        self._persons.setdefault(person.identifier, person)
        self.add(
            Link(
                role=role,
                kind=Kind.PERSON,
                iri=iri,
                name=name.value,
                place=name.place,
                score=1.0,
                evidence=evidence,
                stated=True,
                position=self.next_position(role),
            )
        )

    def next_position(self, role: Role) -> int:
        """The place of the next creator among the creators; 0 for roles without an order."""
        if role is not Role.CREATOR:
            return 0
        return 1 + sum(link.role is role for link in self._links.values())

    def linked(self) -> LinkedRecord:
        """The record with all that was found, in a fixed order."""
        order = list(Role)
        links: Sequence[Link] = sorted(
            self._links.values(),
            key=lambda link: (order.index(link.role), link.position, not link.stated, link.iri),
        )
        persons = tuple(self._persons[key] for key in sorted(self._persons))
        texts = (*self.record.titles, *self.record.abstracts)
        dates = dict.fromkeys(str(date) for text in texts for date in find_dates(text.value))
        return LinkedRecord(self.record, tuple(links), persons, tuple(dates))
