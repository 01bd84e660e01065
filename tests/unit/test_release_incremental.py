"""A release that copies from the one before is the same, byte for byte, as one made anew."""

import random
from pathlib import Path

import pytest
from fixtures.release.synthetic import BASE, build, document, documents, stored
from pyoxigraph import Literal, NamedNode, Quad

from regesta.release import blocks, builder, differences, dumps
from regesta.release.release import Release
from regesta.vocabulary import DCTERMS, FOAF, PROV, SKOS

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
    assert stored(changed) == stored(fresh) == set(after)
    assert changed.described == fresh.described
    changed.verify()


def test_what_only_a_deleted_document_said_is_described_no_more(tmp_path: Path) -> None:
    rare = publication("rare", "2020")
    build(tmp_path, OLD + rare)
    changed = build(tmp_path, OLD).release
    assert DCTERMS.issued not in {triple.object for triple in changed.described}
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


def test_a_release_with_other_prefixes_is_not_copied_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        for module in (blocks, dumps):
            patched.setattr(module, "prefixes_for", lambda base: {"t": DCTERMS.iri})
        build(tmp_path / "changed", OLD)
    after = CASES["one changed"]
    changed = build(tmp_path / "changed", after).release
    assert contents(changed) == contents(build(tmp_path / "fresh", after).release)


def test_processes_make_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = contents(build(tmp_path / "one", OLD).release)
    monkeypatch.setattr(dumps, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(blocks, "_AT_ONCE", 3)
    assert contents(build(tmp_path / "many", OLD).release) == one


def publication(name: str, year: str, *linked: str, title: str = "Title") -> list[Quad]:
    """A document that speaks of nothing but its own topic."""
    graph = NamedNode(f"{BASE}publication/{name}")
    thing = NamedNode(f"{BASE}id/publication/{name}")
    return [
        Quad(graph, FOAF.primaryTopic, thing, graph),
        Quad(graph, PROV.wasDerivedFrom, NamedNode(f"{BASE}id/source/list"), graph),
        Quad(thing, DCTERMS.title, Literal(f"{title} {name}", language="en"), graph),
        Quad(thing, DCTERMS.issued, Literal(year), graph),
        *(Quad(thing, DCTERMS.creator, NamedNode(f"{BASE}id/{each}"), graph) for each in linked),
    ]


def thing(kind: str, name: str, label: str) -> list[Quad]:
    graph = NamedNode(f"{BASE}{kind}/{name}")
    predicate = FOAF.name if kind == "person" else SKOS.prefLabel
    return [Quad(NamedNode(f"{BASE}id/{kind}/{name}"), predicate, Literal(label), graph)]


def listed(number: int, start: int = 0) -> list[Quad]:
    return [
        quad
        for each in range(start, start + number)
        for quad in publication(
            f"p{each:02}", str(2000 + each % 7), f"agency/a{each % 3}", f"person/q{each % 5}"
        )
    ]


AUTHORITIES = [
    *(quad for n in range(3) for quad in thing("agency", f"a{n}", f"Agency {n}")),
    *(quad for n in range(5) for quad in thing("person", f"q{n}", f"Person {n}")),
]
LISTED = [*listed(20), *AUTHORITIES]
LISTS = {
    "a title": (LISTED + publication("p07", "2001", title="Other"), "p07"),
    "a date": (publication("p07", "2009", "agency/a1", "person/q2"), "p07"),
    "undated": (publication("p07", "", "agency/a1"), "p07"),
    "other links": (publication("p19", "2005", "agency/a2", "person/q9"), "p19"),
    "new ones": (listed(4, 20) + thing("person", "new", "New"), ""),
    "gone": ([], "p03"),
    "a person renamed": (thing("person", "q1", "Another name"), "q1"),
    "a person gone": ([], "q1"),
}


@pytest.mark.parametrize("case", LISTS)
def test_lists_are_mended_where_few_documents_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    new, replaced = LISTS[case]
    names = (f"{BASE}publication/{replaced}", f"{BASE}person/{replaced}")
    after = [quad for quad in LISTED if quad.graph_name.value not in names] + new
    fresh = build(tmp_path / "fresh", after).release
    build(tmp_path / "changed", LISTED)
    collected: list[object] = []
    monkeypatch.setattr(builder, "collect_overview", lambda *each: collected.append(each))
    changed = build(tmp_path / "changed", after).release
    assert contents(changed) == contents(fresh)
    assert not collected
    assert len(fresh.overview().publications) >= 19


@pytest.mark.parametrize(
    "changes",
    [
        thing("agency", "a9", "New agency"),
        publication("z", "2001") + said_elsewhere("copy", "p03", "Said again"),
    ],
)
def test_lists_are_collected_anew_where_a_change_may_reach_other_documents(
    tmp_path: Path, changes: list[Quad]
) -> None:
    build(tmp_path / "changed", LISTED)
    changed = build(tmp_path / "changed", LISTED + changes).release
    assert contents(changed) == contents(build(tmp_path / "fresh", LISTED + changes).release)
