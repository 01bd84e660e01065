"""The parameters of named queries: how files declare them, and how values become terms."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.errors import ConfigurationError
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import ParameterError, fill_query, fill_with_examples
from regesta.store.query import read_query
from regesta.store.query_parameters import ParameterType
from regesta.store.sparql_lexer import TokenKind, read_tokens

FIXTURES = Path(__file__).parent.parent / "fixtures" / "queries"
HOSTILE = json.loads((FIXTURES / "hostile.json").read_text("utf-8"))
DECLARATIONS = json.loads((FIXTURES / "declarations.json").read_text("utf-8"))
VALUES = json.loads((FIXTURES / "values.json").read_text("utf-8"))
GOOD = [(kind, *pair) for kind, each in VALUES.items() for pair in each["good"].items()]
BAD = [(kind, text) for kind, each in VALUES.items() for text in each["bad"]]
IDENTIFIERS = Identifiers("http://localhost:8000/")
FITTING = {
    "agency": "iom",
    "region": "1",
    "theme": "t",
    "iri": "urn:a",
    "string": "a",
    "language": "en",
    "year": "2000",
    "date": "2000-01-01",
    "integer": "1",
}


def query_with(declaration, body="SELECT ($x AS ?y) {}"):
    return read_query("q", f"#+ summary: s\n#+ parameter: {declaration}\n{body}\n")


def query_of(kind):
    return query_with(f'x {kind} "It" example {FITTING[kind]}')


def unescaped(text):
    """The text as an engine sees it that decodes code points before it reads tokens."""
    out, place = [], 0
    while place < len(text):
        for mark, length in (("\\u", 6), ("\\U", 10)):
            if text.startswith(mark, place):
                out.append(chr(int(text[place + 2 : place + length], 16)))
                place += length
                break
        else:
            out.append(text[place])
            place += 1
    return "".join(out)


def test_all_cases_are_collected():
    assert set(VALUES) == set(ParameterType) == set(FITTING)
    assert (len(GOOD), len(BAD), len(HOSTILE)) == (21, 53, 29)
    assert (len(DECLARATIONS["good"]), len(DECLARATIONS["bad"])) == (5, 10)


@pytest.mark.parametrize("declaration", DECLARATIONS["good"])
def test_a_declaration_is_read(declaration):
    (one,) = query_with(declaration).declared
    read = [
        one.name, one.type, one.description, one.value, one.is_required, one.least, one.most
    ]  # fmt: skip
    assert read == DECLARATIONS["good"][declaration]


@pytest.mark.parametrize("declaration", DECLARATIONS["bad"])
def test_a_wrong_declaration_is_told_with_its_line(declaration):
    with pytest.raises(ConfigurationError, match=r"q\.rq, line 2: a parameter is declared once"):
        query_with(declaration)


def test_a_parameter_is_declared_once():
    line = 'x year "A year" default 2000'
    with pytest.raises(ConfigurationError, match="line 3"):
        query_with(f"{line}\n#+ parameter: {line}")


def test_only_the_head_declares():
    query = query_with('x year "A year" default 2000', "SELECT ($x AS ?y) {}\n#+ parameter: no")
    assert [one.name for one in query.declared] == ["x"]
    filled = fill_query(query, [], IDENTIFIERS)
    assert filled.text == "#+ summary: s\nSELECT (2000 AS ?y) {}\n#+ parameter: no\n"


@pytest.mark.parametrize(("kind", "text", "term"), GOOD)
def test_a_value_becomes_a_term(kind, text, term):
    asked = fill_query(query_of(kind), [("x", text)], IDENTIFIERS)
    assert asked.text == f"#+ summary: s\nSELECT ({term} AS ?y) {{}}\n"
    # One spelling for each value, which itself stands for the same.
    again = fill_query(query_of(kind), asked.values.items(), IDENTIFIERS)
    assert again == asked


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_a_value_of_another_type_is_refused(kind, text):
    with pytest.raises(ParameterError) as caught:
        fill_query(query_of(kind), [("x", text)], IDENTIFIERS)
    error = caught.value
    assert (error.parameter, error.example) == ("x", FITTING[kind])
    assert error.expected
    assert str(error) == (
        f"The parameter “x” is “{text}”; it must be {error.expected}, for example {FITTING[kind]}."
    )


def test_bounds_are_kept():
    query = query_with('x integer(2..4) "It" default 3')
    assert [fill_query(query, [("x", str(n))], IDENTIFIERS).values["x"] for n in (2, 4)] == [
        "2",
        "4",
    ]
    for text in ("1", "5"):
        with pytest.raises(ParameterError, match="a whole number from 2 to 4"):
            fill_query(query, [("x", text)], IDENTIFIERS)
    words = query_with('x string(2..3) "It" default abc')
    for text in ("a", "abcd"):
        with pytest.raises(ParameterError, match="a text of 2 to 3 characters"):
            fill_query(words, [("x", text)], IDENTIFIERS)


def test_missing_unknown_and_repeated_parameters_are_named():
    query = query_of("agency")
    with pytest.raises(ParameterError, match=r"“x” is missing; it must be .* for example iom"):
        fill_query(query, [], IDENTIFIERS)
    with pytest.raises(ParameterError, match="no parameter “y” here; there are: x") as caught:
        fill_query(query, [("x", "iom"), ("y", "1")], IDENTIFIERS)
    assert caught.value.parameter == "y"
    with pytest.raises(ParameterError, match="“x” is given more than once"):
        fill_query(query, [("x", "iom"), ("x", "iom")], IDENTIFIERS)
    assert fill_with_examples(query, IDENTIFIERS).values == {"x": "iom"}


def test_a_thing_must_be_in_the_catalogue_unless_it_is_the_default():
    query = query_with('x agency "It" default gone')
    asked = []

    def is_known(kind, name):
        asked.append((kind, name))
        return name == "iom"

    assert fill_query(query, [], IDENTIFIERS, is_known).values == {"x": "gone"}
    assert fill_query(query, [("x", "gone")], IDENTIFIERS, is_known).values == {"x": "gone"}
    assert asked == []
    assert fill_query(query, [("x", "iom")], IDENTIFIERS, is_known).values == {"x": "iom"}
    with pytest.raises(ParameterError, match="“other”, which is no agency of this catalogue"):
        fill_query(query, [("x", "other")], IDENTIFIERS, is_known)
    assert asked == [("agency", "iom"), ("agency", "other")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_one_string(text):
    query = query_of("string")
    plain = list(read_tokens(fill_query(query, [("x", "a")], IDENTIFIERS).text))
    filled = fill_query(query, [("x", text)], IDENTIFIERS).text
    for seen in (filled, unescaped(filled)):
        assert [token.kind for token in read_tokens(seen)] == [token.kind for token in plain]
        assert [row["y"].value for row in ox.Store().query(seen)] == [text]


@pytest.mark.parametrize("kind", [each for each in VALUES if each != "string"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_no_value_of_any_other_type(kind, text):
    with pytest.raises(ParameterError, match=f"; it must be .* for example {FITTING[kind]}"):
        fill_query(query_of(kind), [("x", text)], IDENTIFIERS)


@given(st.text(min_size=1, max_size=200))
def test_any_text_is_one_string_however_it_is_read(text):
    filled = fill_query(query_of("string"), [("x", text)], IDENTIFIERS).text
    for seen in (filled, unescaped(filled)):
        strings = [token for token in read_tokens(seen) if token.kind is TokenKind.STRING]
        assert len(strings) == 1
        assert next(iter(ox.Store().query(seen)))["y"] == ox.Literal(text)
