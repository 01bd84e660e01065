"""The description of a release's classes and properties says what queries over it would."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from sample_releases import BASE, build_release, sample_quads

from regesta.errors import ReleaseError
from regesta.release.partitions import PARTITIONS_FILE, Partitions
from regesta.release.release import Release
from regesta.vocabulary import RDF_TYPE, VOID, VOID_EXT

PREFIXES = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build_release(tmp_path_factory.mktemp("partitions"), sample_quads())


def rows(store: ox.Store, query: str, *names: str) -> set[tuple[str, ...]]:
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    return {tuple(row[name].value for name in names) for row in found}


@pytest.fixture(scope="module")
def data() -> ox.Store:
    store = ox.Store()
    store.extend(sample_quads())
    return store


@pytest.fixture(scope="module")
def described(release: Release) -> ox.Store:
    """The description as the release's own store gives it."""
    store = ox.Store()
    graph = ox.NamedNode(f"{BASE}void")
    opened = release.open_store()
    store.extend(quad for quad in opened.quads() if quad.graph_name == graph)
    opened.close()
    return store


def test_every_property_is_counted(data: ox.Store, described: ox.Store) -> None:
    wanted = rows(data, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p", "p", "n")
    found = rows(
        described,
        "SELECT ?p ?n { ?all void:propertyPartition [ void:property ?p ; void:triples ?n ]"
        " FILTER NOT EXISTS { ?other void:classPartition ?all } }",
        "p",
        "n",
    )
    assert found == wanted
    assert len(found) > 20


def test_every_class_is_counted(data: ox.Store, described: ox.Store) -> None:
    wanted = rows(data, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c", "c", "n")
    found = rows(described, "SELECT ?c ?n { [] void:class ?c ; void:entities ?n }", "c", "n")
    assert found == wanted
    assert len(found) > 5


def test_properties_of_a_class_are_counted(data: ox.Store, described: ox.Store) -> None:
    wanted = rows(
        data, "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p", "c", "p", "n"
    )
    found = rows(
        described,
        "SELECT ?c ?p ?n { [] void:class ?c ;"
        " void:propertyPartition [ void:property ?p ; void:triples ?n ] }",
        "c",
        "p",
        "n",
    )
    assert found == wanted
    assert len(found) > 30


def test_objects_are_described_by_their_datatypes_and_classes(
    data: ox.Store, described: ox.Store
) -> None:
    wanted = rows(
        data,
        "SELECT ?p ?d (COUNT(*) AS ?n) { ?s a <http://purl.org/ontology/bibo/Document> ; ?p ?o"
        " BIND (DATATYPE(?o) AS ?d) FILTER isLiteral(?o) } GROUP BY ?p ?d",
        "p",
        "d",
        "n",
    )
    found = rows(
        described,
        "SELECT ?p ?d ?n { [] void:class <http://purl.org/ontology/bibo/Document> ;"
        " void:propertyPartition [ void:property ?p ;"
        " void-ext:datatypePartition [ void-ext:datatype ?d ; void:triples ?n ] ] }",
        "p",
        "d",
        "n",
    )
    assert found == wanted
    agencies = rows(
        described,
        "SELECT ?c { [] void:property <http://purl.org/dc/terms/publisher> ;"
        " void:classPartition [ void:class ?c ] }",
        "c",
    )
    assert agencies == {("http://www.w3.org/ns/org#Organization",)}


def test_links_to_others_are_linksets(data: ox.Store, described: ox.Store) -> None:
    wanted = rows(
        data,
        "SELECT ?host (COUNT(*) AS ?n) { ?s skos:exactMatch ?o"
        " BIND (REPLACE(STR(?o), '^([a-z]+://[^/]+/).*', '$1') AS ?host) } GROUP BY ?host",
        "host",
        "n",
    )
    found = rows(
        described,
        "SELECT ?host ?n { ?links a void:Linkset ; void:linkPredicate skos:exactMatch ;"
        " void:triples ?n ; void:objectsTarget [ void:uriSpace ?host ] }",
        "host",
        "n",
    )
    assert found == wanted
    assert found


def test_every_node_has_an_address(release: Release) -> None:
    described = release.described
    assert len(set(described)) == len(described) > 100
    assert all(isinstance(triple.subject, ox.NamedNode) for triple in described)
    assert {VOID.propertyPartition, VOID_EXT.datatype, RDF_TYPE} <= {
        triple.predicate for triple in described
    }


def test_damaged_counts_are_named(release: Release, tmp_path: Path) -> None:
    path = tmp_path / PARTITIONS_FILE
    path.write_text('{"entities": [["a", "b"]]}')
    with pytest.raises(ReleaseError, match="build the release again"):
        Partitions.read(path)
    Partitions.read(release.path / PARTITIONS_FILE).write(path)
    assert path.read_bytes() == (release.path / PARTITIONS_FILE).read_bytes()
