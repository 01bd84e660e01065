"""Names of persons: put in order, taken apart where that is sure, told from other lines."""

import tomllib
from pathlib import Path

import pytest

from regesta.linking.persons import build_person, is_name_like, split_names
from regesta.records import Contributor, Name, Place

FIXTURES = Path(__file__).parents[1] / "fixtures" / "linking"
CASES = tomllib.loads((FIXTURES / "persons.toml").read_text(encoding="utf-8"))["case"]
PLACE = Place("test")


def test_how_many_cases_there_are():
    assert len(CASES) == 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["written"])
def test_names_are_ordered_and_taken_apart(case):
    person = build_person(Contributor(Name(case["written"], PLACE)))
    assert person.name == case["name"]
    assert (person.given_name, person.family_name) == (case.get("given"), case.get("family"))
    assert person.identifier == case["identifier"]


def test_what_the_source_says_comes_first():
    name = Name("Mcadam M.", PLACE, identifier="marika-mcadam")
    person = build_person(Contributor(name, "McAdam", "Marika", "0000-0002-1825-0097"))
    assert person.identifier == "marika-mcadam"
    assert (person.given_name, person.family_name) == ("Marika", "McAdam")
    assert person.orcid == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("written", "family", "given", "name"),
    [
        ("王, 伟", "王", "伟", "王伟"),
        ("김, 영희", "김", "영희", "김영희"),
        ("Wang, Wei", "Wang", "Wei", "Wei Wang"),
        ("King, Martin Luther, Jr.", "King", "Martin Luther", "Martin Luther King Jr."),
        ("King, Martin Luther", "King", "Martin Luther", "Martin Luther King"),
    ],
)
def test_a_name_with_its_parts_is_put_as_it_is_said(written, family, given, name):
    person = build_person(Contributor(Name(written, PLACE), family, given))
    assert (person.name, person.family_name, person.given_name) == (name, family, given)
    assert person.identifier == build_person(Contributor(Name(name, PLACE))).identifier


@pytest.mark.parametrize(
    "line", ["Eric Panloup", "Marika McAdam.", "McAdam, Marika", "Jan van der Berg", "J. R. Smith"]
)
def test_these_lines_look_like_persons(line):
    assert is_name_like(line, frozenset())


@pytest.mark.parametrize(
    "line",
    [
        "Madonna",
        "Ministry of Justice",
        "Labour Migration",
        "Annual Report",
        "Report 2016",
        "eric panloup",
        "The long title of a report on things",
        "IOM UNODC",
        "A. B.",
    ],
)
def test_these_lines_do_not(line):
    assert not is_name_like(line, frozenset())


def test_a_word_that_the_record_writes_small_is_no_name():
    assert is_name_like("Sand Mining", frozenset())
    assert not is_name_like("Sand Mining", frozenset({"mining"}))


def test_lines_of_several_names_are_split():
    assert split_names("John Smith and Mary Jones") == ("John Smith", "Mary Jones")
    assert split_names("Иван Иванов и Пётр Петров") == ("Иван Иванов", "Пётр Петров")
