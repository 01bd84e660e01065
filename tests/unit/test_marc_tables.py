"""The code lists: every region is one of the authorities, every code of a list is understood."""

import pytest
from authorities_graph import Graph
from pyoxigraph import Quad

from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.records import Kind
from regesta.sources.marc import kinds
from regesta.sources.marc.tables import areas, language_of, places, relators
from regesta.values.document_types import read_document_type
from regesta.values.languages import language_iri

BASE = "http://authorities.test/"
OBSOLETE = {"scr": "hr", "scc": "sr", "mol": "ro", "esp": "eo", "iri": "ga", "tag": "tl"}
CODES = (
    "ara eng fre spa rus chi ger dut gre grc lat heb yid per tgl fil ben bur may mao tib wel baq"
    " slo rum ice geo arm alb cze mac swa som tir amh orm hau yor ibo zul xho kin run lin kon"
    " wol ful bam que aym grn hat pap"
).split()


@pytest.fixture(scope="module")
def authorities():
    graph = Graph("regions")
    quads = [
        Quad(subject, predicate, value)
        for subject, values in graph.values.items()
        for predicate, objects in values.items()
        for value in objects
    ]
    return Authorities.from_quads(quads, Identifiers(BASE))


def test_every_region_is_one_that_the_authorities_have(authorities):
    stated = {identifier for identifier, _ in areas().values() if identifier}
    stated |= set(places().values())
    assert len(areas()) == 467
    assert len(stated) >= 260
    missing = {each for each in stated if authorities.find(Kind.REGION, each) is None}
    assert missing == set()


def test_every_country_of_the_authorities_has_an_area_code(authorities):
    coded = {authorities.find(Kind.REGION, each) for each, _ in areas().values() if each}
    countries = [each for each in authorities.things if each.is_country]
    assert len(countries) >= 249
    without = {each.label() for each in countries if each not in coded}
    # The list of MARC has no code for Åland and Norfolk Island.
    assert without <= {"Åland Islands", "Norfolk Island", "Northern Mariana Islands"}


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Georgia (Republic)", "GE"),
        ("Georgia", "US"),
        ("New York (State)", "US"),
        ("Great Britain", "GB"),
        ("England", "GB"),
        ("Burma", "MM"),
        ("Congo (Brazzaville)", "CG"),
        ("Korea (South)", "KR"),
        ("Québec (Province)", "CA"),
        ("Africa, West", "011"),
        ("Soviet Union", None),
        ("Korea", None),
        ("Mexico, Gulf of", None),
    ],
)
def test_names_of_places_are_those_of_libraries(name, identifier):
    assert places().get(name) == identifier


def test_languages_old_and_new_are_known():
    assert {code: language_of(code) for code in OBSOLETE} == OBSOLETE
    unknown = [code for code in CODES if not language_of(code)]
    assert unknown == []
    assert len(CODES) == 53
    assert language_of("cau") is None
    assert language_of("12x") is None


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("edt", "edt"),
        ("joint author", "aut"),
        ("hrsg", "edt"),
        ("traducteur", "trl"),
        ("ill", "ill"),
    ],
)
def test_relators_are_known_by_code_and_term(term, code):
    assert relators()[term] == code


def test_every_kind_of_document_is_in_the_table():
    words = {*kinds._TYPES.values(), *kinds._CONTENTS.values()}
    words |= {"dataset", "software", "article", "chapter", "periodical", "doctoral thesis", "book"}
    words |= {"report", "conference proceedings", "other"}
    unknown = {word for word in words if read_document_type(word) is None}
    assert unknown == set()
    assert language_iri("en")
