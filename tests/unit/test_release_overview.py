"""The overview says of a release what a query over all of it would say."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from sample_releases import BASE, build_release, sample_quads

from regesta.errors import ReleaseError
from regesta.identifiers import Identifiers
from regesta.release.overview import Overview
from regesta.release.overview_collector import collect_overview

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX gn: <http://www.geonames.org/ontology#>
"""
LINES = rf"""
<{BASE}publication/a> <http://xmlns.com/foaf/0.1/primaryTopic> <{BASE}id/publication/a> <{BASE}publication/a> .
<{BASE}publication/a> <http://www.w3.org/ns/prov#wasDerivedFrom> <{BASE}id/source/s> <{BASE}publication/a> .
<{BASE}id/publication/a> <http://purl.org/dc/terms/title> "Say \"no\" \\ à\u00E9"@fr <{BASE}publication/a> .
<{BASE}id/publication/a> <http://purl.org/dc/terms/issued> "2016-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> <{BASE}publication/a> .
<{BASE}publication/b> <http://xmlns.com/foaf/0.1/primaryTopic> <{BASE}id/publication/a> <{BASE}publication/b> .
<{BASE}publication/b> <http://www.w3.org/ns/prov#wasDerivedFrom> <{BASE}id/source/t> <{BASE}publication/b> .
<{BASE}id/publication/a> <http://purl.org/dc/terms/creator> <{BASE}id/person/p> <{BASE}publication/b> .
<{BASE}id/publication/c> <http://purl.org/dc/terms/title> "Later, <b> \"x\" .\n"@en-GB <{BASE}publication/c> .
<{BASE}id/publication/c> <http://purl.org/dc/terms/issued> "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> <{BASE}publication/c> .
<{BASE}id/publication/c> <http://purl.org/dc/terms/creator> <{BASE}id/person/p> <{BASE}publication/c> .
<{BASE}id/publication/d> <http://purl.org/dc/terms/title> "Undated" <{BASE}publication/d> .
<{BASE}id/person/p> <http://xmlns.com/foaf/0.1/name> "P \"Q\" R" <{BASE}person/p> .
""".lstrip()  # noqa: E501 - one statement a line, as in a dump


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(sample_quads())
    return store


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    return build_release(tmp_path_factory.mktemp("overview"), sample_quads()).overview()


def pairs(store: ox.Store, pattern: str) -> set[tuple[str, str]]:
    found = store.query(f"{PREFIXES} SELECT ?a ?b {{ {pattern} }}", use_default_graph_as_union=True)
    return {(row["a"].value, row["b"].value) for row in found}


def test_it_knows_every_publication_and_all_that_is_linked(
    store: ox.Store, overview: Overview
) -> None:
    wanted = pairs(
        store,
        """?a a bibo:Document ; dcterms:creator|dcterms:publisher|dcterms:contributor|schema:funder
        |schema:mentions|dcterms:spatial|dcterms:subject|dcterms:language ?b""",
    ) | pairs(store, "?document foaf:primaryTopic ?a ; prov:wasDerivedFrom ?b")
    found = {
        (overview.publications[place], thing)
        for thing, places in overview.linked.items()
        for place in places
    }
    assert found == wanted
    assert len(found) > 20
    assert all(list(places) == sorted(set(places)) for places in overview.linked.values())


def test_it_knows_the_names_of_everything(store: ox.Store, overview: Overview) -> None:
    wanted = pairs(store, "?a a ?kind ; skos:prefLabel|foaf:name|gn:name ?b") - pairs(
        store, "?a a skos:ConceptScheme ; skos:prefLabel ?b"
    )
    found = {
        (iri, value)
        for things in overview.names.values()
        for iri, names in things.items()
        for value, _ in names
    }
    assert found == wanted
    assert len(found) > 15


def test_lines_of_a_dump_are_read_as_a_parser_would() -> None:
    overview = collect_overview(LINES.encode().splitlines(keepends=True), Identifiers(BASE))
    things = [iri.removeprefix(f"{BASE}id/") for iri in overview.publications]
    assert things == ["publication/c", "publication/a", "publication/d"]
    assert overview.titles == ['later, <b> "x" .\n', 'say "no" \\ àé', "undated"]
    assert list(overview.linked[f"{BASE}id/person/p"]) == [0, 1]
    assert overview.names["person"] == {f"{BASE}id/person/p": [('P "Q" R', None)]}


def test_a_record_that_was_merged_counts_for_its_source() -> None:
    overview = collect_overview(LINES.encode().splitlines(keepends=True), Identifiers(BASE))
    for source in ("s", "t"):
        assert list(overview.linked[f"{BASE}id/source/{source}"]) == [1]


def test_it_is_read_as_it_was_written(tmp_path: Path, overview: Overview) -> None:
    overview.write(tmp_path / "overview.json")
    again = Overview.read(tmp_path / "overview.json")
    assert again == overview
    (tmp_path / "overview.json").write_text("{}")
    with pytest.raises(ReleaseError, match="build the release again"):
        Overview.read(tmp_path / "overview.json")
