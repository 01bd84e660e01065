"""Which records are of one publication: sure ones, doubtful ones, and what a person has said."""

from itertools import permutations
from pathlib import Path

import pytest
import yaml

from regesta.errors import ConfigurationError
from regesta.linking.duplicates import Decisions, Description, describe_record, find_clusters
from regesta.linking.persons import build_person
from regesta.pipeline.decisions import DECISIONS_FILE, read_decisions, write_decision
from regesta.records import Contributor, Identifier, LinkedRecord, Name, Place, Record, Text

PLACE = Place("s")
CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "fixtures" / "duplicates" / "pairs.yaml").read_text("utf-8")
)


def description(values: dict) -> Description:
    given = dict(values)
    persons = tuple(
        build_person(Contributor(Name(name, PLACE))) for name in given.pop("persons", [])
    )
    record = Record(
        identifier="x",
        place=PLACE,
        titles=tuple(map(Text, given.pop("titles"))),
        identifiers=tuple(Identifier(*item) for item in given.pop("identifiers", {}).items()),
        **given,
    )
    return describe_record(LinkedRecord(record, persons=persons))


def test_all_cases_are_collected() -> None:
    assert len(CASES) == 15
    assert {case["verdict"] for case in CASES} == {"same", "different", "ask"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_judged(case: dict, turned: bool) -> None:
    pair = [("a", description(case["first"])), ("b", description(case["second"]))]
    clusters = find_clusters(pair[::-1] if turned else pair)
    first, second = ("b", "a") if turned else ("a", "b")
    assert clusters.leaders == ({second: first} if case["verdict"] == "same" else {})
    doubts = [(doubt.first, doubt.second) for doubt in clusters.doubts]
    assert doubts == ([(first, second)] if case["verdict"] == "ask" else [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize("verdict", ["same", "different"])
def test_what_a_person_has_said_is_followed_and_not_asked_again(case: dict, verdict: str) -> None:
    pair = [("a", description(case["first"])), ("b", description(case["second"]))]
    clusters = find_clusters(pair, Decisions(**{verdict: frozenset({("a", "b")})}))
    assert clusters.leaders == ({"b": "a"} if verdict == "same" else {})
    assert clusters.doubts == ()


def test_the_first_of_many_leads_whatever_pairs_are_found_first() -> None:
    one = Description("children on the move in west africa", "2016", ("silva",), ("doi:1",), "")
    other = one._replace(numbers=("doi:1", "isbn:2"))
    third = one._replace(numbers=("isbn:2",))
    for names in permutations("abc"):
        records = zip(names, (one, other, third), strict=True)
        leaders = find_clusters(records).leaders
        assert leaders == dict.fromkeys(names[1:], names[0])


def test_records_that_a_person_has_parted_never_meet_through_a_third() -> None:
    one = Description("children on the move in west africa", "2016", ("silva",), ("doi:1",), "")
    records = [(name, one) for name in "abc"]
    clusters = find_clusters(records, Decisions(different=frozenset({("a", "c")})))
    assert clusters.leaders == {"b": "a"}
    assert [(doubt.first, doubt.second) for doubt in clusters.doubts] == [("b", "c")]


def test_a_series_of_equal_titles_is_not_compared_pair_by_pair() -> None:
    one = Description("working papers on migration", "2016", ("silva",), (), "")
    assert find_clusters((str(number), one) for number in range(5000)).leaders == {}


def test_decisions_are_kept_sorted_and_the_last_one_counts(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == Decisions()
    write_decision(tmp_path, "same", "b", "a", "two\tlines\nof remark")
    write_decision(tmp_path, "different", "c", "a", "")
    write_decision(tmp_path, "different", "a", "b", "")
    assert read_decisions(tmp_path) == Decisions(different=frozenset({("a", "b"), ("a", "c")}))
    lines = (tmp_path / DECISIONS_FILE).read_text("utf-8").splitlines()
    assert [line.split("\t")[:3] for line in lines[1:]] == [
        ["different", "a", "b"],
        ["different", "a", "c"],
    ]


@pytest.mark.parametrize("line", ["same\ta", "perhaps\ta\tb", "same\ta\ta", "same\ta\tb\tc\td"])
def test_a_malformed_decision_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / DECISIONS_FILE).write_text(f"# head\n{line}\n", "utf-8")
    with pytest.raises(ConfigurationError, match="line 2"):
        read_decisions(tmp_path)


def test_an_address_is_no_identifier(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="the last part of its address"):
        write_decision(tmp_path, "same", "http://localhost:8000/id/publication/a", "b", "")
