"""Which queries seem small from their text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.store.query_analysis import OutsideQuery, QueryForm, analyse_query
from regesta.store.query_cost import is_small

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "fixtures" / "sparql" / "query_costs.toml").read_text("utf-8")
)
PIECES = [
    *("SELECT", "ASK", "DESCRIBE", "CONSTRUCT", "WHERE", "*", "{", "}", ".", ";", ",", "(", ")"),
    *("?s", "?p", "a", "<http://a/1>", '"text"', "FILTER", "GRAPH", "OPTIONAL", "LIMIT", "10", "#"),
]


def test_everything_is_collected():
    assert len(CASES["small"]) == 14
    assert len(CASES["large"]) == 30


@pytest.mark.parametrize("text", CASES["small"])
def test_a_query_for_little_is_small(text):
    assert is_small(analyse_query(text))


@pytest.mark.parametrize("text", CASES["large"])
def test_a_query_that_may_need_much_is_not_small(text):
    assert not is_small(analyse_query(text))


def test_a_long_query_is_not_small():
    text = "SELECT * { <http://a/1> ?p ?o }"
    assert is_small(analyse_query(text + " " * 100))
    assert not is_small(analyse_query(text + " " * 10_000))


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(QueryForm))
def test_any_text_is_judged(pieces, form):
    assert is_small(OutsideQuery(" ".join(pieces), form, has_dataset=False)) in (True, False)
