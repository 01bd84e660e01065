"""Whatever the statements are: what is written is read back as it was, or refused."""

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from regesta.errors import SerialisationError
from regesta.serialisation import (
    FORMATS,
    JSON_LD,
    N_QUADS,
    RDF_XML,
    Format,
    prefixes_for,
    serialise,
)
from regesta.vocabulary import RDF_TYPE

PREFIXES = prefixes_for("http://localhost:8000/")
SUFFIXES = st.text("abz09._-~%2F:/#?&=+,;@!$'()*éЖ字", max_size=8)


def iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


IRIS = (
    st.one_of(
        st.builds(str.__add__, st.sampled_from(sorted(PREFIXES.values())), SUFFIXES),
        st.builds("{}:{}".format, st.sampled_from([*PREFIXES, "urn", "mailto", "x"]), SUFFIXES),
    )
    .map(iri)
    .filter(bool)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.sampled_from(["1", "-01", "+1.50", "1.", ".5", "1e3", "true", "0", "x"])
DATATYPES = st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string"]).map(
    lambda name: NamedNode(PREFIXES["xsd"] + name)
)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(
        lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "zh-hans"])
    ),
    st.builds(lambda text, datatype: Literal(text, datatype=datatype), NUMBERS, DATATYPES | IRIS),
)
PREDICATES = st.just(RDF_TYPE) | IRIS
QUADS = st.lists(st.builds(Quad, IRIS, PREDICATES, IRIS | LITERALS, IRIS), max_size=6)


def expected(quads: list[Quad], rdf_format: Format) -> set[Quad]:
    return set(quads) if rdf_format.has_graphs else {Quad(*quad.triple) for quad in quads}


@pytest.mark.parametrize("rdf_format", FORMATS, ids=lambda each: each.name)
@settings(max_examples=150, deadline=None)
@given(quads=QUADS)
def test_what_is_written_is_read_back(rdf_format: Format, quads: list[Quad]) -> None:
    try:
        data = serialise(quads, rdf_format, PREFIXES)
    except SerialisationError:
        assert rdf_format is RDF_XML
        return
    assert set(ox.parse(data, rdf_format.engine)) == expected(quads, rdf_format)


@settings(max_examples=60, deadline=None)
@given(quads=QUADS)
def test_rdflib_takes_json_ld_for_the_same_as_n_quads(quads: list[Quad]) -> None:
    datasets = []
    for rdf_format, name in ((JSON_LD, "json-ld"), (N_QUADS, "nquads")):
        dataset = rdflib.Dataset()
        dataset.parse(data=serialise(quads, rdf_format, PREFIXES), format=name)
        datasets.append(set(dataset.quads()))
    assert datasets[0] == datasets[1]


@pytest.mark.parametrize("names", [["0"], ["0", "a.b", "c-d"]])
def test_blank_nodes_stay_apart_in_rdf_xml(names: list[str]) -> None:
    types = [Quad(BlankNode(name), RDF_TYPE, NamedNode("http://e.org/T")) for name in names]
    assert len(list(ox.parse(serialise(types, RDF_XML), RDF_XML.engine))) == len(names)
