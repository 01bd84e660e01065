"""Switching: what is current, what the change log says, going back, pruning."""

from datetime import timedelta
from pathlib import Path

import pytest
from fixtures.release.synthetic import BASE, MOMENT, build, document, documents, finding

from regesta.errors import ReleaseError
from regesta.release.change_log import Change, ChangeLog, ChangeType
from regesta.release.repository import ReleaseRepository

NOTHING = {"created": 0, "updated": 0, "deleted": 0}
A = documents(3)
B = documents(2) + document("report-9", "New") + document("report-1", "One more title")


def iri(name: str) -> str:
    return f"{BASE}publication/{name}"


def events(repository: ReleaseRepository, since: int = 0) -> list[tuple[int, str, str]]:
    return [
        (each.sequence, each.document.rpartition("/")[2], each.change.value)
        for each in repository.changes(since)
    ]


def test_a_first_build_creates_every_document(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path / "new" / "releases")
    assert repository.current() is None
    assert repository.current_state() is None
    assert repository.list() == []
    assert list(repository.changes()) == []
    assert repository.prune(1) == ()
    result = build(tmp_path / "new" / "releases", A)
    assert result.switched
    assert result.changes == {**NOTHING, "created": 3}
    assert repository.current() == result.release
    assert repository.current_state() == (result.release.identifier, 1)


def test_the_same_content_again_changes_nothing(tmp_path: Path) -> None:
    first = build(tmp_path, A)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    again = build(tmp_path, A[::-1])
    assert again.release == first.release
    assert not again.switched
    assert again.changes == NOTHING
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == files


def test_there_and_back_again_is_two_more_switches(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    a = build(tmp_path, A).release
    b = build(tmp_path, B)
    assert b.changes == {"created": 1, "updated": 1, "deleted": 1}
    assert events(repository, 1) == [
        (2, "report-1", "updated"),
        (2, "report-2", "deleted"),
        (2, "report-9", "created"),
    ]
    assert set(repository.deleted_documents()) == {iri("report-2")}
    back = build(tmp_path, A)
    assert back.release == a
    assert back.switched
    assert events(repository, 2) == [
        (3, "report-1", "updated"),
        (3, "report-2", "created"),
        (3, "report-9", "deleted"),
    ]
    assert set(repository.deleted_documents()) == {iri("report-9")}
    assert len(repository.list()) == 2


def test_a_change_says_what_and_when_and_by_which_release(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    a = build(tmp_path, A + document("iom", "IOM", "agency")).release
    b = build(tmp_path, B).release
    change = repository.last_change(iri("report-1"))
    assert change is not None
    assert change.kind == "publication"
    assert change.change is ChangeType.UPDATED
    assert change.time == "2026-11-23T04:30:00Z"
    assert change.release == b.identifier
    assert change.sha256 == b.record_checksum(iri("report-1")) != a.record_checksum(iri("report-1"))
    gone = repository.last_change(f"{BASE}agency/iom")
    assert gone is not None
    assert (gone.kind, gone.change) == ("agency", ChangeType.DELETED)
    assert gone.sha256 == a.record_checksum(f"{BASE}agency/iom")
    assert repository.last_change(iri("never")) is None


def test_a_reader_follows_switches_made_by_another(tmp_path: Path) -> None:
    reader = ReleaseRepository(tmp_path)
    build(tmp_path, A)
    assert reader.deleted_documents() == {}
    build(tmp_path, B)
    assert set(reader.deleted_documents()) == {iri("report-2")}
    assert reader.current_state() == (reader.require_current().identifier, 2)


def test_rolling_back_is_a_switch_too(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    a, b = build(tmp_path, A).release, build(tmp_path, B).release
    result = repository.roll_back(a.identifier[:6], MOMENT)
    assert result.switched
    assert result.changes == {"created": 1, "updated": 1, "deleted": 1}
    assert repository.current() == a
    assert events(repository, 2) == [
        (3, "report-1", "updated"),
        (3, "report-2", "created"),
        (3, "report-9", "deleted"),
    ]
    assert not repository.roll_back(a.identifier, MOMENT).switched
    assert repository.list() in ([a, b], [b, a])


def test_time_never_runs_backwards_in_the_change_log(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    a = build(tmp_path, A).release
    build(tmp_path, B)
    repository.roll_back(a.identifier, MOMENT - timedelta(days=400))
    times = [change.time for change in repository.changes()]
    assert times == sorted(times)
    assert times[-1] == "2026-11-23T04:30:00Z"


def test_another_base_deletes_the_documents_of_the_first(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    build(tmp_path, A)
    moved = "https://elsewhere.example.org/"
    repository.build([], (), base_iri=moved, created=MOMENT, statistics={})
    assert [(each.kind, each.change.value) for each in repository.changes(1)] == [
        ("publication", "deleted")
    ] * 3


def test_a_document_of_no_kind_of_ours_is_logged_as_other(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    release = build(tmp_path, document("x", "X", "ontology")).release
    assert [change.kind for change in repository.changes()] == ["other"]
    assert release.manifest.counts["other"] == 1


def test_other_findings_make_another_release_without_a_change(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    build(tmp_path, A)
    result = build(tmp_path, A, (finding("a", 1),))
    assert result.switched
    assert result.changes == NOTHING
    assert repository.current_state() == (result.release.identifier, 2)
    assert events(repository, 1) == []


def test_the_difference_of_two_releases(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    a, b = build(tmp_path, A).release, build(tmp_path, B).release
    assert repository.diff(a.identifier, b.identifier[:8]) == {
        "created": (iri("report-9"),),
        "updated": (iri("report-1"),),
        "deleted": (iri("report-2"),),
    }
    assert repository.diff(b.identifier, a.identifier)["created"] == (iri("report-2"),)


def test_releases_are_listed_with_the_newest_first(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    made = []
    for day, quads in enumerate([A, B, A[:4]]):
        result = repository.build(
            quads,
            (),
            base_iri=BASE,
            created=MOMENT + timedelta(days=day),
            statistics={},
        )
        made.append(result.release)
    assert repository.list() == made[::-1]
    repository.roll_back(made[0].identifier, MOMENT)
    assert repository.prune(1) == (made[1].identifier,)
    assert repository.list() == [made[2], made[0]]
    assert repository.current() == made[0]
    assert repository.prune(1) == ()
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".removed")]


def test_what_there_is_not_is_said_in_a_sentence(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    with pytest.raises(ReleaseError, match="regesta build"):
        repository.require_current()
    release = build(tmp_path, A).release
    for absent in ("", "zz", release.identifier + "0", "../" + release.identifier):
        with pytest.raises(ReleaseError, match="regesta releases list"):
            repository.get(absent)
    (tmp_path / f"{release.identifier[0]}{'0' * 15}").mkdir()
    with pytest.raises(ReleaseError, match="write more of it"):
        repository.get(release.identifier[0])


def test_the_last_change_of_any_document_is_found_without_reading_all(tmp_path: Path) -> None:
    log = ChangeLog(tmp_path / "changes")
    names = [iri(f"report-{number}") for number in range(40)]
    for sequence, step in enumerate((1, 3, 7), start=1):
        segment = sorted(names)[::step]
        log.write_segment(
            sequence,
            (
                Change(sequence, name, "publication", ChangeType.UPDATED, "t", "s", "r")
                for name in segment
            ),
        )
    log.write_segment(4, ())
    known = ChangeLog(tmp_path / "changes").last_changes(4)
    assert len(known) == 40
    assert {name: log.last_change(name, 4) for name in names} == known
    assert log.last_change(names[0], 2) != log.last_change(names[0], 4)
    assert log.last_change(iri("report-99"), 4) is None
    assert log.last_change("", 4) is None
