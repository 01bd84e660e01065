import json
from pathlib import Path

import pytest

from regesta.findings import Finding
from regesta.records import Contributor, Identifier
from regesta.sources.listing.reader import ListingReader

FOLDER = Path(__file__).parents[1] / "fixtures/listings"
PAGES = sorted(FOLDER.glob("*.txt"))
SEED = Path(__file__).parents[2].parent / "shared/seed"
FIELDS = [
    "creators",
    "contributors",
    "publishers",
    "regions",
    "themes",
    "tags",
    "issued",
    "languages",
    "document_type",
    "identifiers",
    "pages",
    "part_of",
    "extent",
    "licence",
]


def test_no_page_is_lost():
    assert len(PAGES) == 68
    assert all(page.with_suffix(".json").is_file() for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_as_a_careful_reader_would(page):
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    found = list(ListingReader().read_records(page, "pages"))
    findings = [one for one in found if isinstance(one, Finding)]
    skipped = [one.place.line for one in findings if one.code == "navigation-skipped"]
    others = [one for one in findings if one.code != "navigation-skipped"]
    assert [describe(one) for one in found if not isinstance(one, Finding)] == expected["records"]
    assert sorted(skipped) == expected["skipped"]
    assert [f"{one.severity} {one.code} {one.place.line}" for one in others] == expected["findings"]


def describe(record):
    known = {"line": record.place.line, "title": record.title}
    known |= {name: plain(getattr(record, name)) for name in FIELDS if getattr(record, name)}
    if record.abstracts:
        text = record.abstracts[0].value
        known["abstract"] = [text[:24], text[-24:], len(text)]
    return known


def plain(value):
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Contributor):
        parts = f" ({value.family_name}, {value.given_name})" if value.family_name else ""
        return value.name.value + parts
    if isinstance(value, Identifier):
        return f"{value.scheme} {value.value}"
    return getattr(value, "value", value)


@pytest.mark.skipif(not SEED.is_dir(), reason="the folder shared is not beside this checkout")
def test_the_seed_page_gives_the_facts_that_are_expected_of_it():
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    found = ListingReader().read_records(SEED / "data-collection.txt", "seed")
    records = [one for one in found if not isinstance(one, Finding)]
    assert len(records) == len(expected["publications"]) == 7
    for record, facts in zip(records, expected["publications"], strict=True):
        assert record.title == facts["title"]
        assert [creator.name.value for creator in record.creators] == facts["authors"]
        assert [theme.value for theme in record.themes] == [expected["theme"]]
        assert len(record.tags) == len(facts["regions_stated"])
        assert record.issued is None
        assert len(record.abstracts) == 1
    tags = "Burkina Faso/West Africa/Central Africa/Middle East/North Africa"
    assert "/".join(tag.value for tag in records[5].tags) == tags


def test_each_field_keeps_the_line_that_it_stands_on():
    page = FOLDER / "fr-auteurs-et-pays.txt"
    records = list(ListingReader().read_records(page, "pages"))
    record = next(one for one in records if not isinstance(one, Finding))
    lines = {name: place.line for name, place in record.places}
    assert lines == {
        "titles": 5,
        "themes": 3,
        "abstracts": 7,
        "creators": 8,
        "issued": 9,
        "tags": 10,
    }
    assert [tag.place.line for tag in record.tags] == [10, 11]
    assert str(record.place) == "fr-auteurs-et-pays.txt, line 5"
