"""Each check of a whole release finds what it is for, and nothing in a good release."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from regesta.assets import asset
from regesta.store.oxigraph import OxigraphStore
from regesta.store.query import load_query

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
    "labels_shared": ["id/theme/a", "id/theme/b"],
    "misplaced_statements": ["id/agency/misplaced"],
    "parent_cycles": ["https://sws.geonames.org/2/", "https://sws.geonames.org/3/"],
    "publications_without_title": ["id/publication/untitled"],
    "related_to_broader": ["id/theme/a"],
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
    assert len(CHECKS) == 11
    assert FOUND.keys() == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS)
def test_check_finds_what_it_is_for(check: str) -> None:
    rows = run(check, "bad-release.trig")
    named = set().union(*rows)
    assert rows
    assert named >= set(FOUND[check])
    if check.endswith(("cycles", "title")) or check == "doi_shared":
        assert named == set(FOUND[check])


@pytest.mark.parametrize("check", CHECKS)
def test_good_release_passes(check: str) -> None:
    assert run(check, "valid.trig") == []
