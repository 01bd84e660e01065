"""Each check of a whole release finds what it is for, and nothing in a good release."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from regesta.assets import asset
from regesta.findings import Finding
from regesta.release.checks import CHECKS as CATALOGUE_CHECKS
from regesta.release.checks import check_catalogue
from regesta.store.oxigraph import OxigraphStore
from regesta.store.query import load_query
from regesta.vocabulary import compact_iri

FIXTURES = Path(__file__).parent.parent / "fixtures" / "shapes"
BASE = "http://localhost:8000/"
CHECKS = sorted(path.stem for path in asset("queries", "checks").glob("*.rq"))
FOUND = {
    "agency_cycles": ["id/agency/x"],
    "blank_nodes": ["publication/double"],
    "broader_cycles": ["id/theme/a", "id/theme/b"],
    "dangling_links": ["https://sws.geonames.org/1/"],
    "documents_without_thing": ["id/publication/hollow"],
    "doi_shared": ["id/publication/double", "id/publication/untitled"],
    "dates_in_conflict": ["id/publication/twin"],
    "dois_in_conflict": ["id/publication/twin"],
    "identifiers_shared": ["id/publication/twin", "id/publication/whole"],
    "isbn_shared": ["id/publication/twin", "id/publication/whole"],
    "labels_shared": ["id/theme/a", "id/theme/b"],
    "matches_shared": ["https://sws.geonames.org/4/", "https://sws.geonames.org/5/"],
    "member_cycles": ["https://sws.geonames.org/4/"],
    "misplaced_statements": ["id/agency/misplaced"],
    "parent_cycles": ["https://sws.geonames.org/2/", "https://sws.geonames.org/3/"],
    "part_cycles": ["id/publication/twin", "id/publication/whole"],
    "publications_without_title": ["id/publication/untitled"],
    "related_to_broader": ["id/theme/a"],
    "titles_in_conflict": ["id/publication/twin"],
    "types_in_conflict": ["id/publication/twin"],
}


def run(check: str, file: str) -> list[set[str]]:
    """The IRIs in each row that the check returns."""
    store = OxigraphStore.in_memory(ox.parse(path=str(FIXTURES / file)))
    query = load_query(f"checks/{check}")
    base = {"base": ox.NamedNode(BASE)} if query.parameters else {}
    rows = store.select(query.bind(**base))
    return [
        {term.value.removeprefix(BASE) for term in row.values() if isinstance(term, ox.NamedNode)}
        for row in rows
    ]


def test_every_check_is_collected() -> None:
    assert len(CHECKS) == 20
    assert FOUND.keys() == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS)
def test_check_finds_what_it_is_for(check: str) -> None:
    rows = run(check, "bad-release.trig")
    named = set().union(*rows)
    assert rows
    assert named >= set(FOUND[check])
    if check.endswith(("cycles", "title", "doi_shared", "isbn_shared", "identifiers_shared")):
        assert named == set(FOUND[check])


@pytest.mark.parametrize("check", CHECKS)
def test_good_release_passes(check: str) -> None:
    assert run(check, "valid.trig") == []


def found_in(file: str) -> list[Finding]:
    store = OxigraphStore.in_memory(ox.parse(path=str(FIXTURES / file)))
    return list(check_catalogue(store, ox.NamedNode(BASE)))


def test_every_check_but_four_is_told_as_findings() -> None:
    queries = [check.query for check in CATALOGUE_CHECKS]
    others = {"blank_nodes", "misplaced_statements", "doi_shared", "isbn_shared"}
    assert {*queries, *others} == set(CHECKS)
    assert len(set(queries)) == len(queries)
    codes = {finding.code for finding in found_in("bad-release.trig")}
    assert codes == {check.code for check in CATALOGUE_CHECKS}
    assert found_in("valid.trig") == []


def test_findings_say_in_words_what_is_wrong_and_where() -> None:
    findings = found_in("bad-release.trig")
    said = {finding.code: finding.message for finding in findings}
    assert said["catalogue-name-shared"] == (
        "The theme “Same” of the same list has the same name, “Same”."
    )
    assert said["catalogue-identifier-shared"].endswith("have the same identifier, same.")
    assert said["catalogue-titles-differ"] == (
        "Two records of one publication give it different titles: “One twin” and “Other twin”."
    )
    assert said["catalogue-link-dangling"] == (
        f"“{BASE}id/publication/untitled” points at https://sws.geonames.org/1/, "
        "which the catalogue does not describe."
    )
    for finding in findings:
        assert finding.record_iri.startswith("http")
        assert finding.record_title
        assert finding.remedy.endswith(".")
        assert "_:" not in finding.message
        assert "{" not in finding.message


def test_both_of_two_that_share_something_are_told_of_the_other() -> None:
    shared = [
        each for each in found_in("bad-release.trig") if each.code == "catalogue-identifier-shared"
    ]
    assert [finding.record_title for finding in shared] == ["One twin", "Whole"]
    assert "“Whole”" in shared[0].message
    assert "“One twin”" in shared[1].message


def test_findings_beyond_a_thousand_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.release.checks._MOST", 1)
    findings = found_in("bad-release.trig")
    (rest,) = [
        each for each in findings if each.code == "catalogue-hits-many" and "broader" in each.value
    ]
    assert rest.message.startswith("1 more findings of this kind are not shown: ")


def test_properties_that_point_at_things_of_ours_are_looked_at_for_dangling_links() -> None:
    text = asset("queries", "checks", "dangling_links.rq").read_text(encoding="utf-8")
    pointing = {
        compact_iri(quad.predicate.value)
        for file in (FIXTURES / "valid.trig", FIXTURES.parent / "model.trig")
        for quad in ox.parse(path=str(file))
        if isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith((BASE + "id/", "https://sws.geonames.org/"))
    }
    # By these a document speaks of its own thing, or a list of what is also said by a property.
    own = {"foaf:primaryTopic", "rdf:subject", *(f"rdf:_{number}" for number in range(1, 10))}
    assert len(pointing) > 15
    # A relator says more exactly what dcterms:contributor says too.
    relators = {term for term in pointing if term.startswith("marcrel:")}
    assert {term for term in pointing - own - relators if term not in text} == set()
