"""What is read of a record's fields, by cases, in both forms."""

import pytest
from marc_records import CASES, codes_of, exchange_bytes, read_all, records_of, xml_bytes

from regesta.records import Contributor, Identifier, Name, Relation, Text


def written(value):
    """A value of a record as the cases write it."""
    match value:
        case Text():
            return value.value + (f" @{value.language}" if value.language else "")
        case Name():
            return value.value + (f" [{value.identifier}]" if value.identifier else "")
        case Contributor():
            parts = [written(value.name), "body" if value.is_agency else "person", value.role]
            parts += [f"orcid {value.orcid}"] if value.orcid else []
            parts += [f"= {written(variant)}" for variant in value.variants]
            return " ".join(filter(None, parts))
        case Identifier():
            return f"{value.scheme} {value.value}"
        case Relation():
            return f"{value.kind} {value.target}"
        case tuple():
            return [written(each) for each in value]
    return value


SINGLE = ("identifier", "issued", "edition", "extent", "volume", "issue", "page_range", "modified")


def test_the_cases_are_collected():
    assert len(CASES) == 40


@pytest.mark.parametrize("form", ["mrc", "xml"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_record_is_read_as_expected(case, form, tmp_path):
    make = exchange_bytes if form == "mrc" else xml_bytes
    read = read_all(tmp_path, f"file.{form}", make(case["record"]))
    expected = dict(case["expect"])
    assert codes_of(read) == expected.pop("findings", [])
    for name, value in expected.items():
        (record,) = records_of(read)
        assert written(getattr(record, name)) == value, name


def test_what_a_case_does_not_expect_is_not_there(tmp_path):
    """The first case names all that its record has."""
    case = CASES[0]
    (record,) = records_of(read_all(tmp_path, "a.mrc", exchange_bytes(case["record"])))
    unnamed = [
        name
        for name in record.__dataclass_fields__
        if name not in case["expect"] and name not in ("place", "places")
    ]
    assert {name: getattr(record, name) for name in unnamed if getattr(record, name)} == {}


def test_every_value_has_its_place(tmp_path):
    (record,) = records_of(read_all(tmp_path, "a.mrc", exchange_bytes(CASES[0]["record"])))
    assert str(record.place) == "a.mrc, record 1, record “96012345”"
    fields = {name: place.field for name, place in record.places}
    assert fields["titles"] == "245 $a"
    assert fields["issued"] == "008"
    assert fields["part_of"] == "440 $a"
    assert record.creators[1].name.place.field == "700 $a"
    assert record.keywords[0].place.field == "650 $a"
    assert record.regions[0].place.field == "650 $z"
    assert record.publishers[0].place.field == "260 $b"
    assert {place.key for _, place in record.places} == {"96012345"}


def test_a_name_is_taken_apart(tmp_path):
    case = next(case for case in CASES if case["name"].startswith("persons"))
    (record,) = records_of(read_all(tmp_path, "a.mrc", exchange_bytes(case["record"])))
    pope, king = record.creators
    assert (pope.family_name, pope.given_name) == (None, None)
    assert (king.family_name, king.given_name) == ("King", "Martin Luther")


def test_a_finding_names_the_record_by_title(tmp_path):
    case = next(case for case in CASES if case["name"].startswith("broken"))
    findings = read_all(tmp_path, "a.mrc", exchange_bytes(case["record"]))[:-1]
    assert {finding.record_title for finding in findings} == {"Broken values"}
    assert findings[-1].place.field == "005"
