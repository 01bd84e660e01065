"""Organisations of ROR: found to be shown to a person, and never linked."""

import gzip
import json
import pickle
from pathlib import Path

import pytest
from authorities_graph import AUTHORITIES
from make_organisations import main, table_lines

from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.folding import keys
from regesta.linking.linker import Linker
from regesta.linking.organisations import Organisations, _folded
from regesta.records import Contributor, Name, Place, Record

RECORDS = Path(__file__).parents[1] / "fixtures" / "linking" / "organisations" / "records.jsonl"
PLACE = Place("test")
NORTHERN, TWIN = "https://ror.org/0aaa00001", "https://ror.org/0aaa00005"


def records():
    return [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("organisations") / "ror.tsv.gz"
    packed = path.with_name("records.jsonl.gz")
    packed.write_bytes(gzip.compress(RECORDS.read_bytes()))
    assert main(["--reference", str(packed), "--output", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def organisations(table):
    return Organisations(table)


def found(organisations, name):
    return [(each.iri[-1], each.score, each.evidence) for each in organisations.search(name)]


def test_records_of_both_schemas_become_lines_of_six_columns():
    assert list(table_lines(records())) == [
        "0aaa00001\tKE\teducation\thttps://north.example\t"
        "en=University of the Northern Lakes|sw=Chuo Kikuu cha Kaskazini\tUNL",
        "0aaa00002\tFR\tgovernment\thttps://mints.example\t=Institut d'Études / Migratoires|"
        "de=Institut für Migrationsfragen|=Institute for Migration Enquiries\tIEM",
        "0aaa00004\t\tnonprofit\t\ten=IEM\tIEM",
        "0aaa00005\tTZ\teducation\t\ten=University of the Northern Lakes\t",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Institut d’Études / Migratoires", [("2", 1.0, "its name")]),
        ("INSTITUT FÜR MIGRATIONSFRAGEN", [("2", 0.98, "another of its names")]),
        ("IEM", [("4", 1.0, "its name"), ("2", 0.9, "its acronym")]),
        ("University of the Northern Lakes", [("1", 1.0, "its name"), ("5", 1.0, "its name")]),
        ("Northern Lakes University", [("1", 0.833, "88% like its name")]),
        ("Institute for Migration Inquiries", [("2", 0.921, "97% like its name")]),
        ("Institute that Is No More", []),
        ("Ministry of Silly Walks", []),
        ("", []),
        ("…", []),
        ("x" * 10_000, []),
    ],
)
def test_a_name_finds_the_likeliest_first(organisations, name, expected):
    assert found(organisations, name)[: len(expected) or None] == expected


def test_the_number_of_answers_is_limited(organisations):
    assert [each.iri for each in organisations.search("University of the Northern Lakes", 1)] == [
        NORTHERN
    ]


def test_it_is_read_once_and_pickled_without_its_contents(table):
    organisations = Organisations(table)
    assert organisations.search("UNL")[0].country == "KE"
    copied = pickle.loads(pickle.dumps(organisations))
    assert "_index" not in vars(copied)
    assert copied.search("UNL") == organisations.search("UNL")


def test_without_a_table_nothing_is_found(tmp_path):
    assert Organisations(tmp_path / "none.tsv.gz").search("UNL") == ()


def test_the_script_says_where_its_data_are_missing(tmp_path, capsys):
    assert main(["--reference", str(tmp_path / "none")]) == 1
    assert "There are no reference data" in capsys.readouterr().err


@pytest.mark.parametrize(
    "field",
    [
        {"publishers": (Name("UNL", PLACE),)},
        {"agencies": (Name("UNL", PLACE),)},
        {"creators": (Contributor(Name("UNL", PLACE), is_agency=True),)},
    ],
    ids=["publisher", "agency", "creator"],
)
def test_an_unknown_agency_is_asked_about_and_not_linked(organisations, field):
    identifiers = Identifiers("http://localhost/")
    linker = Linker(Authorities(()), identifiers, ("en",), organisations)
    linked, (finding,) = pickle.loads(pickle.dumps(linker)).link_record(Record("x", PLACE, **field))
    assert linked.links == ()
    assert finding.example == (
        "did you mean “University of the Northern Lakes” (KE; its acronym; "
        "ROR https://ror.org/0aaa00001)?"
    )


def test_the_table_of_the_catalogue_is_whole_and_quickly_folded():
    path = AUTHORITIES / "ror.tsv.gz"
    assert path.stat().st_size < 4_000_000
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert len(lines) == 48746
    assert {line.count("\t") for line in lines} == {5}
    for line in lines[::20]:
        for name in line.split("\t")[4].split("|"):
            assert _folded(name) == " ".join(keys(name))
