"""Contributing: who made, published or paid for a publication: an agency or a person."""

from collections.abc import Iterator
from dataclasses import replace

from regesta.identifiers import Identifiers
from regesta.linking.bodies import is_body_name
from regesta.linking.candidates import is_open
from regesta.linking.collecting import Collection, Credit
from regesta.linking.names import Names
from regesta.linking.new_agencies import NewAgencies, agency_new
from regesta.linking.persons import build_person, is_unlike_person, split_names
from regesta.linking.wording import left_open, not_known
from regesta.records import Contributor, Kind, Name, Role
from regesta.values.relators import MAKERS, relator_code

_LONGEST = 300


class Contributing:
    """Links creators, contributors, publishers and funders."""

    def __init__(
        self,
        names: Names,
        identifiers: Identifiers,
        new_agencies: NewAgencies,
        places: frozenset[str] = frozenset(),
    ) -> None:
        self._names = names
        self._places = places
        self._identifiers = identifiers
        self._new_agencies = new_agencies

    def link(self, work: Collection, contributor: Contributor, stated: Role) -> None:
        """Link an agency, or the persons and agencies that the name joins.

        A region among the creators is a tag that a reader could not tell from them.
        """
        name = contributor.name
        role, relator = _role_of(contributor, stated)
        candidates = self._names.candidates(name, _kinds_of(contributor))
        if is_open(candidates):
            work.findings.append(left_open(work.record, name.value, name.place, candidates))
        elif candidates and candidates[0].entry.thing.kind is Kind.REGION:
            work.add_name(Role.SPATIAL, name, candidates[0], "tag")
        elif candidates:
            work.add_name(role, name, candidates[0], role.value, relator)
        elif len(parts := tuple(self._parts(work, contributor))) > 1:
            for part in parts:
                self.link(work, part, stated)
        elif contributor.is_agency or self._is_no_person(contributor, parts):
            self._link_unknown(work, contributor, role, relator)
        elif parts:
            said = f"“{name.value}” is written as a person’s name among the {role.value}s"
            self.link_person(work, parts[0], role, said, relator)

    def _is_no_person(self, contributor: Contributor, parts: tuple[Contributor, ...]) -> bool:
        """Whether it is a body, or nothing says that it is a person and its name does not."""
        if _is_body(contributor):
            return True
        is_told = contributor.is_agency is not None or contributor.family_name or contributor.orcid
        if is_told or contributor.name.identifier:
            return False
        return any(is_unlike_person(part.name.value, self._places) for part in parts)

    def link_body(self, work: Collection, name: Name, role: Role) -> None:
        """Link a publisher or a funder, which is an agency."""
        candidates = self._names.candidates(name, (Kind.AGENCY,))
        candidates = candidates or self._names.by_code(name.value, Kind.AGENCY)
        if is_open(candidates):
            work.findings.append(left_open(work.record, name.value, name.place, candidates))
        elif candidates:
            work.add_name(role, name, candidates[0], role.value)
        else:
            self._link_unknown(work, Contributor(name, is_agency=True), role)

    def link_person(
        self,
        work: Collection,
        contributor: Contributor,
        role: Role,
        evidence: str,
        relator: str | None = None,
    ) -> None:
        """Link a person, who becomes known by their name."""
        person = build_person(contributor)
        if person.name:
            iri = self._identifiers.thing("person", person.identifier).value
            work.add_person(Credit(role, relator), contributor, person, iri, evidence)

    def _link_unknown(
        self, work: Collection, contributor: Contributor, role: Role, relator: str | None = None
    ) -> None:
        """Link a body that no authority knows, if its source names it as a body and may."""
        name = contributor.name
        suggestions = self._names.suggestions(name.value, (Kind.AGENCY,))
        may = work.publishes_new_agencies and contributor.is_agency
        agency = self._new_agencies.build(name, contributor.variants) if may else None
        if agency is None:
            work.findings.append(not_known(work.record, name, role.value, suggestions))
            return
        work.add_agency(Credit(role, relator), name, agency, self._new_agencies.iri(agency))
        work.findings.append(agency_new(name, suggestions))

    def _parts(self, work: Collection, contributor: Contributor) -> Iterator[Contributor]:
        """The single contributors of a line that joins several, without their affiliations.

        A library names one body in one field, whatever stands in its name.
        """
        value = " ".join(contributor.name.value.split())
        is_single = work.publishes_new_agencies and contributor.is_agency is not None
        has_parts = contributor.family_name or contributor.name.identifier or contributor.orcid
        if is_single or has_parts:
            yield contributor
            return
        for part in self._split(value, is_body=_is_body(contributor)):
            yield replace(
                contributor, name=replace(contributor.name, value=self._unaffiliated(part))
            )

    def _split(self, value: str, *, is_body: bool) -> Iterator[str]:
        """The names between semicolons; those of persons and known agencies also at “and”."""
        for part in filter(str.strip, value.split(";")):
            names = (part,) if is_body else split_names(part)
            are_names = all(len(name.split()) > 1 or self._names.is_agency(name) for name in names)
            yield from names if are_names else (part,)

    def _unaffiliated(self, value: str) -> str:
        """A name without the agency that a source writes behind it: “Marika McAdam, IOM”."""
        name, comma, affiliation = value.rpartition(",")
        is_affiliated = comma and len(name.split()) > 1 and self._names.is_agency(affiliation)
        return name if is_affiliated else value.strip()


def _role_of(contributor: Contributor, stated: Role) -> tuple[Role, str | None]:
    """The role that a relator tells, and the relator where it tells more than the role."""
    relator = relator_code(contributor.role) if contributor.role else None
    if relator is None:
        return stated, None
    return (Role.CREATOR, None) if relator in MAKERS else (Role.CONTRIBUTOR, relator)


def _kinds_of(contributor: Contributor) -> tuple[Kind, ...]:
    if contributor.is_agency is False:
        return ()
    return (Kind.AGENCY,) if contributor.is_agency else (Kind.AGENCY, Kind.REGION)


def _is_body(contributor: Contributor) -> bool:
    """Whether a name is no person's: a ministry, an acronym alone, or a whole paragraph."""
    if contributor.is_agency is not None or contributor.family_name or contributor.orcid:
        return bool(contributor.is_agency)
    value = contributor.name.value.strip()
    is_lone_acronym = len(value) > 2 and value.isalpha() and value.isupper()
    return is_lone_acronym or len(value) > _LONGEST or is_body_name(value)
