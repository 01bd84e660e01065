"""The seed page gives every fact that a careful reader takes from it; so do the curated records."""

import json
from pathlib import Path

import pytest

from regesta.assets import asset
from regesta.findings import Finding, Severity
from regesta.identifiers import Identifiers
from regesta.pipeline import Outcome, Pipeline
from regesta.records import Kind, Role
from regesta.settings import load_settings

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed"
AGENCIES = json.loads((ROOT / "tests" / "fixtures" / "seed" / "agencies.json").read_text("utf-8"))
PUBLICATIONS = range(7)

pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason="the seed page is not here: no folder shared/seed beside the checkout"
)


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline(load_settings(asset("data"), environment={}))


@pytest.fixture(scope="module")
def identifiers():
    return Identifiers(load_settings(asset("data"), environment={}).catalogue.base_iri)


@pytest.fixture(scope="module")
def expected():
    return json.loads((SEED / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def page(pipeline):
    items = list(pipeline.check(SEED / "data-collection.txt"))
    findings = [item for item in items if isinstance(item, Finding)]
    assert [finding for finding in findings if finding.severity is not Severity.INFO] == []
    return [item for item in items if isinstance(item, Outcome)]


@pytest.fixture(scope="module")
def curated(pipeline):
    items = list(pipeline.check(asset("data", "sources", "data-collection.yaml")))
    assert not any(isinstance(item, Finding) for item in items)
    return items


def iris(outcome, role, *, stated=None):
    return {
        link.iri
        for link in outcome.linked.links
        if link.role is role and stated in (None, link.stated)
    }


def geonames(numbers):
    return {f"https://sws.geonames.org/{number}/" for number in numbers}


def test_both_have_the_seven_publications_and_nothing_is_wrong_with_them(page, curated, expected):
    assert len(expected["publications"]) == len(PUBLICATIONS) == len(page) == len(curated)
    for outcome in (*page, *curated):
        assert [each for each in outcome.findings if each.severity is not Severity.INFO] == []


@pytest.mark.parametrize("number", PUBLICATIONS)
@pytest.mark.parametrize("source", ["page", "curated"])
class TestEachPublication:
    @pytest.fixture
    def outcome(self, source, number, request):
        return request.getfixturevalue(source)[number]

    @pytest.fixture
    def fact(self, number, expected):
        return expected["publications"][number]

    def test_title_and_languages(self, outcome, fact):
        record = outcome.linked.record
        assert [text.value for text in record.titles] == [fact["title"]]
        assert record.titles[0].language == fact["title_language"]
        abstract_language = fact.get("abstract_language", fact["title_language"])
        assert {text.language for text in record.abstracts} == {abstract_language}

    def test_a_date_that_is_only_mentioned_is_not_the_date_of_publication(self, outcome, fact):
        assert fact["issued"] is None
        assert outcome.linked.record.issued is None
        assert not any("terms/issued" in quad.predicate.value for quad in outcome.quads)

    def test_dates_that_the_text_mentions(self, source, outcome, fact):
        if source == "page":
            assert list(outcome.linked.dates) == fact["dates_mentioned"]
        else:
            assert set(outcome.linked.dates) <= set(fact["dates_mentioned"])

    def test_authors(self, outcome, fact):
        assert [person.name for person in outcome.linked.persons] == fact["authors"]
        creators = [link for link in outcome.linked.links if link.role is Role.CREATOR]
        assert [link.kind for link in creators] == [Kind.PERSON] * len(fact["authors"])

    def test_agencies(self, outcome, fact, identifiers):
        wanted = {
            identifiers.thing("agency", AGENCIES[name]).value for name in fact["agencies_mentioned"]
        }
        assert wanted <= iris(outcome, Role.MENTION)

    def test_no_agency_is_made_a_publisher(self, outcome):
        assert iris(outcome, Role.PUBLISHER) == set()

    def test_regions_are_these_and_no_others(self, outcome, fact):
        wanted = geonames([*fact["regions_stated"], *fact["regions_mentioned"]])
        assert iris(outcome, Role.SPATIAL) == wanted

    def test_what_a_tag_states_ranks_above_what_a_text_mentions(self, outcome, fact):
        stated = [link for link in outcome.linked.links if link.stated]
        mentioned = [link for link in outcome.linked.links if not link.stated]
        assert geonames(fact["regions_stated"]) <= {link.iri for link in stated}
        if mentioned:
            assert max(link.score for link in mentioned) < min(link.score for link in stated)

    def test_the_theme_of_the_page(self, outcome, identifiers):
        theme = identifiers.thing("theme", "data-collection").value
        assert theme in iris(outcome, Role.SUBJECT, stated=True)


def test_the_agency_found_beyond_the_list_is_the_trap_that_is_no_region(page, identifiers):
    handbook = iris(page[2], Role.MENTION)
    assert identifiers.thing("agency", "us-department-of-state").value in handbook
    assert iris(page[2], Role.SPATIAL) == set()


@pytest.mark.parametrize("number", PUBLICATIONS)
def test_page_and_curated_records_agree_on_what_they_describe(page, curated, number):
    for role in (Role.CREATOR, Role.SPATIAL):
        assert iris(page[number], role) == iris(curated[number], role)
    assert iris(page[number], Role.MENTION) <= iris(curated[number], Role.MENTION)


def test_the_page_states_where_each_publication_stands(page):
    lines = (SEED / "data-collection.txt").read_text("utf-8").splitlines()
    for outcome in page:
        record = outcome.linked.record
        start = lines[record.place.line - 1].replace("Tool:C", "Tool: C")
        assert start == record.titles[0].value
