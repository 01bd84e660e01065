"""The Accept headers that real clients send, and the corners of the standard."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.web.negotiation import negotiate

TABLE = json.loads(
    (Path(__file__).parents[1] / "fixtures/sparql/accept.json").read_text(encoding="utf-8")
)
CASES = TABLE["cases"]


def test_every_case_is_collected():
    assert len(CASES) == 31


@pytest.mark.parametrize(
    ("offers", "accept", "chosen"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_the_offer_that_the_client_likes_best(offers, accept, chosen):
    assert negotiate(accept, TABLE[offers]) == chosen


@given(st.text(alphabet='atext/*;q=01.,"\\ +', max_size=60))
def test_any_header_gives_an_offer_or_none(accept):
    assert negotiate(accept, TABLE["graphs"]) in (*TABLE["graphs"], None)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", ['a/b;c="', '"\\', '\\"', '"a', ',"'])
def test_a_long_header_is_read_in_linear_time(piece):
    assert negotiate(piece * 50_000, ["text/html"]) is None
