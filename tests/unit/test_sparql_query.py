"""Our own queries: parameters are bound as terms."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from regesta.errors import ConfigurationError
from regesta.store import query as module
from regesta.store.query import load_query


@pytest.fixture
def make_query(tmp_path, monkeypatch):
    def make(text, name="question"):
        path = tmp_path / "queries" / "folder" / f"{name}.rq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(module, "asset", tmp_path.joinpath)
        load_query.cache_clear()
        return load_query(f"folder/{name}")

    yield make
    load_query.cache_clear()


def test_only_parameters_are_replaced(make_query):
    query = make_query(
        "#+ summary: What? $iri\n"
        'SELECT * { ?iri ?p $iri . FILTER(?p != \'$iri\' && """$iri""" != <$iri>) } # $iri\n'
        "LIMIT $count"
    )
    assert query.summary == "What? $iri"
    assert query.bind(iri=NamedNode("http://a/"), count=5) == (
        "#+ summary: What? $iri\n"
        "SELECT * { ?iri ?p <http://a/> . "
        'FILTER(?p != \'$iri\' && """$iri""" != <$iri>) } # $iri\n'
        "LIMIT 5"
    )


def test_a_sequence_stands_in_values(make_query):
    query = make_query("#+ summary: s\nSELECT * { VALUES ?x { # which\n $all } }")
    terms = [NamedNode("http://a/"), Literal("b", language="en")]
    assert '{ # which\n <http://a/> "b"@en }' in query.bind(all=terms)
    assert "{ # which\n  }" in query.bind(all=[])


def test_a_sequence_stands_nowhere_else(make_query):
    query = make_query("#+ summary: s\nSELECT * { ?s ?p $all }")
    with pytest.raises(ConfigurationError, match="line 2: a list may stand for \\$all only"):
        query.bind(all=[NamedNode("http://a/")])


@pytest.mark.parametrize("value", [BlankNode(), True, -1, 1.5, None, "text", [BlankNode()], ["a"]])
def test_what_is_no_term_is_refused(make_query, value):
    query = make_query("#+ summary: s\nSELECT * { VALUES ?x { $all } }")
    with pytest.raises(ConfigurationError, match=r"folder/question\.rq: \$all must be an IRI"):
        query.bind(all=value)


def test_missing_and_unknown_parameters_are_named(make_query):
    query = make_query("#+ summary: s\nASK { ?s ?p $o }")
    with pytest.raises(ConfigurationError, match=r"\$o has no value"):
        query.bind()
    with pytest.raises(ConfigurationError, match=r"\$other is not in the query"):
        query.bind(o=Literal("a"), other=Literal("b"))


def test_a_query_needs_a_summary(make_query):
    with pytest.raises(ConfigurationError, match="the first line must begin with"):
        make_query("ASK {}")


def test_a_query_is_read_once(make_query):
    query = make_query("#+ summary: s\nASK {}")
    assert load_query("folder/question") is query


def test_a_query_that_is_not_there_is_named():
    with pytest.raises(ConfigurationError, match=r"queries/no/such\.rq is missing"):
        load_query("no/such")


@given(st.text(), st.sampled_from([None, "en", "zh-Hant"]))
def test_any_literal_comes_through_the_engine_unchanged(text, language):
    query = module.Query(
        "q", "s", "ASK { FILTER($a = ?b) }", tuple(module.read_tokens("ASK { FILTER($a"))[-1:]
    )
    literal = Literal(text, language=language)
    bound = (
        query.bind(a=literal).replace("ASK { FILTER(", "SELECT (").replace("= ?b) }", "AS ?x) {}")
    )
    assert next(iter(ox.Store().query(bound)))["x"] == literal
