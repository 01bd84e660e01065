import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.identifiers import Identifiers, fragment_of, is_local_name, slugify

CASES = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "identifiers" / "slugs.json").read_text("utf-8")
)
IDENTIFIERS = Identifiers("https://data.example.org/")


def test_the_cases_are_all_collected():
    assert len(CASES) == 10


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_slugify(case):
    assert slugify(case["text"]) == case["slug"]


def test_texts_in_other_scripts_that_are_written_alike_stay_apart():
    assert slugify("李明") != slugify("黎明")


@given(st.text())
def test_any_text_gives_a_local_name_that_is_always_the_same(text):
    name = slugify(text)
    assert is_local_name(name)
    assert len(name) <= 80
    assert slugify(text) == name


@given(st.text(alphabet=st.characters(codec="ascii", categories=["Ll", "Nd"]), min_size=1))
def test_a_slug_is_its_own_slug(text):
    assert slugify(slugify(text)) == slugify(text)


def test_a_thing_and_its_document_lead_to_each_other():
    thing = IDENTIFIERS.thing("agency", "iom")
    document = IDENTIFIERS.document("agency", "iom")
    assert thing.value == "https://data.example.org/id/agency/iom"
    assert document.value == "https://data.example.org/agency/iom"
    assert IDENTIFIERS.document_of(thing.value) == document
    assert IDENTIFIERS.parse_thing(thing.value) == ("agency", "iom")
    assert IDENTIFIERS.parse_document(document.value) == ("agency", "iom")


def test_a_region_keeps_its_geonames_iri_and_has_a_document_of_ours():
    thing = IDENTIFIERS.thing("region", "614540")
    assert thing.value == "https://sws.geonames.org/614540/"
    assert IDENTIFIERS.document_of(thing.value) == IDENTIFIERS.document("region", "614540")
    assert IDENTIFIERS.thing("region", "mena").value == "https://data.example.org/id/region/mena"


@pytest.mark.parametrize(
    "iri",
    [
        "https://other.example.org/id/agency/iom",
        "https://data.example.org/id/unknown/iom",
        "https://data.example.org/id/agency/",
        "https://data.example.org/id/agency/a/b",
        "https://data.example.org/agency/iom",
    ],
)
def test_the_iri_of_anything_else_is_not_taken_for_a_thing_of_ours(iri):
    assert IDENTIFIERS.parse_thing(iri) is None
    assert IDENTIFIERS.document_of(iri) is None


def test_a_part_stands_within_its_document():
    document = IDENTIFIERS.document("publication", "a")
    assert IDENTIFIERS.part(document, "creators").value.endswith("/publication/a#creators")


def test_fragments_differ_where_the_parts_differ_and_only_there():
    assert fragment_of("a", "bc") == fragment_of("a", "bc")
    assert fragment_of("a", "bc") != fragment_of("ab", "c")
