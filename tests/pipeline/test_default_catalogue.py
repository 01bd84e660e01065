"""The default catalogue, built whole: what it must hold, and what must not be in it."""

from datetime import UTC, datetime

import pytest
from pyoxigraph import NamedNode

from regesta.assets import asset
from regesta.findings import Severity
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_with_examples
from regesta.pipeline import Pipeline
from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings
from regesta.store.query import load_query

CHECKS = sorted(path.stem for path in asset("queries", "checks").glob("*.rq"))
EXAMPLES = sorted(path.stem for path in asset("queries", "examples").glob("*.rq"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return load_settings(asset("data"), tmp_path_factory.mktemp("releases"), environment={})


@pytest.fixture(scope="module")
def built(settings):
    created = datetime(2026, 1, 31, tzinfo=UTC)
    return Pipeline(settings).build(ReleaseRepository(settings.releases), created)


@pytest.fixture(scope="module")
def store(built):
    store = built[0].release.open_store()
    yield store
    store.close()


def ask(store, settings, query):
    return store.select(f"BASE <{settings.catalogue.base_iri}>\n{query}")


def test_nothing_is_wrong_with_it(built):
    _, tally = built
    grave = [each for each in tally.findings() if each.severity is not Severity.INFO]
    assert [each for each in grave if each.severity is Severity.VIOLATION] == []
    assert {each.place.source for each in grave} == {"loc-trafficking"}
    assert len(grave) <= 30
    assert tally.statistics() == {"read": 1767, "published": 1766, "merged": 1, "quarantined": 0}


def test_the_manifest_counts_what_is_in_it(built):
    counts = built[0].release.manifest.counts
    assert counts["publication"] == 1767
    assert counts["person"] > 1000
    assert counts["region"] > 300
    assert counts["agency"] >= 40
    assert counts["theme"] >= 40


def test_all_questions_are_collected():
    assert len(CHECKS) == 20
    assert len(EXAMPLES) == 16


@pytest.mark.parametrize("name", CHECKS)
def test_no_check_finds_anything(store, settings, name):
    query = load_query(f"checks/{name}")
    base = NamedNode(settings.catalogue.base_iri)
    text = query.bind(base=base) if query.parameters else query.bind()
    assert store.select(text) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_finds_something(store, settings, name):
    identifiers = Identifiers(settings.catalogue.base_iri)
    text = fill_with_examples(load_query(f"examples/{name}"), identifiers).text
    if "CONSTRUCT" in text:
        assert store.construct(f"BASE <{settings.catalogue.base_iri}>\n{text}")
    else:
        assert ask(store, settings, text)


def test_a_second_build_changes_nothing(settings, built):
    again, _ = Pipeline(settings).build(
        ReleaseRepository(settings.releases), datetime(2026, 2, 1, tzinfo=UTC)
    )
    assert not again.switched
    assert again.release.identifier == built[0].release.identifier
