"""What was prepared is remembered, and never believed where it no longer holds."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regesta.errors import ReleaseError
from regesta.pipeline import Pipeline, building, reading
from regesta.pipeline.preparing import Preparer
from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings

SMALL = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
MOMENT = datetime(2026, 11, 25, tzinfo=UTC)
CATALOGUE = """
[[sources]]
name = "table"
reader = "{reader}"
path = "sources/list"
"""
TITLES = [f"Report number {number} on migration" for number in range(300)]


class Sandbox:
    """A catalogue of one source, a folder of files with a record each."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data, self.releases = root / "data", root / "releases"
        self.sources = self.data / "sources" / "list"
        self.sources.mkdir(parents=True)
        (self.data / "authorities").symlink_to(SMALL / "authorities")
        head = (SMALL / "catalogue.toml").read_text("utf-8").partition("[[sources]]")[0]
        (self.data / "catalogue.toml").write_text(head + CATALOGUE.format(reader="records"))
        self.prepared: list[str] = []
        process = Preparer._process

        def noted(preparer, records, source):
            self.prepared += [record.title for record in records]
            return process(preparer, records, source)

        monkeypatch.setattr(Preparer, "_process", noted)

    def write(self, titles: list[str]) -> None:
        shutil.rmtree(self.sources)
        self.sources.mkdir()
        for number, title in enumerate(titles):
            path = self.sources / f"{number:03}.yaml"
            path.write_text(f'- {{id: report-{number}, title: {{en: "{title}"}}}}\n', "utf-8")

    def build(self):
        self.prepared.clear()
        pipeline = Pipeline(load_settings(self.data, self.releases, {}))
        return pipeline.build(ReleaseRepository(self.releases), MOMENT)


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    # In this process, so that it can be seen what is done.
    monkeypatch.setattr(reading, "_WORTH_PROCESSES", 100_000)
    return Sandbox(tmp_path, monkeypatch)


def test_only_what_has_changed_is_prepared(sandbox: Sandbox) -> None:
    sandbox.write(TITLES[:20])
    first = sandbox.build()[0]
    assert len(sandbox.prepared) == 20
    assert not sandbox.build()[0].switched
    assert sandbox.prepared == []
    sandbox.write([*TITLES[:7], "Another title", *TITLES[8:20]])
    second = sandbox.build()[0]
    assert sandbox.prepared == ["Another title"]
    assert second.changes == {"created": 0, "updated": 1, "deleted": 0}
    shutil.rmtree(sandbox.releases)
    assert sandbox.build()[0].release.identifier == second.release.identifier
    sandbox.write(TITLES[:20])
    assert sandbox.build()[0].release.identifier == first.release.identifier


def test_a_build_that_was_interrupted_goes_on_where_it_was(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.write(TITLES[:200])
    enter = building.CatalogueBuild._enter_record

    def interrupted(build, number, item):
        if item.identifier == "report-150":
            raise KeyboardInterrupt
        enter(build, number, item)

    with monkeypatch.context() as patched:
        patched.setattr(building.CatalogueBuild, "_enter_record", interrupted)
        with pytest.raises(KeyboardInterrupt):
            sandbox.build()
    assert ReleaseRepository(sandbox.releases).current() is None
    result, tally = sandbox.build()
    assert tally.published == 200
    assert len(sandbox.prepared) <= 72
    fresh = Sandbox(sandbox.data.parent / "fresh", monkeypatch)
    fresh.write(TITLES[:200])
    assert fresh.build()[0].release.identifier == result.release.identifier


@pytest.mark.parametrize("changed", ["shapes", "settings"])
def test_what_an_outcome_depends_on_makes_it_stale(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    sandbox.write(TITLES[:3])
    sandbox.build()
    if changed == "settings":
        path = sandbox.data / "catalogue.toml"
        path.write_text(path.read_text() + 'language = "en"\n')
    else:
        monkeypatch.setattr("regesta.pipeline.fingerprint.shape_files", list)
    sandbox.build()
    assert len(sandbox.prepared) == 3


def test_a_damaged_memory_is_begun_anew(sandbox: Sandbox) -> None:
    sandbox.write(TITLES[:3])
    first = sandbox.build()[0].release.identifier
    (sandbox.releases / "cache" / "outcomes.sqlite").write_bytes(b"no database at all" * 100)
    for path in (sandbox.releases / "cache").glob("outcomes.sqlite-*"):
        path.unlink()
    assert sandbox.build()[0].release.identifier == first
    assert len(sandbox.prepared) == 3


def damage(sandbox: Sandbox, statement: str) -> None:
    with sqlite3.connect(sandbox.releases / "cache" / "outcomes.sqlite") as connection:
        titles = connection.execute("SELECT number, items FROM unit").fetchall()
        (number,) = (number for number, items in titles if TITLES[1].encode() in items)
        connection.execute(statement, (number,))


def test_a_unit_whose_memory_is_damaged_is_prepared_again(sandbox: Sandbox) -> None:
    sandbox.write(TITLES[:3])
    first = sandbox.build()[0].release.identifier
    damage(sandbox, "UPDATE unit SET items = x'93ff00' WHERE number = ?")
    assert sandbox.build()[0].release.identifier == first
    assert sandbox.prepared == [TITLES[1]]


def test_lines_that_are_damaged_are_never_published(sandbox: Sandbox) -> None:
    sandbox.write(TITLES[:3])
    first = sandbox.build()[0].release
    damage(sandbox, "UPDATE lines SET content = x'93ff00' WHERE number = ?")
    shutil.rmtree(first.path)
    with pytest.raises(ReleaseError, match="delete it, and build again"):
        sandbox.build()


def test_what_is_no_longer_used_is_forgotten(sandbox: Sandbox) -> None:
    sandbox.write(TITLES[:200])
    sandbox.build()
    sandbox.write([f"{title}, again" for title in TITLES[:200]])
    sandbox.build()
    sandbox.write([f"{title}, once more" for title in TITLES[:200]])
    sandbox.build()
    with sqlite3.connect(sandbox.releases / "cache" / "outcomes.sqlite") as connection:
        (units,) = connection.execute("SELECT count(*) FROM unit").fetchone()
        (lines,) = connection.execute("SELECT count(*) FROM lines").fetchone()
    assert units == lines
    assert units < 450


def test_processes_give_the_same_release_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Sandbox(tmp_path / "one", monkeypatch)
    many = Sandbox(tmp_path / "many", monkeypatch)
    for sandbox in (one, many):
        sandbox.write(TITLES)
    built, tally = many.build()
    monkeypatch.setattr(reading, "_WORTH_PROCESSES", 100_000)
    assert one.build()[0].release.identifier == built.release.identifier
    assert tally.published == len(TITLES)
