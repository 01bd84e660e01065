"""The same works in three formats give the same records."""

import json
from pathlib import Path

import pytest
from record_values import values_of

from regesta.records import Record
from regesta.sources.registry import guess_reader

WORKS = Path(__file__).parents[1] / "fixtures" / "works"
EXPECTED = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(WORKS.glob("*.json"))
    if path.stem != "works"
}
FORMATS = {"bib": "bibtex", "ris": "ris", "json": "csl-json"}


def records(suffix: str) -> dict[str, Record]:
    path = WORKS / f"works.{suffix}"
    reader = guess_reader(path)
    assert reader.name == FORMATS[suffix]
    read = list(reader.read_records(path, "works"))
    assert all(isinstance(each, Record) for each in read), read
    return {each.place.key: each for each in read}


READ = {suffix: records(suffix) for suffix in FORMATS}


def test_everything_is_collected() -> None:
    assert len(EXPECTED) == 14
    for read in READ.values():
        assert read.keys() == EXPECTED.keys()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("key", EXPECTED)
def test_a_work_is_read_alike_from_every_format(suffix: str, key: str) -> None:
    assert values_of(READ[suffix][key]) == EXPECTED[key]


@pytest.mark.parametrize("key", EXPECTED)
def test_the_local_name_is_made_of_the_key_alone(key: str) -> None:
    names = {READ[suffix][key].identifier for suffix in FORMATS}
    assert names == {f"works-{key}"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_field_has_its_place(suffix: str) -> None:
    for record in READ[suffix].values():
        placed = dict(record.places)
        for field in values_of(record):
            assert placed[field].field, (record.identifier, field)
            assert placed[field].key == record.place.key
            assert placed[field].position >= record.place.position > 0


def test_a_place_names_the_line_of_the_value() -> None:
    for suffix in ("bib", "ris"):
        lines = (WORKS / f"works.{suffix}").read_text(encoding="utf-8").split("\n")
        for record in READ[suffix].values():
            for _, place in record.places:
                assert place.line
                assert (place.field or "").lower() in lines[place.line - 1].lower()
