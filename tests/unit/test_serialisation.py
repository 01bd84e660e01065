"""Serialisation: the same statements come back from every format, in the same bytes each time."""

import io
import json
import random
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from regesta.errors import SerialisationError
from regesta.serialisation import (
    FORMATS,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TURTLE,
    Format,
    format_by_media_type,
    format_by_name,
    format_by_suffix,
    ordered,
    prefixes_for,
    serialise,
    serialise_to,
)
from regesta.serialisation.prefixes import usable_prefixes
from regesta.vocabulary import DCTERMS, RDF

FIXTURES = Path(__file__).parent.parent / "fixtures"
BASE = "http://localhost:8000/"
SAMPLES = {
    "model": (FIXTURES / "model.trig", TRIG),
    "awkward": (FIXTURES / "release" / "awkward.nq", N_QUADS),
}
REFUSED = tomllib.loads((FIXTURES / "release" / "refused.toml").read_text())["refused"]
RDFLIB_NAMES = {
    TURTLE: "turtle",
    JSON_LD: "json-ld",
    N_TRIPLES: "nt",
    RDF_XML: "xml",
    N_QUADS: "nquads",
    TRIG: "trig",
}

every_format = pytest.mark.parametrize("rdf_format", FORMATS, ids=lambda each: each.name)
every_sample = pytest.mark.parametrize("sample", SAMPLES)


def read_sample(name: str) -> list[Quad]:
    path, rdf_format = SAMPLES[name]
    return list(ox.parse(path=str(path), format=rdf_format.engine))


def as_held_by(quads: list[Quad], rdf_format: Format) -> set[Quad]:
    return set(quads) if rdf_format.has_graphs else {Quad(*quad.triple) for quad in quads}


def read_by_rdflib(data: bytes, rdf_format: Format) -> set[tuple[object, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=RDFLIB_NAMES[rdf_format])
    return {
        (s, p, o, graph if rdf_format.has_graphs else None) for s, p, o, graph in dataset.quads()
    }


def test_the_samples_are_not_empty() -> None:
    assert len(read_sample("model")) == 133
    assert len(read_sample("awkward")) == 31
    assert len(REFUSED) == 8


@every_sample
@every_format
def test_oxigraph_reads_back_what_was_written(sample: str, rdf_format: Format) -> None:
    quads = read_sample(sample)
    data = serialise(quads, rdf_format, prefixes_for(BASE))
    assert set(ox.parse(data, rdf_format.engine)) == as_held_by(quads, rdf_format)


@every_sample
@every_format
def test_rdflib_reads_back_what_was_written(sample: str, rdf_format: Format) -> None:
    plain = N_QUADS if rdf_format.has_graphs else N_TRIPLES
    quads = read_sample(sample)
    written = read_by_rdflib(serialise(quads, rdf_format, prefixes_for(BASE)), rdf_format)
    assert written == read_by_rdflib(serialise(quads, plain), plain)


@every_format
def test_the_order_of_the_statements_does_not_matter(rdf_format: Format) -> None:
    quads = read_sample("model")
    expected = serialise(quads, rdf_format)
    random.Random(7).shuffle(quads)
    assert serialise(quads + quads, rdf_format) == expected


@every_format
def test_a_stream_of_ordered_quads_gives_the_same_statements(rdf_format: Format) -> None:
    quads = read_sample("model")
    file = io.BytesIO()
    serialise_to(iter(ordered(quads, rdf_format)), rdf_format, file)
    assert set(ox.parse(file.getvalue(), rdf_format.engine)) == as_held_by(quads, rdf_format)


@every_format
def test_nothing_is_a_document_too(rdf_format: Format) -> None:
    assert list(ox.parse(serialise([], rdf_format), rdf_format.engine)) == []
    assert not read_by_rdflib(serialise([], rdf_format), rdf_format)


@every_format
def test_triples_without_a_graph_are_taken(rdf_format: Format) -> None:
    triples = [quad.triple for quad in read_sample("model")]
    data = serialise(triples, rdf_format)
    assert {quad.triple for quad in ox.parse(data, rdf_format.engine)} == set(triples)


@every_format
def test_blank_nodes_keep_their_place(rdf_format: Format) -> None:
    node = BlankNode("0a")
    triples = [Triple(DCTERMS.a, DCTERMS.b, node), Triple(node, DCTERMS.c, Literal("d"))]
    read = list(ox.parse(serialise(triples, rdf_format), rdf_format.engine))
    assert len(read) == 2
    assert {quad.object for quad in read if quad.predicate == DCTERMS.b} == {
        quad.subject for quad in read if quad.predicate == DCTERMS.c
    }


@pytest.mark.parametrize("rdf_format", [TURTLE, TRIG], ids=lambda each: each.name)
def test_turtle_declares_the_used_prefixes_in_order_and_puts_the_type_first(
    rdf_format: Format,
) -> None:
    graph = NamedNode(BASE + "agency/iom")
    agency = NamedNode(BASE + "id/agency/iom")
    quads = [
        Quad(agency, DCTERMS.title, Literal("IOM"), graph),
        Quad(agency, RDF.type, NamedNode("http://www.w3.org/ns/org#Organization"), graph),
    ]
    lines = serialise(quads, rdf_format, prefixes_for(BASE)).decode().splitlines()
    assert [line.split()[1] for line in lines if line.startswith("@prefix")] == [
        "agency:",
        "dcterms:",
        "org:",
    ]
    body = [line.strip() for line in lines if line.endswith((" ;", " ."))][-2:]
    assert body == ["agency:iom a org:Organization ;", 'dcterms:title "IOM" .']


def test_json_ld_uses_prefixes_and_keeps_one_graph_of_one_document() -> None:
    document = json.loads(serialise(read_sample("model"), JSON_LD, prefixes_for(BASE)))
    graphs = {graph["@id"]: graph["@graph"] for graph in document["@graph"]}
    assert len(graphs) == 10
    agency = next(node for node in graphs[BASE + "agency/iom"] if node["@id"] == "agency:iom")
    assert agency["@type"] == ["org:Organization", "foaf:Organization"]
    assert {"@language": "fr", "@value": "OIM"} in agency["skos:altLabel"]
    assert agency["org:memberOf"] == {"@id": "agency:icat"}


def test_json_ld_gives_up_a_prefix_only_in_the_graph_where_it_would_capture_an_iri() -> None:
    document = json.loads(serialise(read_sample("awkward"), JSON_LD, prefixes_for(BASE)))
    contexts = {graph["@id"]: graph.get("@context") for graph in document["@graph"]}
    assert contexts[BASE + "publication/a"] == {"geo": None}
    assert contexts[BASE + "publication/b"] is None


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["names"])
def test_rdf_xml_refuses_what_it_cannot_hold(case: dict[str, str]) -> None:
    quads = list(ox.parse(case["statement"], N_TRIPLES.engine))
    with pytest.raises(SerialisationError) as caught:
        serialise(quads, RDF_XML)
    assert case["names"] in str(caught.value)
    assert str(caught.value).endswith(".")


def test_json_ld_refuses_statements_about_statements() -> None:
    triple = Triple(DCTERMS.a, DCTERMS.b, Literal("c"))
    with pytest.raises(SerialisationError, match="statement about a statement"):
        serialise([Triple(DCTERMS.a, DCTERMS.b, triple)], JSON_LD)


def test_json_ld_keeps_the_direction_of_a_text() -> None:
    quads = list(ox.parse('<http://e.org/s> <http://e.org/p> "x"@ar--rtl .', N_TRIPLES.engine))
    assert b'{"@language": "ar", "@direction": "rtl", "@value": "x"}' in serialise(quads, JSON_LD)


def test_of_two_prefixes_for_one_iri_only_one_is_used() -> None:
    table = {
        "a": "http://e.org/",
        "b": "http://e.org/ns#",
        "c": "http://f.org/",
        "d": "http://f.org/",
        "e": "http://g.org/x",
    }
    assert usable_prefixes(table) == {"a": "http://e.org/", "c": "http://f.org/"}


@every_format
def test_a_format_is_found_by_name_suffix_and_media_type(rdf_format: Format) -> None:
    assert format_by_name(rdf_format.name.upper()) is rdf_format
    assert format_by_suffix(rdf_format.suffix) is rdf_format
    assert format_by_suffix(f".{rdf_format.suffix}") is rdf_format
    assert format_by_media_type(f"{rdf_format.media_type}; charset=utf-8") is rdf_format


def test_an_unknown_format_is_none_or_names_the_known_ones() -> None:
    assert format_by_suffix("xlsx") is None
    assert format_by_media_type("*/*") is None
    with pytest.raises(SerialisationError, match="turtle, json-ld"):
        format_by_name("word")
