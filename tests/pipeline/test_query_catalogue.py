"""The examples and prefixes can be found by asking the store for them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regesta.assets import asset
from regesta.pipeline import Pipeline
from regesta.release.release import Release
from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings
from regesta.store.query_analysis import analyse_query
from regesta.vocabulary import prefixes

SMALL = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
BASE = "http://localhost:8000/"
EXECUTABLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
SELECT ?query ?comment ?text ?target {
  ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ; schema:target ?target ;
    sh:select|sh:ask|sh:construct ?text .
}
"""
PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?prefix ?namespace { [] sh:prefix ?prefix ; sh:namespace ?namespace }
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    releases = tmp_path_factory.mktemp("queries")
    pipeline = Pipeline(load_settings(SMALL, releases, {"REGESTA_BASE_IRI": BASE}))
    return pipeline.build(ReleaseRepository(releases), datetime(2026, 11, 25, tzinfo=UTC))[
        0
    ].release


def test_every_example_is_in_the_store_and_can_be_run_as_it_stands(release: Release) -> None:
    store = release.open_store()
    found = store.select(EXECUTABLES)
    assert len(found) == len(list(asset("queries", "examples").glob("*.rq"))) > 12
    for row in found:
        assert len(row["comment"].value.split()) > 3
        assert row["target"].value == f"{BASE}sparql"
        text = row["text"].value
        ask = store.construct if analyse_query(text).form.is_graph else store.select
        ask(f"BASE <{BASE}>\n{text}")


def test_every_prefix_is_declared(release: Release) -> None:
    rows = release.open_store().select(PREFIXES)
    assert {row["prefix"].value: row["namespace"].value for row in rows} == prefixes()
