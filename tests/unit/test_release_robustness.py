"""Whatever happens to a build, the release before it goes on; and the same input gives the same."""

import errno
import fcntl
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fixtures.release.synthetic import MOMENT, build, documents

from regesta.errors import ReleaseError
from regesta.release import builder
from regesta.release.repository import ReleaseRepository
from regesta.serialisation import N_QUADS
from regesta.store.oxigraph import OxigraphStore

TESTS = Path(__file__).parent.parent
SCRIPTS = TESTS / "fixtures" / "release"


def start(script: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPTS / script), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(TESTS), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def output(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=100)
    assert process.returncode == 0, err
    return out


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith((".building", ".removed"))]


def files_of(release: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(release)): path.read_bytes()
        for path in release.rglob("*")
        if path.is_file() and path.parent.name != "store"
    }


def test_a_release_is_the_same_bytes_whatever_process_makes_it(tmp_path: Path) -> None:
    environments = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "PYTHONUTF8": "0"},
    ]
    roots = [tmp_path / f"root-{number}" for number in range(len(environments))]
    processes = [
        start("synthetic.py", root, 50, "édition", root.name, **environment)
        for root, environment in zip(roots, environments, strict=True)
    ]
    identifiers = [output(process) for process in processes]
    assert identifiers[0] == identifiers[1]
    first, second = (files_of(root / identifiers[0]) for root in roots)
    assert len(first) == 22
    assert first == second
    logs = [(root / "changes" / "000001.jsonl").read_bytes() for root in roots]
    assert logs[0] == logs[1]


def test_a_build_that_is_killed_at_any_step_leaves_the_old_release(tmp_path: Path) -> None:
    old = (build(tmp_path / "root", documents(3)).release.identifier, 1)
    lines = output(start("killed_at_every_step.py", tmp_path / "root")).splitlines()
    results = [json.loads(line) for line in lines]
    assert len(results) > 20
    assert all(result["sound"] for result in results)
    assert [result["killed"] for result in results] == [True] * (len(results) - 1) + [False]
    states = [tuple(result["state"]) for result in results]
    # Only the last step of all comes after the switch: forcing the new name to the disk.
    assert set(states[:-2]) == {old}
    assert states[-2] == states[-1] != old
    assert states[-1][1] == 2


@pytest.mark.parametrize("part", range(5))
def test_a_build_that_is_killed_at_any_moment_leaves_a_sound_release(
    tmp_path: Path, part: int
) -> None:
    old = build(tmp_path, documents(3)).release
    process = start("synthetic.py", tmp_path, 2000, "second", 0)
    while not leftovers(tmp_path) and process.poll() is None:
        time.sleep(0.001)
    time.sleep(random.Random(part).uniform(0, 0.4))
    process.kill()
    process.wait()
    repository = ReleaseRepository(tmp_path)
    repository.require_current().verify()
    if not process.returncode:
        assert repository.current() != old
    build(tmp_path, documents(4))
    assert leftovers(tmp_path) == []
    assert repository.require_current().manifest.counts["publication"] == 4


def test_a_full_disk_leaves_the_old_release(tmp_path: Path) -> None:
    old = build(tmp_path, documents(3)).release
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (2_000, 20_000, 100_000, 300_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        try:
            with pytest.raises(ReleaseError) as caught:
                build(tmp_path, documents(1000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert str(caught.value).endswith(".")
        assert ReleaseRepository(tmp_path).current() == old
        assert leftovers(tmp_path) == []
    old.verify()


def test_no_space_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    old = build(tmp_path, documents(3)).release
    monkeypatch.setattr(builder, "force_tree_to_disk", full)
    with pytest.raises(
        ReleaseError, match=r"No space left on device: \S+building-.*current release stays"
    ):
        build(tmp_path, documents(4))
    assert ReleaseRepository(tmp_path).list() == [old]
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("error", [ValueError("broken source"), KeyboardInterrupt()])
def test_an_error_in_reading_the_quads_passes_through(tmp_path: Path, error: BaseException) -> None:
    def quads():
        yield from documents(1)
        raise error

    old = build(tmp_path, documents(3)).release
    with pytest.raises(type(error)):
        build(tmp_path, quads())
    assert ReleaseRepository(tmp_path).current() == old
    assert leftovers(tmp_path) == []


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    release = build(tmp_path, documents(3)).release
    with (tmp_path / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReleaseError, match=rf"Process {os.getpid()} is already writing"):
            build(tmp_path, documents(4))
        with pytest.raises(ReleaseError, match="already writing"):
            ReleaseRepository(tmp_path).roll_back(release.identifier, MOMENT)
        with pytest.raises(ReleaseError, match="already writing"):
            ReleaseRepository(tmp_path).prune(1)
    assert build(tmp_path, documents(4)).switched


def test_a_segment_of_a_switch_that_never_happened_is_written_over(tmp_path: Path) -> None:
    build(tmp_path, documents(3))
    orphan = tmp_path / "changes" / "000002.jsonl"
    orphan.write_text("no JSON at all\n" * 50)
    assert len(list(ReleaseRepository(tmp_path).changes())) == 3
    build(tmp_path, documents(2))
    assert [change.change.value for change in ReleaseRepository(tmp_path).changes(1)] == ["deleted"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("dumps/regesta.ttl", "regesta.ttl is not what"),
        ("records.tsv", "records.tsv is not what"),
        ("manifest.json", "cannot be read"),
    ],
)
def test_damage_is_found_named_and_mended(tmp_path: Path, name: str, fault: str) -> None:
    repository = ReleaseRepository(tmp_path)
    release = build(tmp_path, documents(3)).release
    good = files_of(release.path)
    path = release.path / name
    path.write_bytes(path.read_bytes()[:-2] + b"##")
    with pytest.raises(ReleaseError, match=fault):
        repository.get(release.identifier).verify()
    with pytest.raises(ReleaseError, match=fault):
        repository.roll_back(release.identifier, MOMENT)
    result = build(tmp_path, documents(3))
    assert not result.switched
    repository.get(release.identifier).verify()
    assert files_of(release.path) == good
    assert leftovers(tmp_path) == []


def test_a_missing_file_and_a_damaged_store_are_found(tmp_path: Path) -> None:
    release = build(tmp_path, documents(300)).release
    for table in (release.path / "store").glob("*.sst"):
        table.write_bytes(bytes(len(table.read_bytes())))
    with pytest.raises(ReleaseError, match="build"):
        release.verify()
    release.dump_path(N_QUADS).unlink()
    with pytest.raises(ReleaseError, match=r"regesta\.nq is missing"):
        release.verify()


def test_a_store_that_lacks_a_statement_is_found(tmp_path: Path) -> None:
    release = build(tmp_path, documents(3)).release
    shutil.rmtree(release.path / "store")
    store = OxigraphStore.create(release.path / "store")
    store.load(documents(2))
    store.flush()
    store.close()
    with pytest.raises(ReleaseError, match="does not hold as many statements"):
        release.verify()


def test_a_current_release_that_has_been_lost_can_be_built_again(tmp_path: Path) -> None:
    repository = ReleaseRepository(tmp_path)
    shutil.rmtree(build(tmp_path, documents(3)).release.path)
    with pytest.raises(ReleaseError, match="There is no release"):
        repository.current()
    assert repository.list() == []
    result = build(tmp_path, documents(2))
    assert result.changes == {"created": 0, "updated": 0, "deleted": 1}


def test_a_damaged_state_is_said_in_a_sentence(tmp_path: Path) -> None:
    build(tmp_path, documents(3))
    (tmp_path / "current.json").write_text("{")
    with pytest.raises(ReleaseError, match=r"current\.json cannot be read"):
        ReleaseRepository(tmp_path).current()


def test_a_release_is_read_where_nothing_may_be_written(tmp_path: Path) -> None:
    release = build(tmp_path, documents(3)).release
    before = sorted(path for path in tmp_path.rglob("*"))
    store = release.open_store()
    assert store.count() == 12 + len(release.described)
    store.close()
    assert sorted(path for path in tmp_path.rglob("*")) == before
