"""The linker: roles, scores, evidence, and what it leaves to a curator."""

import pickle
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.findings import Severity
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Contributor, Kind, LinkedRecord, Name, Place, Record, Role, Text

BASE = "http://localhost:8000/"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "linking" / "authorities.ttl"
IDENTIFIERS = Identifiers(BASE)
LINKER = Linker(
    Authorities.from_quads(
        parse(path=FIXTURE, format=RdfFormat.TURTLE, base_iri=BASE), IDENTIFIERS
    ),
    IDENTIFIERS,
    ("en", "fr", "ru"),
)
PLACE = Place("page", "page.txt", 7)
GEORGIA = "https://sws.geonames.org/614540/"
MALI = "https://sws.geonames.org/2453866/"
SAHEL = "https://sws.geonames.org/2425938/"
IOM = f"{BASE}id/agency/iom"


def record(title: str = "", abstract: str = "", **fields: object) -> Record:
    return Record(
        "x",
        PLACE,
        titles=(Text(title, "en"),) if title else (),
        abstracts=(Text(abstract, "en"),) if abstract else (),
        **fields,
    )


def name(value: str, identifier: str | None = None) -> Name:
    return Name(value, PLACE, identifier)


def link(given: Record) -> LinkedRecord:
    return LINKER.link_record(given)[0]


def findings_of(given: Record) -> list[tuple[str, str, str]]:
    return [(found.code, found.value, found.example) for found in LINKER.link_record(given)[1]]


def pairs(linked: LinkedRecord) -> set[tuple[Role, str]]:
    return {(found.role, found.iri) for found in linked.links}


def test_a_stated_region_comes_before_a_mention_of_it():
    linked = link(record("Trafficking in Georgia", tags=(name("Georgia"),)))
    (region,) = [found for found in linked.links if found.role is Role.SPATIAL]
    assert (region.iri, region.stated, region.score) == (GEORGIA, True, 1.0)
    assert region.evidence == "the tag “Georgia” is the English name of this country"
    assert region.place == PLACE


def test_a_title_weighs_more_than_an_abstract():
    places = (("titles", Place("page", "page.txt", 1)), ("abstracts", Place("page", "page.txt", 3)))
    linked = link(record("Work in Georgia", "Georgia and Mali are compared.", places=places))
    found = {item.iri: item for item in linked.links if item.role is Role.SPATIAL}
    assert found[GEORGIA].score == 0.9
    assert found[MALI].score == 0.78
    assert not found[GEORGIA].stated
    assert (found[GEORGIA].place.line, found[MALI].place.line) == (1, 3)
    assert found[MALI].evidence == "“Mali” in the abstract is the English name of this country"


def test_an_alternative_name_scores_a_little_less():
    linked = link(record(regions=(name("South Caucasus"), name("Caucasus Region"))))
    assert [item.score for item in linked.links] == [0.98]


def test_a_member_is_not_linked_because_its_group_is():
    assert pairs(link(record("Conflict in the Sahel"))) == {(Role.SPATIAL, SAHEL)}


def test_a_mention_makes_no_publisher():
    linked = link(record("Published by IOM", agencies=(name("IOM"),)))
    assert pairs(linked) == {(Role.MENTION, IOM)}
    assert linked.links[0].stated


def test_publishers_and_contributors_have_their_roles():
    linked = link(
        record(
            publishers=(name("International Organization for Migration (IOM)"),),
            contributors=(Contributor(name("WHO")), Contributor(name("Mary Jones"))),
        )
    )
    assert pairs(linked) == {
        (Role.PUBLISHER, IOM),
        (Role.CONTRIBUTOR, f"{BASE}id/agency/who"),
        (Role.CONTRIBUTOR, f"{BASE}id/person/mary-jones"),
    }


def test_creators_keep_their_order_whatever_they_are():
    creators = ("Zoe Young; IOM", "Smith, J.", "Abel Adams and WHO")
    linked = link(record(creators=tuple(Contributor(name(value)) for value in creators)))
    made = [item for item in linked.links if item.role is Role.CREATOR]
    assert [item.iri.rpartition("/")[2] for item in made] == [
        "zoe-young", "iom", "j-smith", "abel-adams", "who",
    ]  # fmt: skip
    assert [item.position for item in made] == [1, 2, 3, 4, 5]
    assert {person.name for person in linked.persons} == {"Zoe Young", "J. Smith", "Abel Adams"}


def test_a_region_among_the_creators_is_a_tag():
    linked = link(record(creators=(Contributor(name("West Africa")),)))
    assert pairs(linked) == {(Role.SPATIAL, "https://sws.geonames.org/7729885/")}
    assert linked.persons == ()


def test_what_the_source_says_of_a_creator_holds():
    person = link(record(creators=(Contributor(name("Georgia"), is_agency=False),)))
    assert [item.kind for item in person.links] == [Kind.PERSON]
    agency = record(creators=(Contributor(name("Eric Panloup"), is_agency=True),))
    assert findings_of(agency) == [("creator-not-known", "Eric Panloup", "Marika McAdam")]


def test_an_unknown_body_is_no_person():
    given = record(creators=(Contributor(name("Ministry of Labour and Social Affairs")),))
    assert link(given).persons == ()
    assert findings_of(given)[0][0] == "creator-not-known"


def test_an_acronym_alone_is_no_person():
    given = record(creators=(Contributor(name("NORA")),))
    assert link(given).persons == ()
    assert findings_of(given)[0][:2] == ("creator-not-known", "NORA")


def test_a_region_written_in_no_known_language_is_no_person():
    assert link(record(tags=(name("Sahel Ocidental"),))).persons == ()


def test_a_heading_may_be_a_region():
    assert pairs(link(record(themes=(name("Caucasus"), name("Migration"))))) == {
        (Role.SPATIAL, "https://sws.geonames.org/615318/"),
        (Role.SUBJECT, f"{BASE}id/theme/migration"),
    }


def test_a_theme_named_once_in_a_long_abstract_is_named_in_passing():
    long = "The report has many words that say little about anything at all. " * 8
    assert pairs(link(record("A study", long + "It is about migration."))) == set()
    assert pairs(link(record("A study", long + "Migration is migration."))) == {
        (Role.SUBJECT, f"{BASE}id/theme/migration")
    }


def test_an_affiliation_is_no_part_of_a_name():
    linked = link(record(creators=(Contributor(name("Marika McAdam, IOM")),)))
    assert [person.name for person in linked.persons] == ["Marika McAdam"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("Georgia", {(Role.SPATIAL, GEORGIA)}),
        ("georgia", {(Role.SPATIAL, GEORGIA)}),
        ("Human Trafficking", {(Role.SUBJECT, f"{BASE}id/theme/trafficking-in-persons")}),
        ("IOM", {(Role.MENTION, IOM)}),
        ("Mali, Georgia", {(Role.SPATIAL, MALI), (Role.SPATIAL, GEORGIA)}),
        ("Eric Panloup", {(Role.CREATOR, f"{BASE}id/person/eric-panloup")}),
    ],
)
def test_a_tag_becomes_what_it_names(tag, expected):
    assert pairs(link(record("A study", tags=(name(tag),)))) == expected


def test_an_unknown_tag_is_asked_about_with_the_nearest_names():
    (found,) = LINKER.link_record(record("A study", tags=(name("Human Traficking"),)))[1]
    assert (found.code, found.severity) == ("tag-not-known", Severity.WARNING)
    assert (found.value, found.place, found.record_title) == ("Human Traficking", PLACE, "A study")
    assert "did you mean “Human trafficking”" in found.example
    assert "page.txt, line 7" in found.remedy
    assert link(record(tags=(name("Human Traficking"),))).links == ()


@pytest.mark.parametrize("identifier", ["GE", "614540", GEORGIA])
def test_an_identifier_needs_no_name(identifier):
    linked = link(record(regions=(name("Грузинская ССР", identifier),)))
    assert pairs(linked) == {(Role.SPATIAL, GEORGIA)}
    assert identifier in linked.links[0].evidence


def test_a_code_stands_for_a_stated_region_only():
    linked = link(record("A title with GE", regions=(name("BFA"),), tags=(name("GE"),)))
    assert [(item.name, item.score) for item in linked.links] == [("BFA", 0.98)]
    assert linked.links[0].evidence == "the region “BFA” is a code of this country"


@pytest.mark.parametrize(
    "given",
    [record("Mining in Congo"), record(tags=(name("Congo"),)), record(regions=(name("Congo"),))],
    ids=["title", "tag", "region"],
)
def test_what_may_be_two_things_is_left_open(given):
    linked, (found,) = LINKER.link_record(given)
    assert linked.links == ()
    assert found.code == "name-left-open"
    assert found.expected.index("Democratic Republic") < found.expected.index("> (")
    assert "Republic of the Congo <https://sws.geonames.org/2260494/>" in found.expected


def test_the_own_language_of_a_text_decides():
    french = Record("x", PLACE, titles=(Text("Travail en Géorgie", "fr"),))
    assert link(french).links[0].score == 0.9
    english = Record("x", PLACE, titles=(Text("Work in Géorgie", "en"),))
    assert link(english).links[0].score == 0.85


def test_a_theme_in_a_title_is_a_subject():
    linked = link(record("Needs assessments of migrants", "On human trafficking."))
    found = {item.iri.rpartition("/")[2]: item.score for item in linked.links}
    assert found == {"needs-assessment": 0.78, "trafficking-in-persons": 0.58}


def test_words_of_an_agency_are_no_theme():
    linked = link(record("The International Organization for Migration"))
    assert pairs(linked) == {(Role.MENTION, IOM)}


def test_a_record_without_texts_has_no_links():
    assert LINKER.link_record(Record("x", PLACE)) == (LinkedRecord(Record("x", PLACE)), ())


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\u202e", "(((", "—;,.", "a" * 100_000, "’s’s", "西" * 5000, "&&&"]
)
def test_odd_texts_are_linked_to_nothing(text):
    given = record(text, text, tags=(name(text),), creators=(Contributor(name(text)),))
    linked, _ = LINKER.link_record(given)
    assert not [item for item in linked.links if item.kind is not Kind.PERSON]


def test_a_paragraph_is_no_person_and_is_shown_in_part():
    given = record(creators=(Contributor(name("Word " * 100)),))
    linked, (found,) = LINKER.link_record(given)
    assert linked.persons == ()
    assert len(found.value) == 120


def test_markup_in_a_name_is_kept_as_text():
    value = "<script>alert(1)</script> Smith"
    linked = link(record(creators=(Contributor(name(value), is_agency=False),)))
    assert linked.links[0].name == value
    assert linked.links[0].iri.isascii()


def test_a_copy_in_another_process_links_alike():
    copied = pickle.loads(pickle.dumps(LINKER))
    given = record("IOM in Georgia", "Work of Eric Panloup in Mali.", tags=(name("Wst Africa"),))
    assert copied.link_record(given) == LINKER.link_record(given)
