import json
from pathlib import Path

import pytest

from regesta.sources.listing.dates import read_date
from regesta.sources.listing.metadata import read_metadata, split_tags
from regesta.sources.listing.names import read_persons, read_stated_persons

CASES = json.loads(
    (Path(__file__).parents[1] / "fixtures/listings/lines.json").read_text(encoding="utf-8")
)


def test_no_case_is_lost():
    assert {kind: len(cases) for kind, cases in CASES.items()} == {
        "names": 28,
        "dates": 23,
        "metadata": 36,
    }


@pytest.mark.parametrize(("text", "expected"), CASES["names"].items())
def test_names_of_persons(text, expected):
    persons = read_persons(text)
    found = persons and [persons.certainty.name, *(name.value for name in persons.names)]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), CASES["dates"].items())
def test_dates(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES["metadata"].items())
def test_metadata(text, expected):
    parts = read_metadata(text, frozenset())
    assert [f"{part.field} {part.value}" for part in parts] == expected


def test_a_word_that_the_page_writes_in_lower_case_is_no_name():
    assert read_persons("Tove Ask") is not None
    assert read_persons("Tove Ask", frozenset({"ask"})) is None


def test_the_parts_of_an_inverted_name_are_kept():
    (name,) = read_stated_persons("Dupont, Jean")
    assert (name.family, name.given) == ("Dupont", "Jean")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Mali, Niger", ("Mali", "Niger")),
        ("Burkina Faso/West Africa", ("Burkina Faso", "West Africa")),
        ("and/or", ("and/or",)),
        ("#data #migration", ("data", "migration")),
        ("Gender • Ireland | Peru; Chad", ("Gender", "Ireland", "Peru", "Chad")),
        ("Bosnia and Herzegovina", ("Bosnia and Herzegovina",)),
        ("肯尼亚、乌干达", ("肯尼亚", "乌干达")),
    ],
)
def test_tags_of_one_line(text, tags):
    assert split_tags(text) == tags
