"""Authorities read from their RDF, and the spellings under which their names are found."""

import pickle
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.folding import fold, is_acronym, keys
from regesta.linking.inflection import arabic_stems, russian_forms
from regesta.linking.matching import Index
from regesta.linking.spellings import spellings
from regesta.records import Kind

BASE = "http://localhost:8000/"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "linking" / "authorities.ttl"
QUADS = tuple(parse(path=FIXTURE, format=RdfFormat.TURTLE, base_iri=BASE))
AUTHORITIES = Authorities.from_quads(QUADS, Identifiers(BASE))
IOM = f"{BASE}id/agency/iom"
GEORGIA = "https://sws.geonames.org/614540/"


def test_every_kind_is_read():
    kinds = [thing.kind for thing in AUTHORITIES.things]
    assert [kinds.count(kind) for kind in Kind] == [12, 11, 4, 0]


def test_the_hierarchy_is_read():
    assert AUTHORITIES.get(IOM).parents == (f"{BASE}id/agency/united-nations",)
    assert AUTHORITIES.get(GEORGIA).parents == ("https://sws.geonames.org/7729897/",)
    assert AUTHORITIES.get("https://sws.geonames.org/615318/").members == (GEORGIA,)
    assert AUTHORITIES.get(f"{BASE}id/theme/needs-assessment").parents == (
        f"{BASE}id/theme/data-collection",
    )


def test_a_country_is_called_a_country():
    assert AUTHORITIES.get(GEORGIA).noun == "country"
    assert AUTHORITIES.get("https://sws.geonames.org/615318/").noun == "region"


def test_labels_come_in_the_language_that_is_asked_for():
    assert AUTHORITIES.label(GEORGIA, ("fr", "en")) == "Géorgie"
    assert AUTHORITIES.label(GEORGIA, ("de", "en")) == "Georgia"
    assert AUTHORITIES.label("https://example.org/x") == "https://example.org/x"


@pytest.mark.parametrize(
    "identifier", ["GE", "ge", "GEO", "268", "614540", GEORGIA, GEORGIA.rstrip("/")]
)
def test_a_region_is_found_by_any_identifier(identifier):
    assert AUTHORITIES.find(Kind.REGION, identifier).iri == GEORGIA


def test_an_identifier_finds_its_own_kind_only():
    assert AUTHORITIES.find(Kind.THEME, "migration").local_name == "migration"
    assert AUTHORITIES.find(Kind.AGENCY, "migration") is None
    assert AUTHORITIES.find(Kind.AGENCY, GEORGIA) is None


def test_the_order_of_the_statements_does_not_matter():
    assert Authorities.from_quads(reversed(QUADS), Identifiers(BASE)) == AUTHORITIES


def test_authorities_are_pickled_whole():
    assert pickle.loads(pickle.dumps(AUTHORITIES)) == AUTHORITIES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("السُّودان", "السودان"),
        ("أفريقيا", "افريقيا"),
        ("ليبيـــا", "ليبيا"),
        ("Königreich", "konigreich"),
        ("Łódź", "lodz"),
        ("Чёрное море", "черное море"),
        ("ＩＯＭ", "IOM"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("U.S.", "US"),
        ("Bur\u00adkina", "Burkina"),
    ],
)
def test_these_are_written_differently_and_mean_the_same(one, other):
    assert keys(one) == keys(other)


def test_chinese_characters_are_words_of_their_own():
    assert keys("西非 region") == ("西", "非", "region")


def test_acronyms_keep_their_case():
    assert [is_acronym(name) for name in ("IOM", "BiH", "U.S.", "Mali", "西非", "I")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_the_spellings_of_a_name():
    found = {" ".join(words) for words in spellings("South-East Asia", Kind.REGION)}
    assert found == {"south east asia", "southeast asia"}
    found = {" ".join(words) for words in spellings("Congo, Republic of the", Kind.REGION)}
    assert found == {"congo republic of the", "republic of the congo"}
    assert ("bolivia",) in spellings("Bolivia (Plurinational State of)", Kind.REGION)
    assert ("gambia",) in spellings("The Gambia", Kind.REGION)
    assert ("st", "lucia") in spellings("Saint Lucia", Kind.REGION)
    assert ("needs", "assessments") in spellings("Needs assessment", Kind.THEME)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Грузия", {"грузии", "грузию", "грузией"}),
        ("Нигер", {"нигера", "нигеру", "нигером", "нигере"}),
        ("Египет", {"египта", "египте"}),
        ("Западная Африка", {"западной африки", "западную африку", "западной африке"}),
        ("Ближний Восток", {"ближнего востока", "ближнем востоке"}),
        ("Республика Молдова", {"республики молдова", "республике молдове"}),
    ],
)
def test_russian_names_have_cases(name, forms):
    assert forms <= {" ".join(form) for form in russian_forms(name.split())}


def test_a_name_that_has_no_cases_is_not_given_any():
    assert russian_forms(["Мали"]) == set()


def test_arabic_words_lose_what_is_attached_but_the_article():
    assert "موريتانيا" in arabic_stems("وموريتانيا")
    assert "المغرب" in arabic_stems("بالمغرب")
    assert "النيجر" in arabic_stems("للنيجر")
    assert "مالي" not in arabic_stems("المالي")
    assert arabic_stems("mali") == ()


def test_a_whole_name_is_found_with_its_article():
    index = Index(AUTHORITIES)
    assert {entry.thing.iri for entry in index.whole("the Sahel")} == {
        "https://sws.geonames.org/2425938/"
    }
    assert index.whole("Sahel and Mali") == ()


def test_folding_is_idempotent():
    for word in ("Éxodo", "İstanbul", "straße", "أُمّ"):
        assert fold(fold(word)) == fold(word)
