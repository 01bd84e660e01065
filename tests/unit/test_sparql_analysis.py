"""Which queries from outside are refused, and that no other reaches out."""

import contextlib
import json
import socket
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.errors import QueryRefusedError
from regesta.store.query_analysis import analyse_query, list_undeclared_prefixes

FIXTURES = Path(__file__).parents[1] / "fixtures/sparql"
REFUSED = json.loads((FIXTURES / "refused.json").read_text(encoding="utf-8"))
ALLOWED = json.loads((FIXTURES / "allowed.json").read_text(encoding="utf-8"))

# Text that has made, or could make, the engine read a clause where a tokeniser reads something
# else; the sentinel stands for the address of a socket that listens.
FRAGMENTS = [
    *("SERVICE", "service", "SERVICE SILENT", "SERVICE:", "SERVICE?g", "<SENTINEL>", ":x", "?g"),
    *("{?s ?p ?o}", "{", "}", "(", ")", ".", ";", ",", " ", "\n", "\r", "#", "#\n", "#>\n"),
    *("'''", '"""', "'", '"', "''", "\\", "\\x", "\\u0053", "\\u0027", "'ab'", "'ab'}"),
    *("?s ?p ?o ", "?s ?p 1", "?s ?p true", "?s a :b", "?s a :b.", "a:b", "'a'@en", "_:b"),
    *("FILTER(?o<?b)", "FILTER(?o<?b#>", "FILTER(?o<", ">?b)", "FILTER(?o<'b>')", "OPTIONAL{}"),
    *("VALUES ?x {'''ab'", "VALUES ?x {", "VALUES ?g {<SENTINEL>}", "BIND(", " AS ?y)", "MINUS{"),
]
DANGERS = {
    "plain",
    "lower case",
    "nested in EXISTS",
    "in CONSTRUCT",
    "after a number",
    "after a keyword",
    "glued to a name of the empty prefix",
    "comparison read as an IRI, the clause in it",
    "comparison read as an IRI, a string opened behind it",
}
PROLOGUE = "PREFIX : <SENTINEL> PREFIX a: <SENTINEL> SELECT * {"


def test_every_case_is_collected():
    assert (len(REFUSED), len(ALLOWED)) == (36, 15)


@pytest.mark.parametrize("text", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(text):
    with pytest.raises(QueryRefusedError, match=r"line \d+"):
        analyse_query(text)


@pytest.mark.parametrize(("form", "has_dataset", "text"), ALLOWED)
def test_allowed(form, has_dataset, text):
    query = analyse_query(text)
    assert (query.form, query.has_dataset, query.text) == (form, has_dataset, text)


def test_a_refusal_names_the_place():
    with pytest.raises(QueryRefusedError, match="SERVICE clause in line 2, column 3"):
        analyse_query("ASK {\n  SERVICE <http://x/> {} }")
    with pytest.raises(QueryRefusedError, match="DROP in line 2, column 1 would change data"):
        analyse_query("ASK {} ;\nDROP ALL")


def test_undeclared_prefixes_are_found():
    text = "PREFIX a: <http://a/> SELECT * { ?s a:b 'c:d' ; e:f <g:h> . # i:j\n ?s :k e:l }"
    assert [(token.text, token.column) for token in list_undeclared_prefixes(text)] == [
        ("e:f", 49),
        (":k", 5),
    ]


class Listener:
    """A socket that hangs up on whoever connects to it, and counts them."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._hang_up, daemon=True).start()

    def _hang_up(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.calls += 1
                connection.close()


@pytest.fixture(scope="module")
def listener():
    listening = Listener()
    yield listening
    listening.socket.close()


@pytest.fixture(scope="module")
def store():
    filled = ox.Store()
    filled.add(ox.Quad(ox.NamedNode("http://s/"), ox.NamedNode("http://p/"), ox.Literal(1)))
    return filled


def evaluate(store, text):
    with contextlib.suppress(SyntaxError, OSError, ValueError):
        results = store.query(text)
        return bool(results) if isinstance(results, ox.QueryBoolean) else list(results)
    return None


@pytest.mark.parametrize("text", [text for name, text in REFUSED if name in DANGERS])
def test_the_engine_would_call_without_the_refusal(text, store, listener):
    """Some of the cases are real dangers, so that the test of those that pass means something."""
    before = listener.calls
    evaluate(store, text.replace("http://x/", listener.address))
    assert listener.calls > before


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=12))
def test_no_query_that_passes_calls_another_service(store, listener, fragments):
    body = "".join(fragments).replace("SENTINEL", listener.address)
    text = f"{PROLOGUE.replace('SENTINEL', listener.address)}{body}}}"
    try:
        analyse_query(text)
    except QueryRefusedError:
        return
    before = listener.calls
    answer = evaluate(store, text)
    assert listener.calls == before
    if answer is not None:
        # Where the letters are part of a name or text, other letters must do as well.
        assert evaluate(store, text.replace("SERVICE", "XERVICE")) is not None


def test_the_time_is_linear():
    started = time.process_time()
    for piece in ("service ", "'service' ", "<a> ", "a.", "\\u0053"):
        with contextlib.suppress(QueryRefusedError):
            analyse_query(piece * 20_000)
    assert time.process_time() - started < 5
