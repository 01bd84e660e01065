import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.values.dates_in_text import find_dates

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = json.loads((FIXTURES / "mapping" / "dates_in_text.json").read_text("utf-8"))


def test_the_cases_are_all_collected():
    assert len(CASES) == 17


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:30] for case in CASES])
def test_dates_are_found_as_precisely_as_they_are_written(case):
    assert [str(date) for date in find_dates(case["text"])] == case["dates"]


@given(st.text(alphabet="0123456789 in/-.,()年月日mayof", max_size=60))
def test_no_text_makes_it_stumble(text):
    for date in find_dates(text):
        assert 1900 <= date.year < 2100
