"""The tokens of SPARQL text."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.store.sparql_lexer import read_tokens

CASES = json.loads(
    (Path(__file__).parents[1] / "fixtures/sparql/tokens.json").read_text(encoding="utf-8")
)
PIECES = [
    "'",
    '"',
    "'''",
    '"""',
    "\\",
    "<",
    ">",
    "#",
    "\n",
    "\r\n",
    "?a",
    "a:b",
    ".",
    " ",
    "é",
    "{",
]


def test_every_case_is_collected():
    assert len(CASES) == 19


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tokens(text, expected):
    assert [f"{token.kind} {token.text}" for token in read_tokens(text)] == expected


def test_places_are_counted_from_one_over_every_kind_of_line_end():
    tokens = list(read_tokens("a\n b\r\n  '''c\nd''' e\rf"))
    assert [(token.text[0], token.line, token.column) for token in tokens] == [
        ("a", 1, 1),
        ("b", 2, 2),
        ("'", 3, 3),
        ("e", 4, 6),
        ("f", 5, 1),
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30))
def test_no_character_is_lost_or_read_twice(text):
    end = 0
    for token in read_tokens(text):
        assert text[token.start : token.end] == token.text
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "piece",
    ["a.", "a", '"\\"', "'''\\'", '"""a\\', "<a", "a:b..", "_:", "@a-", "\\u", "\n", "a:\\#"],
)
def test_the_time_is_linear(piece):
    started = time.process_time()
    for _ in read_tokens(piece * 40_000):
        pass
    assert time.process_time() - started < 5
