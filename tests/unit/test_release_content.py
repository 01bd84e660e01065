"""What a release holds: the statements in every format, their index, the findings, the manifest."""

import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from fixtures.release.synthetic import BASE, MOMENT, build, document, documents, finding, stored
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from regesta.errors import ReleaseError
from regesta.findings import Severity
from regesta.release.release import Release
from regesta.release.repository import ReleaseRepository
from regesta.serialisation import FORMATS, N_QUADS, TURTLE, prefixes_for, serialise
from regesta.vocabulary import DCTERMS, SKOS, XSD

QUADS = documents(20) + document("iom", "IOM", "agency")


@pytest.mark.parametrize("rdf_format", FORMATS, ids=lambda each: each.name)
def test_every_dump_holds_the_whole_release(tmp_path: Path, rdf_format) -> None:
    release = build(tmp_path, QUADS).release
    read = list(ox.parse(path=str(release.dump_path(rdf_format)), format=rdf_format.engine))
    assert len(read) == len(set(read))
    if rdf_format.has_graphs:
        assert set(read) == set(QUADS)
    else:
        assert {quad.triple for quad in read} == {quad.triple for quad in QUADS}


@pytest.mark.parametrize("rdf_format", [N_QUADS, FORMATS[2]], ids=lambda each: each.name)
def test_a_dump_is_what_serialising_all_of_it_gives(tmp_path: Path, rdf_format) -> None:
    release = build(tmp_path, QUADS).release
    lines = release.dump_path(rdf_format).read_bytes().splitlines()
    assert sorted(lines) == sorted(serialise(QUADS, rdf_format).splitlines())


def test_dumps_use_the_prefixes_of_the_base(tmp_path: Path) -> None:
    text = build(tmp_path, QUADS).release.dump_path(TURTLE).read_text()
    assert f"@prefix publication: <{BASE}id/publication/> .\n" in text
    assert "\npublication:report-1 a bibo:Document ;\n" in text
    assert prefixes_for(BASE)["agency"] == f"{BASE}id/agency/"


def test_the_store_holds_the_same_and_nobody_can_write_to_it(tmp_path: Path) -> None:
    release = build(tmp_path, QUADS).release
    assert stored(release) == set(QUADS)
    store = release.open_store()
    with pytest.raises(ReleaseError, match="cannot be written"):
        store.load(document("more", "More"))


def test_numbers_and_times_stand_in_the_dumps_as_the_store_gives_them(tmp_path: Path) -> None:
    thing, graph = NamedNode(f"{BASE}id/region/x"), NamedNode(f"{BASE}region/x")
    values = {
        ("9.0", "decimal"): "9",
        ("007", "integer"): "7",
        ("2023-01-01T00:00:00+00:00", "dateTime"): "2023-01-01T00:00:00Z",
        ("2016-06", "gYearMonth"): "2016-06",
    }
    quads = [
        Quad(thing, DCTERMS.extent, Literal(value, datatype=XSD[datatype]), graph)
        for value, datatype in values
    ]
    release = build(tmp_path, quads).release
    for rdf_format in FORMATS:
        dump = ox.parse(path=str(release.dump_path(rdf_format)), format=rdf_format.engine)
        assert {quad.object.value for quad in dump} == set(values.values())
    assert {quad.object.value for quad in stored(release)} == set(values.values())


def test_the_hash_of_a_record_is_that_of_its_lines_in_the_dump(tmp_path: Path) -> None:
    release = build(tmp_path, QUADS).release
    iri = f"{BASE}publication/report-7"
    lines = release.dump_path(N_QUADS).read_bytes().splitlines(keepends=True)
    mine = b"".join(line for line in lines if line.endswith(f"<{iri}> .\n".encode()))
    assert release.record_checksum(iri) == hashlib.sha256(mine).hexdigest()
    assert release.record_checksum(f"{BASE}publication/none") is None


def test_the_manifest_counts_and_describes(tmp_path: Path) -> None:
    findings = (finding("a", 2), finding("b", 1), finding("c", 3, Severity.VIOLATION))
    release = build(tmp_path, [*QUADS, *QUADS], findings).release
    manifest = release.manifest
    assert manifest.identifier == release.identifier == release.path.name
    assert len(manifest.identifier) == 16
    assert (manifest.quads, manifest.triples) == (84, 64)
    assert (manifest.counts["publication"], manifest.counts["agency"]) == (20, 1)
    assert manifest.created == "2026-11-23T04:30:00Z"
    assert manifest.created_at == MOMENT
    assert manifest.statistics == {"read": 1}
    assert manifest.findings == {"violation": 1, "warning": 2, "info": 0}
    assert [dump.media_type for dump in manifest.dumps] == [each.media_type for each in FORMATS]
    for file in (*manifest.dumps, *manifest.files):
        data = (release.path / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_findings_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    findings = (finding("a", 10), finding("b", 9), finding("c", 9, Severity.VIOLATION))
    release = build(tmp_path, QUADS, findings).release
    assert [each["code"] for each in release.findings()] == ["c", "b", "a"]
    assert next(release.findings())["line"] == 9
    (release.path / "findings.jsonl").write_text("{")
    with pytest.raises(ReleaseError, match=release.identifier):
        list(release.findings())


def test_findings_and_statistics_are_asked_for_after_the_quads(tmp_path: Path) -> None:
    findings = []

    def quads():
        yield from QUADS
        findings.append(finding("late", 1))

    release = (
        ReleaseRepository(tmp_path)
        .build(
            quads(),
            findings,
            base_iri=BASE,
            created=MOMENT,
            statistics=lambda: {"findings": len(findings)},
        )
        .release
    )
    assert [each["code"] for each in release.findings()] == ["late"]
    assert release.manifest.statistics == {"findings": 1}


def test_a_build_tells_how_far_it_has_come(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    ReleaseRepository(tmp_path).build(
        documents(3000),
        (),
        base_iri=BASE,
        created=MOMENT,
        statistics={},
        progress=lambda *step: told.append(step),
    )
    assert ("dumps", 1000, 3000) in told
    assert told[-1] == ("dumps", 3000, 3000)


def test_an_empty_release_is_a_release(tmp_path: Path) -> None:
    release = build(tmp_path, []).release
    assert release.manifest.quads == 0
    assert release.record_checksum(f"{BASE}publication/a") is None
    release.verify()


@pytest.mark.parametrize(
    ("quad", "named"),
    [
        (Quad(BlankNode("x"), DCTERMS.title, Literal("t"), NamedNode(f"{BASE}a/b")), f"{BASE}a/b"),
        (Quad(DCTERMS.a, DCTERMS.title, BlankNode("x"), NamedNode(f"{BASE}a/b")), "without an IRI"),
        (Quad(DCTERMS.a, DCTERMS.title, Literal("homeless")), "homeless"),
    ],
)
def test_what_cannot_be_published_is_refused_and_named(
    tmp_path: Path, quad: Quad, named: str
) -> None:
    with pytest.raises(ReleaseError) as caught:
        build(tmp_path, [*QUADS, quad])
    assert named in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_the_identifier_is_that_of_base_statements_and_findings(tmp_path: Path) -> None:
    def identifier(quads, findings=(), base=BASE):
        repository = ReleaseRepository(tmp_path)
        result = repository.build(
            quads, findings, base_iri=base, created=MOMENT, statistics={"any": len(findings)}
        )
        return result.release.identifier

    first = identifier(QUADS)
    assert identifier(QUADS[::-1] + QUADS) == first
    others = {
        identifier(QUADS[1:]),
        identifier(QUADS, [finding("a", 1)]),
        identifier(QUADS, (), "https://other.example.org/"),
    }
    assert len(others | {first}) == 4


def test_what_is_wrong_with_the_catalogue_as_a_whole_is_among_the_findings(tmp_path: Path) -> None:
    graph = NamedNode(f"{BASE}theme/a")
    themes = [NamedNode(f"{BASE}id/theme/{name}") for name in "ab"]
    circle = [
        Quad(first, SKOS.broader, second, graph) for first, second in (themes, reversed(themes))
    ]
    first = build(tmp_path, QUADS + circle, (finding("zeal", 3),)).release
    codes = [values["code"] for values in first.findings()]
    assert codes.count("catalogue-theme-in-circle") == 2
    assert codes[-1] == "zeal"
    assert sorted(each.code for each in first.catalogue_findings()) == sorted(codes[:-1])
    assert sum(first.manifest.findings.values()) == len(codes)
    assert sum(group.group.number for group in first.findings_index.groups) == len(codes)
    first.verify()
    again = build(tmp_path, QUADS).release.catalogue_findings()
    assert "catalogue-theme-in-circle" not in {each.code for each in again}


def test_the_manifest_is_plain_json(tmp_path: Path) -> None:
    release = build(tmp_path, QUADS).release
    values = json.loads((release.path / "manifest.json").read_text())
    assert values["layout"] == 6
    assert set(values["versions"]) == {"regesta", "pyoxigraph", "python"}


def test_findings_are_found_by_kind_also_in_a_release_without_an_index(tmp_path: Path) -> None:
    findings = [finding("late", number) for number in range(1, 8)]
    findings.append(finding("grave", 5, Severity.VIOLATION))
    release = build(tmp_path, QUADS, findings).release
    for _ in range(2):
        index = release.findings_index
        assert [(each.group.code, each.group.number) for each in index.groups] == [
            ("grave", 1),
            ("late", 7),
        ]
        first = release.findings_at(0, 2)
        assert {each.place.line for each in first} == {5}
        late = release.findings_at(index.groups[1].start, 7)
        assert [each.place.line for each in late] == list(range(1, 8))
        (release.path / "findings.groups.json").unlink(missing_ok=True)
        release = Release(release.path)
