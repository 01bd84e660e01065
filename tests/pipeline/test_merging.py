"""One publication from two sources: one thing, a document for each source, conflicts told."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode

from regesta.pipeline import Pipeline
from regesta.pipeline.decisions import write_decision
from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings
from regesta.vocabulary import BIBO, DCTERMS, FOAF, SKOS
from regesta.web.app import create_app

SMALL = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
MOMENT = datetime(2026, 11, 25, tzinfo=UTC)
BASE = "http://localhost:8000/"
FIRST = """
- {id: one, title: {en: Children on the move}, doi: 10.1000/182, issued: 2016-06,
   creators: [Ana Silva], extent: 20 p.}
- {id: alone, title: {en: A history of ports}}
"""
SECOND = """
- {id: two, title: {en: "Children on the move."}, doi: 10.1000/182, issued: 2017,
   creators: [Ana Silva, Jean Martin], isbn: 978-0-306-40615-7, abstract: {en: What it says.}}
"""
LEADER = NamedNode(f"{BASE}id/publication/one")
MERGED = NamedNode(f"{BASE}publication/two")


class Sandbox:
    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.releases = root / "releases"
        (self.data / "sources").mkdir(parents=True)
        (self.data / "authorities").symlink_to(SMALL / "authorities")
        catalogue = (SMALL / "catalogue.toml").read_text("utf-8").partition("[[sources]]")[0]
        for name, text in (("first", FIRST), ("second", SECOND)):
            (self.data / "sources" / f"{name}.yaml").write_text(text, "utf-8")
            catalogue += (
                f'[[sources]]\nname = "{name}"\nreader = "records"\npath = "sources/{name}.yaml"\n'
            )
        (self.data / "catalogue.toml").write_text(catalogue, "utf-8")

    def build(self):
        settings = load_settings(self.data, self.releases, {"REGESTA_BASE_IRI": BASE})
        return Pipeline(settings).build(ReleaseRepository(self.releases), MOMENT)


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path)


def test_each_source_keeps_its_statements_about_the_one_publication(sandbox: Sandbox) -> None:
    result, tally = sandbox.build()
    assert tally.statistics() == {"read": 3, "published": 2, "merged": 1, "quarantined": 0}
    store = result.release.open_store()
    merged = store.graph(MERGED)
    about = {(quad.predicate, quad.object) for quad in merged if quad.subject == LEADER}
    assert (DCTERMS.identifier, Literal("two")) in about
    assert (BIBO.doi, Literal("10.1000/182")) in about
    assert (BIBO.isbn, Literal("9780306406157")) in about
    assert (DCTERMS.abstract, Literal("What it says.", language="en")) in about
    assert (DCTERMS.alternative, Literal("Children on the move.", language="en")) in about
    predicates = {predicate for predicate, _ in about}
    assert DCTERMS.title not in predicates
    assert DCTERMS.issued not in predicates
    assert {quad.object for quad in merged if quad.predicate == FOAF.primaryTopic} == {LEADER}
    assert not any(f"{BASE}id/publication/two" in str(quad) for quad in merged)
    union = [quad for quad in store.quads() if quad.subject == LEADER]
    for once in (DCTERMS.title, DCTERMS.issued, BIBO.authorList, DCTERMS.abstract):
        assert len({quad.object for quad in union if quad.predicate == once}) == 1, once
    assert SKOS.exactMatch not in predicates


def test_a_curator_learns_of_the_merger_and_of_each_conflict(sandbox: Sandbox) -> None:
    _, tally = sandbox.build()
    told = [each for each in tally.findings() if each.code.startswith("duplicate-")]
    assert {each.place.file for each in told} == {"second.yaml"}
    assert {each.record_iri for each in told} == {f"{BASE}id/publication/two"}
    conflicts = {each.value for each in told if each.code == "duplicate-conflict"}
    assert conflicts == {"Children on the move.", "2017"}
    (merged,) = (each for each in told if each.code == "duplicate-merged")
    assert "regesta decide different two one" in merged.remedy


def test_a_decision_parts_them_for_good(sandbox: Sandbox) -> None:
    before = sandbox.build()[0].release.identifier
    write_decision(sandbox.data, "different", "one", "two", "another edition")
    result, tally = sandbox.build()
    assert tally.statistics() == {"read": 3, "published": 3, "merged": 0, "quarantined": 0}
    assert [each for each in tally.findings() if each.code.startswith("duplicate-")] == []
    assert result.changes["updated"] == 1
    (sandbox.data / "decisions" / "duplicates.tsv").unlink()
    assert sandbox.build()[0].release.identifier == before


def test_the_page_of_the_publication_says_what_all_its_records_say(sandbox: Sandbox) -> None:
    sandbox.build()
    settings = load_settings(sandbox.data, sandbox.releases, {"REGESTA_BASE_IRI": BASE})
    with TestClient(create_app(settings), base_url=BASE) as client:
        page = client.get("/publication/one", headers={"Accept": "text/html"}).text
        for said in ("Children on the move", "978-0-306-40615-7", "What it says.", "June 2016"):
            assert said in page or said.replace("-", "") in page, said
        assert page.count("<dt>Source</dt>") == 2
        assert "2017" not in page
        moved = client.get("/id/publication/two", headers={"Accept": "text/html"})
        assert [each.status_code for each in moved.history] == [303, 303]
        assert moved.url.path == "/publication/one"
        assert moved.text == page
        record = client.get("/publication/two.ttl").text
        assert "publication:one" in record
        assert 'dcterms:identifier "two"' in record
        listed = client.get("/publication", headers={"Accept": "text/html"}).text
        assert listed.count('href="/publication/one"') == 1
        assert 'href="/publication/two"' not in listed


def test_the_page_of_a_source_lists_what_its_records_became_part_of(sandbox: Sandbox) -> None:
    sandbox.build()
    settings = load_settings(sandbox.data, sandbox.releases, {"REGESTA_BASE_IRI": BASE})
    with TestClient(create_app(settings), base_url=BASE) as client:
        for source, listed in (("first", ["alone", "one"]), ("second", ["one"])):
            page = client.get(f"/id/source/{source}", headers={"Accept": "text/html"})
            assert page.status_code == 200
            found = set(re.findall(r'href="/publication/([a-z-]+)"', page.text))
            assert sorted(found) == listed, source
