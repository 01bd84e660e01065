"""The wheel carries its assets, and builds and serves the default catalogue without a checkout."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASSETS = ("ontology", "shapes", "queries", "data")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=100,
    )
    return folder


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The wheel alone, unpacked where no checkout is near."""
    folder = tmp_path_factory.mktemp("site")
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "regesta", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked(*folders: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def test_the_wheel_holds_every_asset_of_the_checkout(installed):
    assets = tracked(*ASSETS)
    assert len(assets) > 30
    bundled = installed / "regesta" / "_bundled"
    assert [name for name in assets if not (bundled / name).is_file()] == []


def test_the_wheel_holds_every_file_of_the_package(installed):
    """Templates, styles, lists of words and the marker of types too."""
    files = [name.removeprefix("src/") for name in tracked("src/regesta")]
    assert {Path(name).suffix for name in files} >= {".py", ".html", ".css", ".toml", ".typed"}
    assert [name for name in files if not (installed / name).is_file()] == []


def test_the_source_distribution_holds_what_a_wheel_is_built_from(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        folders = {name.split("/")[1] for name in archive.getnames() if name.count("/") > 1}
    assert {"src", *ASSETS} <= folders


def test_it_builds_and_answers_without_a_checkout(installed, tmp_path):
    where = run(installed, tmp_path, "--version")
    assert "regesta" in where
    assert "1766 published" in run(installed, tmp_path, "build")
    assert "bibo:" in run(installed, tmp_path, "dump")
    answer = run(installed, tmp_path, "query", "ASK { ?s ?p ?o }", "--format", "json")
    assert '"boolean":true' in answer.replace(" ", "")


def test_it_runs_from_the_wheel_and_not_from_the_checkout(installed, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "from regesta.assets import asset_root; print(asset_root())"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(installed / "regesta" / "_bundled")
