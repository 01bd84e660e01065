"""The W3C's own tests of the SPARQL Protocol and the Service Description, from their files."""

import httpx
import pyoxigraph as ox
import pytest
from sparql_service import GRAPHS, RESULTS, running_service
from w3c_manifest import SUITE, Exchange, Manifest

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="The W3C's test suite is not beside this checkout."
)
NO_UPDATE = "The endpoint answers queries only; what is published changes by releases."
EXCEPTIONS = {
    "update_dataset_default_graph": NO_UPDATE,
    "update_dataset_default_graphs": NO_UPDATE,
    "update_dataset_named_graphs": NO_UPDATE,
    "update_dataset_full": NO_UPDATE,
    "update_post_form": NO_UPDATE,
    "update_post_direct": NO_UPDATE,
    "update_base_uri": NO_UPDATE,
}
FORMATS = {
    "boolean": RESULTS[:2],
    "tabular": RESULTS,
    "RDF": tuple(GRAPHS),
}
CASES = list(Manifest("protocol").cases()) if SUITE.is_dir() else []
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    graphs = {name: path for case in CASES for name, path in case.graphs.items()}
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(name))
        for name, path in graphs.items()
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    ]
    assert len(quads) == 3
    with running_service(tmp_path_factory.mktemp("w3c"), quads=quads) as running:
        yield running


def test_every_case_is_collected():
    assert len(CASES) == 34
    assert EXCEPTIONS.keys() <= {case.name for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_service_does_what_the_case_expects(service, case):
    for exchange in case.exchanges:
        answer = send(service, exchange)
        if case.name in EXCEPTIONS:
            assert answer.status_code == 403, EXCEPTIONS[case.name]
            return
        check(answer, exchange)


def send(service, exchange: Exchange) -> httpx.Response:
    path = exchange.path.replace("/sparql/", "/sparql", 1)
    # The client must not repair what a case has broken on purpose.
    return httpx.request(
        exchange.method,
        service.url + path,
        content=exchange.body or None,
        headers=exchange.headers,
        timeout=30,
    )


def check(answer: httpx.Response, exchange: Exchange) -> None:
    assert f"{answer.status_code // 100}xx" in exchange.statuses, answer.text
    if exchange.format:
        media_type = answer.headers["content-type"].partition(";")[0]
        assert media_type in FORMATS[exchange.format]
    if exchange.boolean is not None:
        assert answer.json()["boolean"] is exchange.boolean


def test_the_service_description_is_what_the_three_tests_ask(service):
    answer = httpx.get(service.endpoint, timeout=30)
    assert answer.status_code == 200
    store = ox.Store()
    store.load(answer.content, format=GRAPHS[answer.headers["content-type"].partition(";")[0]])
    services = list(
        store.quads_for_pattern(None, ox.NamedNode(f"{SD}endpoint"), ox.NamedNode(service.endpoint))
    )
    assert len(services) == 1
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert list(store.quads_for_pattern(services[0].subject, kind, ox.NamedNode(f"{SD}Service")))
    known = {f"{SD}{name}" for name in ("supportedLanguage", "feature", "resultFormat")}
    for quad in store:
        if quad.predicate.value in known:
            assert isinstance(quad.object, ox.NamedNode)
