"""Bodies that no authority knows: which are published by their names, and as what."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.findings import Severity
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import (
    Contributor,
    Kind,
    Link,
    LinkedRecord,
    Name,
    NewAgency,
    Place,
    Record,
    Role,
    Text,
)

BASE = "http://localhost:8000/"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "linking" / "authorities.ttl"
IDENTIFIERS = Identifiers(BASE)
MORE = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<id/agency/iom> skos:exactMatch <http://www.wikidata.org/entity/Q472311> .
<id/agency/acme> a org:Organization ; skos:prefLabel "American Concrete Makers"@en .
"""
QUADS = [
    *parse(path=FIXTURE, format=RdfFormat.TURTLE, base_iri=BASE),
    *parse(MORE, format=RdfFormat.TURTLE, base_iri=BASE),
]
LINKER = Linker(Authorities.from_quads(QUADS, IDENTIFIERS), IDENTIFIERS, ("en", "fr"))
PLACE = Place("library", "library.mrc", record=7, field="710 a")


def name(value: str, identifier: str | None = None) -> Name:
    return Name(value, PLACE, identifier)


def link(*, is_open: bool = True, **fields: object) -> tuple[LinkedRecord, list[tuple[str, str]]]:
    linked, findings = LINKER.link_record(Record("x", PLACE, **fields), is_open)
    return linked, [(found.code, found.value) for found in findings]


def ends(linked: LinkedRecord) -> list[tuple[Role, str]]:
    return [(found.role, found.iri.removeprefix(f"{BASE}id/")) for found in linked.links]


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ({"publishers": (name("Éditions Karthala"),)}, Role.PUBLISHER),
        ({"funders": (name("Éditions Karthala"),)}, Role.FUNDER),
        ({"creators": (Contributor(name("Éditions Karthala"), is_agency=True),)}, Role.CREATOR),
        (
            {"contributors": (Contributor(name("Éditions Karthala"), is_agency=True),)},
            Role.CONTRIBUTOR,
        ),
    ],
)
def test_a_library_s_body_is_an_agency(fields: dict[str, object], role: Role) -> None:
    linked, findings = link(**fields)
    assert linked.agencies == (NewAgency("editions-karthala", Text("Éditions Karthala")),)
    assert linked.links == (
        Link(
            role,
            Kind.AGENCY,
            f"{BASE}id/agency/editions-karthala",
            "Éditions Karthala",
            PLACE,
            1.0,
            f"the {role.value} “Éditions Karthala” is published by its name",
            stated=True,
            position=1 if role is Role.CREATOR else 0,
        ),
    )
    assert findings == [("agency-new", "Éditions Karthala")]
    closed, findings = link(is_open=False, **fields)
    assert (closed.links, closed.agencies) == ((), ())
    assert findings == [(f"{role.value}-not-known", "Éditions Karthala")]


def test_a_name_that_is_not_said_to_be_a_body_s_is_none() -> None:
    linked, findings = link(creators=(Contributor(name("Ministry of Odd Things")),))
    assert linked.links == ()
    assert findings == [("creator-not-known", "Ministry of Odd Things")]


def test_one_name_is_one_agency_whatever_its_role() -> None:
    linked, _ = link(
        publishers=(name("Acme & Sons,"),),
        funders=(name("Acme & Sons"),),
        creators=(Contributor(name(" ACME & SONS "), is_agency=True),),
    )
    assert [agency.identifier for agency in linked.agencies] == ["acme-sons"]
    assert ends(linked) == [
        (Role.CREATOR, "agency/acme-sons"),
        (Role.PUBLISHER, "agency/acme-sons"),
        (Role.FUNDER, "agency/acme-sons"),
    ]


def test_a_body_with_and_in_its_name_is_one_body() -> None:
    linked, _ = link(
        creators=(Contributor(name("Bread; Roses and International Peace"), is_agency=True),)
    )
    assert ends(linked) == [(Role.CREATOR, "agency/bread-roses-and-international-peace")]


def test_a_new_agency_never_takes_the_place_of_a_known_one() -> None:
    linked, _ = link(publishers=(name("Acme"),))
    (agency,) = linked.agencies
    assert agency.name == Text("Acme")
    assert agency.identifier.startswith("acme-")


def test_long_names_that_begin_alike_stay_apart() -> None:
    start = "Interdepartmental Committee for the Coordination of National Programmes on "
    linked, _ = link(publishers=(name(f"{start} Labour"), name(f"{start} Housing")))
    assert len({agency.identifier for agency in linked.agencies}) == 2


@pytest.mark.parametrize("nobody", ["[s.n.]", "S.n.", "[publisher not identified]", "—", ""])
def test_nobody_is_no_agency(nobody: str) -> None:
    linked, findings = link(publishers=(name(nobody),))
    assert (linked.links, linked.agencies) == ((), ())
    assert findings == [("publisher-not-known", nobody)]


def test_what_may_be_misspelt_is_a_warning_and_published() -> None:
    given = Record("x", PLACE, publishers=(name("International Organisation for Migrations"),))
    linked, (found,) = LINKER.link_record(given, True)
    assert len(linked.agencies) == 1
    assert found.code == "agency-new-similar"
    assert found.severity is Severity.WARNING
    assert "International Organization for Migration" in found.message


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("https://ror.org/04q8v8s36", "https://ror.org/04q8v8s36"),
        ("http://www.ror.org/04Q8V8S36/", "https://ror.org/04q8v8s36"),
        ("ISNI 0000 0001 2345 6789", "https://isni.org/isni/0000000123456789"),
        ("n 79021614", None),
    ],
)
def test_a_new_agency_keeps_the_identifier_that_is_an_address(
    written: str, known: str | None
) -> None:
    linked, _ = link(publishers=(name("Nobody Knows It", written),))
    assert linked.agencies[0].matches == ((known,) if known else ())


@pytest.mark.parametrize(
    "written",
    [
        "http://www.wikidata.org/entity/Q472311",
        "https://www.wikidata.org/wiki/Q472311",
        "wikidata.org/entity/Q472311/",
        " https://wikidata.org/entity/Q472311 ",
    ],
)
def test_an_identifier_of_a_known_agency_links_it(written: str) -> None:
    linked, findings = link(is_open=False, funders=(name("An unknown spelling", written),))
    assert ends(linked) == [(Role.FUNDER, "agency/iom")]
    assert findings == []


def test_other_scripts_are_variants() -> None:
    agency = Contributor(
        name("Nauka"), is_agency=True, variants=(Text("Наука", "ru"), Text("Nauka"))
    )
    person = Contributor(
        name("Ivanov, Petr"), "Ivanov", "Petr", is_agency=False, variants=(Text("Иванов, Пётр"),)
    )
    linked, _ = link(creators=(agency, person))
    assert linked.agencies[0].variants == (Text("Наука", "ru"),)
    assert linked.persons[0].variants == (Text("Иванов, Пётр"),)


def test_relators_tell_what_a_contributor_did() -> None:
    def someone(value: str, role: str | None) -> Contributor:
        return Contributor(name(value), "Ray", value, is_agency=False, role=role)

    linked, _ = link(
        creators=(someone("Ann Ray", None), someone("Bob Ray", "edt")),
        contributors=(
            someone("Cid Ray", "aut"),
            someone("Dan Ray", "trl"),
            someone("Dan Ray", "edt"),
            someone("Eve Ray", "no-code"),
        ),
    )
    found = {(item.name, item.role, item.relator, item.position) for item in linked.links}
    assert found == {
        ("Ann Ray", Role.CREATOR, None, 1),
        ("Bob Ray", Role.CONTRIBUTOR, "edt", 0),
        ("Cid Ray", Role.CREATOR, None, 2),
        ("Dan Ray", Role.CONTRIBUTOR, "trl", 0),
        ("Dan Ray", Role.CONTRIBUTOR, "edt", 0),
        ("Eve Ray", Role.CONTRIBUTOR, None, 0),
    }
