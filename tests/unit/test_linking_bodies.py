import json
from pathlib import Path

import pytest

from regesta.linking.bodies import is_body_name
from regesta.linking.unspaced import is_unspaced_name

CASES = json.loads(
    (Path(__file__).parents[1] / "fixtures/linking/bodies.json").read_text(encoding="utf-8")
)


def test_no_case_is_lost():
    assert {kind: len(names) for kind, names in CASES.items()} == {
        "bodies": 13,
        "persons": 8,
        "unspaced": 5,
        "spaceless words": 10,
    }


@pytest.mark.parametrize("name", CASES["bodies"])
def test_a_ministry_or_foundation_is_a_body(name):
    assert is_body_name(name)


@pytest.mark.parametrize("name", CASES["persons"])
def test_a_person_is_no_body(name):
    assert not is_body_name(name)


@pytest.mark.parametrize("name", CASES["unspaced"])
def test_a_family_name_tells_a_person_in_chinese_characters(name):
    assert is_unspaced_name(name)


@pytest.mark.parametrize("name", CASES["spaceless words"])
def test_a_word_in_chinese_characters_is_no_person(name):
    assert not is_unspaced_name(name)
