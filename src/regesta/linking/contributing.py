"""Contributing: who made a publication, an agency that is known or a person."""

from dataclasses import replace

from regesta.identifiers import Identifiers
from regesta.linking import lexicon
from regesta.linking.collecting import Collection
from regesta.linking.folding import keys
from regesta.linking.names import Names, is_open
from regesta.linking.persons import build_person, split_persons
from regesta.linking.wording import left_open, not_known
from regesta.records import Contributor, Kind, Role


class Contributing:
    """Links creators and contributors."""

    def __init__(self, names: Names, identifiers: Identifiers) -> None:
        self._names = names
        self._identifiers = identifiers

    def link(self, work: Collection, contributor: Contributor, role: Role) -> None:
        """Link an agency, or the persons that the name is made of.

        A region among the creators is a tag that a reader could not tell from them.
        """
        kinds = _kinds_of(contributor)
        candidates = self._names.candidates(contributor.name, kinds)
        if is_open(candidates):
            name = contributor.name
            work.findings.append(left_open(work.record, name.value, name.place, candidates))
        elif candidates and candidates[0].entry.thing.kind is Kind.REGION:
            work.add_name(Role.SPATIAL, contributor.name, candidates[0], "tag")
        elif candidates:
            work.add_name(role, contributor.name, candidates[0], role.value)
        elif contributor.is_agency or (contributor.is_agency is None and _is_body(contributor)):
            suggestions = self._names.suggestions(contributor.name.value, (Kind.AGENCY,))
            work.findings.append(not_known(work.record, contributor.name, role.value, suggestions))
        else:
            self._link_persons(work, contributor, role)

    def _link_persons(self, work: Collection, contributor: Contributor, role: Role) -> None:
        single = contributor.family_name or contributor.name.identifier or contributor.orcid
        value = contributor.name.value
        for part in (value,) if single else split_persons(value):
            one = replace(contributor, name=replace(contributor.name, value=part))
            person = build_person(one)
            if not person.name:
                continue
            iri = self._identifiers.thing("person", person.identifier).value
            evidence = f"“{part}” is written as a person's name among the {role.value}s"
            work.add_person(role, one, person, iri, evidence)


def _kinds_of(contributor: Contributor) -> tuple[Kind, ...]:
    if contributor.is_agency is False:
        return ()
    return (Kind.AGENCY,) if contributor.is_agency else (Kind.AGENCY, Kind.REGION)


def _is_body(contributor: Contributor) -> bool:
    """Whether a name is that of some body: a person has no ministry in their name."""
    if contributor.family_name or contributor.orcid:
        return False
    return any(key in lexicon.INSTITUTIONS for key in keys(contributor.name.value))
