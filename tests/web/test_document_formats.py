"""Every document in every RDF format, read by two libraries, is its part of the dump."""

from collections import defaultdict

import pyoxigraph as ox
import pytest
import rdflib
from sample_releases import BASE, sample_quads

from regesta.serialisation import FORMATS, N_QUADS, TRIG

# rdflib warns about parts of itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

GRAPHS: dict[str, set[ox.Quad]] = defaultdict(set)
for each in sample_quads():
    GRAPHS[each.graph_name.value].add(each)
CASES = [(document, form) for document in sorted(GRAPHS) for form in FORMATS]


def test_every_document_in_every_format_is_a_case():
    assert len(GRAPHS) == 23
    assert len(CASES) == 23 * 6


@pytest.fixture(scope="module")
def dumped(release):
    quads = ox.parse(path=str(release.path / "dumps/regesta.nq"), format=ox.RdfFormat.N_QUADS)
    graphs = defaultdict(set)
    for quad in quads:
        graphs[quad.graph_name.value].add(quad)
    return graphs


@pytest.mark.parametrize(("document", "form"), CASES, ids=lambda one: getattr(one, "suffix", one))
def test_answer_is_the_named_graph(client, dumped, document, form):
    path = document.removeprefix(BASE)
    by_suffix = client.get(f"/{path}.{form.suffix}")
    by_accept = client.get(f"/{path}", headers={"Accept": form.media_type})
    assert by_suffix.status_code == by_accept.status_code == 200
    assert by_suffix.headers["content-type"] == form.content_type
    assert by_suffix.content == by_accept.content
    assert dumped[document] == GRAPHS[document]

    read = set(ox.parse(by_suffix.content, format=form.engine))
    expected = dumped[document]
    assert {one.triple for one in read} == {one.triple for one in expected}
    if form in (N_QUADS, TRIG):
        assert read == expected
    assert _read_with_rdflib(by_suffix.content, form.media_type) == _read_with_rdflib(
        ox.serialize((one.triple for one in expected), format=ox.RdfFormat.N_TRIPLES),
        "application/n-triples",
    )


@pytest.mark.parametrize("form", [each for each in FORMATS if each not in (N_QUADS, TRIG)])
def test_a_reader_that_knows_no_graphs_finds_the_statements_in_the_default_graph(client, form):
    graph = rdflib.Graph()
    graph.parse(data=client.get(f"/agency/iom.{form.suffix}").content, format=form.media_type)
    assert len(graph) == len(GRAPHS[f"{BASE}agency/iom"])


@pytest.mark.parametrize("path", ["publication/hostile", "agency/iom"])
def test_a_page_links_to_each_format(client, path):
    head, _, _ = client.get(f"/{path}.html").text.partition("</head>")
    links = [f'type="{one.media_type}" href="/{path}.{one.suffix}"' for one in FORMATS]
    assert [link for link in links if f'<link rel="alternate" {link}>' not in head] == []


def _read_with_rdflib(content, media_type):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=content, format=media_type)
    return {triple[:3] for triple in dataset.triples((None, None, None))}


@pytest.mark.parametrize("kind", ["publication", "agency", "region", "theme", "person"])
def test_thing_leads_to_its_document(client, kind):
    names = {
        "publication": "hostile",
        "agency": "iom",
        "region": "614540",
        "theme": "data-collection",
        "person": "ada-lovelace",
    }
    answer = client.get(f"/id/{kind}/{names[kind]}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{kind}/{names[kind]}"


@pytest.mark.parametrize("path", ["/id/agency/nobody", "/id/agency/iom.ttl", "/id/agency/IOM"])
def test_there_is_nothing_at_the_iri_of_an_unknown_thing(client, path):
    assert client.get(path).status_code == 404
