"""Contributing: who made a publication, an agency that is known or a person."""

from collections.abc import Iterator
from dataclasses import replace

from regesta.identifiers import Identifiers
from regesta.linking.bodies import is_body_name
from regesta.linking.candidates import is_open
from regesta.linking.collecting import Collection
from regesta.linking.names import Names
from regesta.linking.persons import build_person, split_names
from regesta.linking.wording import left_open, not_known
from regesta.records import Contributor, Kind, Role

_LONGEST = 300


class Contributing:
    """Links creators and contributors."""

    def __init__(self, names: Names, identifiers: Identifiers) -> None:
        self._names = names
        self._identifiers = identifiers

    def link(self, work: Collection, contributor: Contributor, role: Role) -> None:
        """Link an agency, or the persons and agencies that the name joins.

        A region among the creators is a tag that a reader could not tell from them.
        """
        name = contributor.name
        candidates = self._names.candidates(name, _kinds_of(contributor))
        if is_open(candidates):
            work.findings.append(left_open(work.record, name.value, name.place, candidates))
        elif candidates and candidates[0].entry.thing.kind is Kind.REGION:
            work.add_name(Role.SPATIAL, name, candidates[0], "tag")
        elif candidates:
            work.add_name(role, name, candidates[0], role.value)
        elif len(parts := tuple(self._parts(contributor))) > 1:
            for part in parts:
                self.link(work, part, role)
        elif contributor.is_agency or _is_body(contributor):
            suggestions = self._names.suggestions(name.value, (Kind.AGENCY,))
            work.findings.append(not_known(work.record, name, role.value, suggestions))
        elif parts:
            said = f"“{name.value}” is written as a person’s name among the {role.value}s"
            self.link_person(work, parts[0], role, said)

    def link_person(
        self, work: Collection, contributor: Contributor, role: Role, evidence: str
    ) -> None:
        """Link a person, who becomes known by their name."""
        person = build_person(contributor)
        if person.name:
            iri = self._identifiers.thing("person", person.identifier).value
            work.add_person(role, contributor, person, iri, evidence)

    def _parts(self, contributor: Contributor) -> Iterator[Contributor]:
        """The single contributors of a line that joins several, without their affiliations."""
        value = " ".join(contributor.name.value.split())
        if contributor.family_name or contributor.name.identifier or contributor.orcid:
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
