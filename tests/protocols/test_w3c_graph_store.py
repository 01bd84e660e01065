"""The W3C's tests of the Graph Store HTTP Protocol, from their file.

Their graphs are about persons with nodes that have no IRI. Here only publications can be written,
so each body is a publication that says what the case's own says: its names become titles. The
requests, their order, their media types and their statuses are the W3C's.
"""

import re

import pyoxigraph as ox
import pytest
from w3c_manifest import SUITE, Manifest
from writing_service import BASE, writable_service

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="The W3C's test suite is not beside this checkout."
)
UNION = "The default graph is the union of all documents, so it is not written or read as one."
NO_NAME = "A publication has a name that lasts, which whoever writes it has to choose."
ONE_GRAPH = "One request sends one graph in one RDF format; a form of several files is refused."
EXCEPTIONS = {
    "put__default_graph": (403, UNION),
    "get_of_put__default_graph": (403, UNION),
    "get_of_delete__existing_graph": (410, "What was withdrawn is gone, which 404 does not say."),
    "delete__nonexistent_graph": (410, "It was withdrawn by an earlier case, as above."),
    "post__multipart_formdata": (415, ONE_GRAPH),
    "post__create__new_graph": (400, NO_NAME),
    "get_of_post__create__new_graph": (404, NO_NAME),
    "get_of_post__after_noop": (404, NO_NAME),
}
SUCCESS = {200, 204}
"""The protocol lets a server choose between these for what it has changed."""

CASES = list(Manifest("http-rdf-update").written_cases()) if SUITE.is_dir() else []
TITLE = ox.NamedNode("http://purl.org/dc/terms/title")


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with writable_service(tmp_path_factory.mktemp("w3c")) as running:
        secret = running.token()
        # The cases delete a second graph that none of them has made.
        name = "person-2"
        assert running.put(name, secret, graph(name, ["Nobody"])).status_code == 201
        running.secret = secret
        yield running


def graph(name, titles):
    thing = f"<{BASE}id/publication/{name}>"
    said = ", ".join(f'"{title}"@en' for title in titles)
    return (
        f"<{BASE}publication/{name}> a <http://xmlns.com/foaf/0.1/Document> ;"
        f" <http://xmlns.com/foaf/0.1/primaryTopic> {thing} .\n"
        f"{thing} a <http://purl.org/ontology/bibo/Document> ; <{TITLE.value}> {said} ;"
        f' <http://purl.org/dc/terms/identifier> "{name}" .\n'
    )


def names_in(body):
    return re.findall(r'"([^"]+)"', body)


def address(path):
    """Where a case's address is here: its persons are publications, all graphs named indirectly."""
    if path.endswith("?default"):
        return "/rdf-graph-store?default"
    found = re.search(r"person/(\d)\.ttl", path)
    if found:
        return f"/rdf-graph-store?graph={BASE}publication/person-{found[1]}"
    return "/publication/no-name" if path == "$NEWPATH$" else "/rdf-graph-store"


def test_every_case_is_collected():
    assert len(CASES) == 18
    assert EXCEPTIONS.keys() <= {case.name for case in CASES}
    assert len(EXCEPTIONS) == 8


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_service_does_what_the_case_expects(service, case):
    name = "person-" + (re.findall(r"\d", case.path.partition("person")[2]) or ["0"])[0]
    headers = {"Accept": case.accept} if case.accept else {}
    headers |= {"Content-Type": case.media_type} if case.media_type else {}
    content = graph(name, names_in(case.body)) if case.body else None
    answer = service.send(
        case.method, address(case.path), service.secret, headers=headers, content=content
    )
    if case.name in EXCEPTIONS:
        status, reason = EXCEPTIONS[case.name]
        assert answer.status_code == status, reason
        return
    expected = SUCCESS if case.status in SUCCESS and case.method != "GET" else {case.status}
    assert answer.status_code in expected, answer.text
    if case.answer_type:
        assert answer.headers["content-type"].partition(";")[0] == case.answer_type
    if case.method == "GET" and case.status == 200:
        assert titles(answer.content) >= set(names_in(case.answer_body)) & written_so_far(case)


def titles(content):
    store = ox.Store()
    store.load(content, format=ox.RdfFormat.TURTLE)
    return {quad.object.value for quad in store.quads_for_pattern(None, TITLE, None)}


def written_so_far(case):
    """What cases before this one have really sent; the texts of answers differ from requests."""
    sent = set()
    for each in CASES[: CASES.index(case)]:
        if each.name in EXCEPTIONS or each.method not in ("PUT", "POST"):
            continue
        sent = (sent if each.method == "POST" else set()) | set(names_in(each.body))
    assert sent
    return sent
