"""The linker, measured on labelled names: how many of its links are right, how many are missed."""

import pytest
from evaluate_linking import (
    FOLDER,
    KINDS,
    LANGUAGES,
    Score,
    evaluate,
    main,
    read_authorities,
    read_cases,
)

from regesta.identifiers import Identifiers
from regesta.linking.linker import Linker
from regesta.records import Kind

PARTS = {
    "first": 321,
    "held-out": 177,
    "second": 216,
    "tuning": 149,
    "unseen": 154,
    "unseen-second": 69,
}
NAMES = {Kind.AGENCY: 153, Kind.REGION: 697, Kind.THEME: 169, Kind.PERSON: 138}
LEAST = {"unseen": (0.98, 0.95), "unseen-second": (0.98, 0.95)}
"""The least precision and recall of parts that are harder than what sources mostly hold."""
AMBIGUOUS = 16
AUTHORITIES = read_authorities()
LINKER = Linker(AUTHORITIES, Identifiers("http://localhost:8000/"), LANGUAGES)


@pytest.fixture(scope="module")
def results():
    return {part: evaluate(read_cases(part, AUTHORITIES), LINKER, AUTHORITIES) for part in PARTS}


def pooled(results, kind):
    scores = [result.scores[kind] for result in results.values()]
    return Score(
        sum(score.right for score in scores),
        sum(score.wrong for score in scores),
        sum(score.missed for score in scores),
    )


def test_no_case_is_lost_or_said_twice():
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(PARTS)
    cases = [case for part in PARTS for case in read_cases(part, AUTHORITIES)]
    assert len(cases) == sum(PARTS.values())
    assert len({(case.field, case.text) for case in cases}) >= len(cases) - 3


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_hundred_links_ninety_nine_are_right_and_few_names_are_missed(results, kind):
    score = pooled(results, kind)
    assert score.right + score.missed == NAMES[kind]
    assert score.precision >= 0.99
    assert score.recall >= 0.97


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_much_worse_than_another(results, part):
    precision, recall = LEAST.get(part, (0.98, 0.96))
    for score in results[part].scores.values():
        assert score.precision >= precision
        assert score.recall >= recall


def test_what_only_a_person_can_tell_is_left_open_with_ranked_candidates(results):
    left_open = [result.left_open for result in results.values()]
    assert [score.missed for score in left_open] == [0] * len(PARTS)
    assert sum(score.right for score in left_open) == AMBIGUOUS
    ambiguous = [case for part in PARTS for case in read_cases(part, AUTHORITIES) if case.left_open]
    for case in ambiguous:
        (finding,) = LINKER.link_record(case.record)[1]
        assert finding.code == "name-left-open"
        assert finding.expected.count("<https://sws.geonames.org/") >= 2


def test_the_script_prints_a_table_and_its_errors(capsys):
    assert main(["--part", "tuning", "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "tuning: 127 names" in printed
    assert "missed region: Italy | Orizzonte Italia" in printed


def test_a_score_of_nothing_is_perfect_and_one_of_errors_is_not():
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)
    assert (Score(3, 1, 2).precision, Score(3, 1, 2).recall) == (0.75, 0.6)
    assert Score(0, 1, 1).f1 == 0
