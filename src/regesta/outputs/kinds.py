"""What is particular to the pages of agencies, regions, themes, persons, schemes and sources."""

from collections.abc import Callable, Mapping

from regesta.outputs.things import Details, Fact, Relation, Subject
from regesta.vocabulary import DCTERMS, FOAF, ORG, OWL, SKOS, WGS84


def _agency(subject: Subject) -> Details:
    about, iri = subject.about, subject.iri
    return Details(
        texts=about.wordings(iri, DCTERMS.description, SKOS.scopeNote),
        relations=(
            Relation("Part of", subject.referred(ORG.subOrganizationOf)),
            Relation("Member of", subject.referred(ORG.memberOf)),
            Relation("Parts and members", subject.asked("agencies_within")),
        ),
        facts=(Fact("Website", about.texts(iri, FOAF.homepage)),),
    )


def _region(subject: Subject) -> Details:
    about, iri = subject.about, subject.iri
    place = (about.text(iri, WGS84.lat), about.text(iri, WGS84.long))
    return Details(
        texts=about.wordings(iri, SKOS.definition, SKOS.scopeNote),
        above=subject.catalogue.chain("regions_above", iri, subject.languages),
        relations=(
            Relation("Counted among", subject.asked("regions_joined")),
            Relation("Countries and regions within", subject.asked("regions_within")),
        ),
        facts=(
            Fact("Codes", about.texts(iri, DCTERMS.identifier)),
            Fact("Coordinates", (_write_place(*place),) if all(place) else ()),
        ),
    )


def _theme(subject: Subject) -> Details:
    about, iri = subject.about, subject.iri
    return Details(
        texts=about.wordings(iri, SKOS.definition, SKOS.scopeNote),
        above=subject.catalogue.chain("themes_above", iri, subject.languages),
        relations=(
            Relation("Broader", subject.referred(SKOS.broader)),
            Relation("Narrower", subject.asked("themes_below")),
            Relation("Related", subject.referred(SKOS.related)),
            Relation("Belongs to", subject.referred(SKOS.inScheme)),
        ),
    )


def _person(subject: Subject) -> Details:
    same = subject.about.texts(subject.iri, OWL.sameAs, FOAF.page)
    return Details(facts=(Fact("Elsewhere", same),))


def _scheme(subject: Subject) -> Details:
    return Details(
        texts=subject.about.wordings(subject.iri, DCTERMS.description),
        relations=(
            Relation("At the top", subject.referred(SKOS.hasTopConcept)),
            Relation("All themes", subject.asked("themes_in_scheme")),
        ),
    )


def _source(subject: Subject) -> Details:
    about, iri = subject.about, subject.iri
    return Details(
        texts=about.wordings(iri, DCTERMS.description),
        relations=(Relation("Published by", subject.referred(DCTERMS.publisher)),),
        facts=(
            Fact("Licence", about.texts(iri, DCTERMS.license)),
            Fact("Address", about.texts(iri, FOAF.page, DCTERMS.source)),
        ),
    )


DETAILS: Mapping[str, Callable[[Subject], Details]] = {
    "agency": _agency,
    "region": _region,
    "theme": _theme,
    "person": _person,
    "scheme": _scheme,
    "source": _source,
}
"""The reader of what is particular to each kind."""


def _write_place(latitude: str, longitude: str) -> str:
    return f"{_write_angle(latitude, 'N', 'S')}, {_write_angle(longitude, 'E', 'W')}"


def _write_angle(degrees: str, positive: str, negative: str) -> str:
    return f"{degrees.lstrip('-')}° {negative if degrees.startswith('-') else positive}"
