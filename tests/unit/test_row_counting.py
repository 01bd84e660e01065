"""Rows are counted exactly, whatever the values hold and however the answer is cut in pieces."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.store.row_counting import RowCounter, TooManyRowsError

FORMATS = (
    ox.QueryResultsFormat.JSON,
    ox.QueryResultsFormat.XML,
    ox.QueryResultsFormat.CSV,
    ox.QueryResultsFormat.TSV,
)
TEXTS = st.text(st.sampled_from('"\\\n},{[ <result>a'), max_size=12)


def written(values, written_as):
    """Rows with one value, and as many with none."""
    literals = " ".join(str(ox.Literal(value)) + " UNDEF" for value in values)
    query = f"SELECT ?x ?y {{ VALUES ?x {{ {literals} }} }}"
    return ox.Store().query(query).serialize(format=written_as)


def passes(answer, most, size, written_as):
    counter = RowCounter(most, written_as)
    try:
        for start in range(0, len(answer), size):
            counter.take(answer[start : start + size])
    except TooManyRowsError:
        return False
    return True


@pytest.mark.parametrize("written_as", FORMATS, ids=lambda each: each.file_extension)
@given(values=st.lists(TEXTS, min_size=1, max_size=6), size=st.integers(1, 40))
def test_the_limit_is_met_at_the_row(written_as, values, size):
    answer = written(values, written_as)
    rows = 2 * len(values)
    assert passes(answer, rows, size, written_as)
    assert not passes(answer, rows - 1, size, written_as)


def test_a_long_value_in_many_pieces_is_counted_in_linear_time():
    answer = written(["\\" * 2_000_000], ox.QueryResultsFormat.JSON)
    assert passes(answer, 2, 1000, ox.QueryResultsFormat.JSON)


def test_statements_are_counted():
    assert passes(b"<a> <b> <c> .\n" * 3, 3, 5, None)
    assert not passes(b"<a> <b> <c> .\n" * 3, 2, 5, None)
