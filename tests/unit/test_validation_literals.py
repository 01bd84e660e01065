"""Ill-formed literals and addresses are named before any shape is asked."""

import pyoxigraph as ox
import pytest

from regesta.validation.literals import validate_literals

XSD = "http://www.w3.org/2001/XMLSchema#"
GOOD = [
    ("2016", "gYear"),
    ("2016-06", "gYearMonth"),
    ("2016-06-30", "date"),
    ("-0.90", "decimal"),
    (".5", "decimal"),
    ("48", "integer"),
    ("true", "boolean"),
    ("0", "boolean"),
    ("any\ntext", "string"),
    ("anything", "unheardOf"),
]
BAD = [
    ("16", "gYear"),
    ("20160", "gYear"),
    ("2016\n", "gYear"),
    ("٢٠١٦", "gYear"),
    ("2020-13", "gYearMonth"),
    ("2023-02-30", "date"),
    ("2016-6-1", "date"),
    ("2016-06-01T00:00:00", "date"),
    ("20160601", "date"),
    ("0,9", "decimal"),
    ("1e3", "decimal"),
    (".", "decimal"),
    ("4.8", "integer"),
    ("True", "boolean"),
    ("a\x00b", "string"),
]


def quad(value: ox.NamedNode | ox.Literal | ox.BlankNode) -> ox.Quad:
    return ox.Quad(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), value)


def codes(value: ox.NamedNode | ox.Literal | ox.BlankNode) -> list[str]:
    return [finding.code for _quad, finding in validate_literals([quad(value)])]


def test_all_cases_are_collected() -> None:
    assert (len(GOOD), len(BAD)) == (10, 15)


@pytest.mark.parametrize(("text", "datatype"), GOOD)
def test_good_literal_passes(text: str, datatype: str) -> None:
    assert codes(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))) == []


@pytest.mark.parametrize(("text", "datatype"), BAD)
def test_ill_formed_literal_is_named(text: str, datatype: str) -> None:
    literal = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    ((found, finding),) = validate_literals([quad(literal)])
    assert found == quad(literal)
    assert finding.value == text
    assert finding.code == ("text-unclean" if datatype == "string" else "value-malformed")
    assert finding.expected
    assert finding.example


def test_addresses_and_nodes_are_judged() -> None:
    assert codes(ox.NamedNode("https://a/b")) == []
    assert codes(ox.NamedNode("urn:x:y")) == ["address-malformed"]
    assert codes(ox.BlankNode("b")) == ["node-without-address"]
    assert codes(ox.Literal("a", language="en-gb")) == []
    assert codes(ox.Literal("a", language="und")) == ["language-unknown"]
