"""Clients that researchers use, and requests as other clients are known to write them."""

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

IOM = URIRef("http://localhost:8000/id/agency/iom")
NAMES = "SELECT ?name WHERE { ?person <http://xmlns.com/foaf/0.1/name> ?name }"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("results", ["xml", "json", "csv", "tsv"])
def test_rdflib_selects(service, method, results):
    graph = Graph(SPARQLStore(service.endpoint, method=method, returnFormat=results))
    assert [str(row[0]) for row in graph.query(NAMES)] == ["Irina Todorova", "Marika McAdam"]


def test_rdflib_reads_triples_and_constructs(service):
    graph = Graph(SPARQLStore(service.endpoint))
    labels = set(graph.objects(IOM, SKOS.prefLabel))
    assert Literal("International Organization for Migration", lang="en") in labels
    assert (IOM, SKOS.prefLabel, Literal("nothing")) not in graph
    built = graph.query(f"CONSTRUCT WHERE {{ ?s <{FOAF.name}> ?name }}").graph
    assert len(built) == 2
    assert bool(graph.query(f"ASK {{ <{IOM}> ?p ?o }}").askAnswer)


def test_rdflib_calls_the_endpoint_as_a_service(service):
    rows = Graph().query(f"SELECT ?name {{ SERVICE <{service.endpoint}> {{ {NAMES} }} }}")
    assert [str(row[0]) for row in rows] == ["Irina Todorova", "Marika McAdam"]


@pytest.mark.parametrize(
    ("parameters", "accept", "media_type"),
    [
        (
            {"format": "json", "output": "json", "results": "json"},
            "application/sparql-results+json,application/json,text/javascript,"
            "application/javascript",
            "application/sparql-results+json",
        ),
        (
            {"format": "xml", "output": "xml", "results": "xml"},
            "application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        ({"format": "csv"}, "text/csv", "text/csv"),
        (
            {"format": "json"},
            "application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
    ],
)
def test_sparqlwrapper_sends_parameters_that_mean_nothing_here(
    service, parameters, accept, media_type
):
    answer = httpx.get(
        service.endpoint, params={"query": NAMES, **parameters}, headers={"Accept": accept}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "Marika McAdam" in answer.text
