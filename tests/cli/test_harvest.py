"""`regesta harvest` as an operator runs it: killed, resumed, built from."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from oai_repository import FakeRepository, Item, serving

from regesta.cli import main
from regesta.records import Record
from regesta.settings import SourceSettings, read_catalogue
from regesta.sources.oai_pmh.reader import OaiPmhReader

ROOT = Path(__file__).parents[2]


def catalogue(data: Path, url: str, **more: str) -> None:
    lines = (ROOT / "data" / "catalogue.toml").read_text(encoding="utf-8").partition("[[sources]]")
    extra = "\n".join(f"{key} = {value}" for key, value in more.items())
    data.mkdir(exist_ok=True)
    (data / "catalogue.toml").write_text(
        f'{lines[0]}\n[[sources]]\nname = "repo"\nreader = "oai-pmh"\npath = "harvested/repo"\n'
        f'title = "R"\n[sources.harvest]\nprotocol = "oai-pmh"\nurl = "{url}"\n'
        f"private_addresses = true\npause = 0\n{extra}\n",
        encoding="utf-8",
    )


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "regesta", "--data", str(data), *words]


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), *words])


def source(data: Path) -> SourceSettings:
    (only,) = read_catalogue(data / "catalogue.toml").sources
    return only


def titles(data: Path) -> list[str]:
    items = OaiPmhReader().read_records(data / "harvested" / "repo", "repo")
    return [item.title for item in items if isinstance(item, Record)]


def many(number: int) -> list[Item]:
    return [
        Item(f"oai:r:{n:04}", f"2024-01-{1 + n // 40:02}T00:00:00Z", [], f"Study {n:04}")
        for n in range(number)
    ]


def test_killed_at_any_moment_it_goes_on_without_loss_or_double(tmp_path):
    with serving(FakeRepository(items=many(400), page_size=10, seconds=0.005)) as repository:
        catalogue(tmp_path, repository.url)
        killed = []
        for _ in range(3):
            asked = repository.lists
            process = subprocess.Popen(
                command(tmp_path, "harvest", "repo"), stderr=subprocess.DEVNULL
            )
            while repository.lists < asked + 7 and process.poll() is None:
                time.sleep(0.002)
            os.kill(process.pid, signal.SIGKILL)
            killed.append(process.wait())
        assert killed == [-signal.SIGKILL] * 3
        assert 100 < len(titles(tmp_path)) < 400
        done = run(tmp_path, "harvest", "repo")
        assert done.exit_code == 0, done.stderr
        assert "going on where the last run stopped" in done.stdout
        assert titles(tmp_path) == [item.title for item in repository.items]
        begun = [query for query in repository.requests if "metadataPrefix" in query]
        assert len(begun) == 1
        assert repository.lists <= 40 + 2 * 3


def test_what_is_harvested_is_built(tmp_path):
    with serving(FakeRepository()) as repository:
        catalogue(tmp_path, repository.url)
        (tmp_path / "authorities").symlink_to(ROOT / "tests/fixtures/small-catalogue/authorities")
        (before,) = OaiPmhReader().read_records(tmp_path / "harvested/repo", source(tmp_path))
        assert before.code == "harvest-absent"
        assert before.remedy == "Run: regesta harvest repo"
        repository.items[0].title = "Bad \x0b title"
        harvested = run(tmp_path, "harvest", "--all")
        assert harvested.exit_code == 1, harvested.stderr
        assert "1 record came broken; regesta build names them" in harvested.stdout
        built = run(tmp_path, "--releases", str(tmp_path / "r"), "build")
        assert built.exit_code == 0, built.stderr
        assert "22 records read: 22 published" in built.stdout
        assert "not well-formed XML" in built.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["harvest", "other"], "no source “other” in catalogue.toml; those that can be"),
        (["harvest"], "Name one source, or give --all"),
        (["harvest", "repo"], "private_addresses = true"),
        (["harvest", "--all"], "1 source could not be harvested"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path, words, message):
    catalogue(tmp_path, "http://127.0.0.1:9/oai")
    text = (tmp_path / "catalogue.toml").read_text(encoding="utf-8")
    (tmp_path / "catalogue.toml").write_text(text.replace("private_addresses = true\n", ""))
    done = run(tmp_path, *words)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_source_that_is_not_remote_is_said_to_be_so(tmp_path):
    catalogue(tmp_path, "http://127.0.0.1:9/oai")
    path = tmp_path / "catalogue.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("[sources.harvest]")[0])
    assert "is not remote" in run(tmp_path, "harvest", "repo").stderr
    assert "No source in catalogue.toml has" in run(tmp_path, "harvest", "--all").stderr
