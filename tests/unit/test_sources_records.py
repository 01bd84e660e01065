import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.findings import Finding, Severity
from regesta.records import Contributor, Identifier, Name, Place, Relation, Text
from regesta.sources.curated.reader import RecordsReader
from regesta.sources.curated.toml_file import read_toml
from regesta.sources.curated.yaml_file import read_yaml
from regesta.sources.listing.reader import ListingReader

FOLDER = Path(__file__).parents[1] / "fixtures/records"
ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared/seed"
BROKEN = json.loads((FOLDER / "broken.json").read_text(encoding="utf-8"))


def read(path):
    found = list(RecordsReader().read_records(path, "source"))
    records = [one for one in found if not isinstance(one, Finding)]
    return records, [one for one in found if isinstance(one, Finding)]


@pytest.mark.parametrize("name", ["all-keys.yaml", "all-keys.toml"])
def test_each_key_fills_its_field(name):
    (record,), findings = read(FOLDER / name)
    assert findings == []
    assert record.identifier == "nine-towns"
    assert record.titles == (
        Text("A Study of Nine Towns", "en"),
        Text("Étude de neuf villes", "fr"),
    )
    assert record.alternative_titles == (Text("Nine Towns"),)
    assert record.abstracts == (Text("The first paragraph goes on here.\n\nThe second."),)
    assert [creator.name.value for creator in record.creators] == ["Jane Doe", "Kofi Mensah", "iom"]
    assert record.creators[1] == Contributor(
        record.creators[1].name, "Mensah", "Kofi", "0000-0002-1825-0097", False
    )
    assert [creator.is_agency for creator in record.creators] == [None, False, True]
    assert record.creators[2].name.identifier == "iom"
    assert [name.value for name in record.publishers] == ["ilo"]
    assert [
        (one.name.value, one.role, one.is_agency, one.variants) for one in record.contributors
    ] == [
        ("Anna Bauer", None, None, ()),
        ("Irina Todorova", "editor", None, (Text("Ирина Тодорова", "ru"),)),
        ("ilo", "isb", True, ()),
    ]
    assert [one.value for one in record.funders] == ["IOM Development Fund", "ilo"]
    assert [(one.value, one.identifier) for one in record.agencies] == [
        ("unodc", "unodc"),
        ("Walk Free", "walk-free"),
    ]
    assert [(one.value, one.identifier) for one in record.regions] == [
        ("Georgia", None),
        ("GE", "GE"),
        ("614540", "614540"),
    ]
    assert [one.value for one in record.themes] == ["data-collection", "Child protection"]
    assert (record.issued, record.modified) == ("2016-06", "2020-01-02")
    assert record.languages == ("en", "no")
    assert record.document_type == "Report"
    assert record.identifiers == (
        Identifier("doi", "10.5555/nine"),
        Identifier("isbn", "9783161484100"),
    )
    assert record.pages == ("https://example.org/nine",)
    assert record.part_of == (Text("Practice notes"),)
    assert (record.extent, record.licence) == (
        "48 pages",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert [one.value for one in record.keywords] == ["child labour", "towns"]
    assert (record.volume, record.issue, record.page_range) == ("12", "3–4", "101–115")
    assert (record.edition, record.report_number) == ("2nd edition", "RES/12")
    assert record.publication_places == ("Geneva", "Tbilisi")
    assert record.matches == ("http://www.worldcat.org/oclc/957000000",)
    assert record.relations == (
        Relation("isVersionOf", "10.1000/181"),
        Relation("references", "10.1000/5"),
        Relation("references", "https://example.org/6"),
    )


def test_relations_of_no_kind_and_of_a_kind_of_its_own(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("- title: A\n  relation: 10.1/1\n- title: B\n  relations: {sequel: 10.1/2}\n")
    records, findings = read(file)
    assert findings == []
    assert [record.relations for record in records] == [
        (Relation("relation", "10.1/1"),),
        (Relation("sequel", "10.1/2"),),
    ]


def test_a_value_keeps_its_line_in_yaml_and_in_toml():
    (record,), _ = read(FOLDER / "all-keys.yaml")
    assert record.place == Place("source", "all-keys.yaml", 2)
    assert record.place_of("issued") == Place("source", "all-keys.yaml", 23, "issued")
    assert [region.place.line for region in record.regions] == [21, 21, 21]
    (record,), _ = read(FOLDER / "all-keys.toml")
    assert record.place == Place("source", "all-keys.toml", 1)
    assert record.place_of("issued") == Place("source", "all-keys.toml", 18, "issued")


def test_no_broken_case_is_lost():
    assert len({case["name"] for case in BROKEN}) == 28


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["name"])
def test_a_fault_is_a_finding_with_its_line(case, tmp_path):
    file = tmp_path / case["file"]
    file.write_text(case["text"], encoding="utf-8")
    records, findings = read(file)
    assert [record.identifier for record in records] == case["records"]
    assert [f"{one.severity} {one.code} {one.place.line}" for one in findings] == case["findings"]
    assert all(one.message and one.remedy for one in findings)
    if "says" in case:
        assert any(case["says"] in one.message + one.remedy for one in findings)


def test_only_the_record_with_a_broken_line_is_kept_back(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"- id: a\n  title: One\n- id: b\n  title: Caf\xe9\n- id: c\n  title: Three\n")
    records, findings = read(file)
    assert [record.identifier for record in records] == ["a", "c"]
    assert [(one.code, one.place.line) for one in findings] == [("encoding-broken", 4)]


def test_only_the_record_with_an_endless_line_is_kept_back(tmp_path):
    file = tmp_path / "a.yaml"
    endless = b"  abstract: '" + b"x" * 1_500_000 + b"'\n"
    file.write_bytes(b"- id: a\n  title: One\n" + endless + b"- id: b\n  title: Two\n")
    records, findings = read(file)
    assert [record.identifier for record in records] == ["b"]
    assert [(one.code, one.place.line) for one in findings] == [("line-too-long", 3)]


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet=st.sampled_from("aid:title- \n\t[]{}&*!|>'\"#,%@=.1é\x85"), max_size=80))
def test_no_text_stops_the_parsers(text):
    place = Place("source", "a")
    for one in (*read_yaml(text, place), *read_toml(text, place)):
        if isinstance(one, Finding):
            assert one.severity is Severity.VIOLATION


keys = st.sampled_from("id title abstract creators regions issued languages url doi zz".split())
scalars = st.one_of(st.text(max_size=12), st.integers(), st.none(), st.booleans(), st.dates())
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(keys, values, max_size=5), min_size=1, max_size=3))
def test_no_values_stop_the_reader(tmp_path_factory, tables):
    import yaml

    file = tmp_path_factory.mktemp("records") / "a.yaml"
    file.write_text(yaml.safe_dump(tables), encoding="utf-8")
    records, findings = read(file)
    assert records or findings


def test_the_catalogue_s_own_records_are_without_fault():
    records, findings = read(ROOT / "data/sources/data-collection.yaml")
    assert findings == []
    assert len(records) == 7
    assert all(isinstance(theme, Name) for record in records for theme in record.themes)


@pytest.mark.skipif(not SEED.is_dir(), reason="the folder shared is not beside this checkout")
def test_the_curated_records_and_the_seed_page_agree():
    records, _ = read(ROOT / "data/sources/data-collection.yaml")
    page = ListingReader().read_records(SEED / "data-collection.txt", "seed")
    listed = [one for one in page if not isinstance(one, Finding)]
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))["publications"]
    assert [one.title for one in records] == [one.title for one in listed]
    for record, other, facts in zip(records, listed, expected, strict=True):
        assert names(record.creators) == names(other.creators) == facts["authors"]
        wanted = {*facts["regions_stated"], *facts["regions_mentioned"]}
        assert {int(region.value) for region in record.regions} == wanted
        assert len(record.agencies) >= len(facts["agencies_mentioned"])
        assert record.titles[0].language == facts["title_language"]
        assert record.issued is None
        assert record.abstracts[0].value not in {text.value for text in other.abstracts}


def names(creators):
    return [creator.name.value for creator in creators]
