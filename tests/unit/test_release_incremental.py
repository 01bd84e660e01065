"""A release that copies from the one before is the same, byte for byte, as one made anew."""

import random
from pathlib import Path

import pytest
from fixtures.release.synthetic import BASE, build, document, documents
from pyoxigraph import Literal, NamedNode, Quad

from regesta.release import blocks, differences
from regesta.release.release import Release
from regesta.vocabulary import DCTERMS

OLD = documents(40)


def said_elsewhere(name: str, about: str, title: str) -> list[Quad]:
    """A document that says of another one's topic what that says too, or something else."""
    thing, graph = (
        NamedNode(f"{BASE}id/publication/{about}"),
        NamedNode(f"{BASE}publication/{name}"),
    )
    return [Quad(thing, DCTERMS.title, Literal(title, language="en"), graph)]


def without(quads: list[Quad], *names: str) -> list[Quad]:
    graphs = {f"{BASE}publication/{name}" for name in names}
    return [quad for quad in quads if quad.graph_name.value not in graphs]


CASES = {
    "one changed": without(OLD, "report-7") + document("report-7", "Another title"),
    "one new": OLD + document("report-18a", "New"),
    "first changed": without(OLD, "report-0") + document("report-0", "Another title"),
    "first gone": without(OLD, "report-0"),
    "new first": OLD + document("a-report", "New"),
    "last gone": without(OLD, "report-9"),
    "several": without(OLD, "report-3", "report-31")
    + document("report-3", "x")
    + document("z", "y"),
    "says the same of another": OLD + said_elsewhere("copy", "report-7", "Report 7, first"),
    "says something else of another": OLD + said_elsewhere("copy", "report-7", "A title"),
}


def contents(release: Release) -> dict[str, bytes]:
    return {
        path.relative_to(release.path).as_posix(): path.read_bytes()
        for path in release.path.rglob("*")
        if path.is_file() and path.parent.name != "store"
    }


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("start", ["plain", "shared"])
def test_a_copy_with_changes_is_the_same_as_a_new_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, start: str
) -> None:
    monkeypatch.setattr(differences, "_MOST_CHANGED", 1.0)
    before = OLD + (said_elsewhere("copy", "report-9", "Report 9, first") * (start == "shared"))
    after = CASES[case]
    random.Random(case).shuffle(after)
    build(tmp_path / "changed", before)
    changed = build(tmp_path / "changed", after).release
    fresh = build(tmp_path / "fresh", after).release
    assert contents(changed) == contents(fresh)
    stores = [release.open_store() for release in (changed, fresh)]
    assert set(stores[0].quads()) == set(stores[1].quads()) == set(after)
    changed.verify()


def test_what_is_common_is_copied_and_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quads = [quad for quad in OLD if "theme" not in quad.subject.value]
    build(tmp_path, quads)
    made: list[str] = []
    make = blocks.BlockMaker.make
    monkeypatch.setattr(
        blocks.BlockMaker, "make", lambda self, names: made.extend(names) or make(self, names)
    )
    build(tmp_path, without(quads, "report-7") + document("report-7", "Another title")[:3])
    assert made == [f"{BASE}publication/report-0", f"{BASE}publication/report-7"]


def test_a_damaged_release_is_not_copied_from(tmp_path: Path) -> None:
    old = build(tmp_path / "changed", OLD).release
    path = old.path / "dumps" / "regesta.nq"
    path.write_bytes(path.read_bytes().replace(b"Report 11", b"Rapport 1"))
    after = CASES["one changed"]
    changed = build(tmp_path / "changed", after).release
    assert contents(changed) == contents(build(tmp_path / "fresh", after).release)


def test_processes_make_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = contents(build(tmp_path / "one", OLD).release)
    monkeypatch.setattr(blocks, "_WORTH_PROCESSES", 1)
    monkeypatch.setattr(blocks, "_AT_ONCE", 3)
    assert contents(build(tmp_path / "many", OLD).release) == one
