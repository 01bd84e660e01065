"""Collecting: the links, persons and findings of one record while it is being linked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from regesta.findings import Finding
from regesta.linking.candidates import Candidate
from regesta.linking.wording import evidence_for_name
from regesta.records import (
    Contributor,
    Kind,
    Link,
    LinkedRecord,
    Name,
    NewAgency,
    Person,
    Record,
    Role,
)
from regesta.values.dates_in_text import find_dates


class Credit(NamedTuple):
    """What part someone had in a publication: the role, and the relator that tells more."""

    role: Role
    relator: str | None = None


class Collection:
    """Keeps the best link for each role and thing: a stated one before any mention.

    A contributor may have several roles of their own, told by relators, and keeps them all.
    """

    def __init__(self, record: Record, *, publishes_new_agencies: bool = False) -> None:
        self.record = record
        self.publishes_new_agencies = publishes_new_agencies
        self.findings: list[Finding] = []
        self._links: dict[tuple[Role, str | None, str], Link] = {}
        self._persons: dict[str, Person] = {}
        self._agencies: dict[str, NewAgency] = {}

    def keep_as_keyword(self, name: Name) -> None:
        """Keep what nothing is known of as a word, as a library's subject headings are."""
        self.record = replace(self.record, keywords=(*self.record.keywords, name))

    def add(self, link: Link) -> None:
        """Keep a link, unless there is a better one for the same role and thing."""
        key = (link.role, link.relator, link.iri)
        known = self._links.get(key)
        if known is None:
            self._links[key] = link
        elif (link.stated, link.score) > (known.stated, known.score):
            self._links[key] = replace(link, position=known.position)

    def add_name(
        self,
        role: Role,
        name: Name,
        candidate: Candidate,
        what: str,
        relator: str | None = None,
    ) -> None:
        """Keep the link that a stated name makes."""
        thing = candidate.entry.thing
        evidence = evidence_for_name(name, candidate, what)
        link = _stated(Credit(role, relator), thing.kind, thing.iri, name, evidence)
        self._add_in_order(replace(link, score=candidate.score))

    def add_person(
        self, credit: Credit, contributor: Contributor, person: Person, iri: str, evidence: str
    ) -> None:
        """Keep a person, and the link to them."""
        self._persons.setdefault(person.identifier, person)
        self._add_in_order(_stated(credit, Kind.PERSON, iri, contributor.name, evidence))

    def add_agency(self, credit: Credit, name: Name, agency: NewAgency, iri: str) -> None:
        """Keep an agency that no authority knows, and the link to it."""
        self._agencies.setdefault(agency.identifier, agency)
        evidence = f"the {credit.role.value} “{name.value}” is published by its name"
        self._add_in_order(_stated(credit, Kind.AGENCY, iri, name, evidence))

    def _add_in_order(self, link: Link) -> None:
        self.add(replace(link, position=self.next_position(link.role)))

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
            key=lambda link: (
                order.index(link.role),
                link.position,
                not link.stated,
                link.iri,
                link.relator or "",
            ),
        )
        persons = tuple(self._persons[key] for key in sorted(self._persons))
        texts = (*self.record.titles, *self.record.abstracts)
        dates = dict.fromkeys(str(date) for text in texts for date in find_dates(text.value))
        agencies = tuple(self._agencies[key] for key in sorted(self._agencies))
        return LinkedRecord(self.record, tuple(links), persons, tuple(dates), agencies)


def _stated(credit: Credit, kind: Kind, iri: str, name: Name, evidence: str) -> Link:
    """The certain link that a source states."""
    return Link(
        role=credit.role,
        kind=kind,
        iri=iri,
        name=name.value,
        place=name.place,
        score=1.0,
        evidence=evidence,
        stated=True,
        relator=credit.relator,
    )
