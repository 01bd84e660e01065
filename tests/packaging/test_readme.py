"""The commands of the README do what it says, each run as it stands there."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.strip().splitlines()]
SERVING = [command for command in COMMANDS if command in ("make serve", ".venv/bin/regesta serve")]
PLAIN = [command for command in COMMANDS if command not in ("make test", *SERVING)]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A folder that looks like the checkout, with releases of its own and a page to check."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("data", "queries", "Makefile", "pyproject.toml", "requirements.lock"):
        (folder / name).symlink_to(ROOT / name)
    venv = folder / ".venv"
    venv.mkdir()
    (venv / "bin").symlink_to(Path(sys.executable).parent)
    (venv / ".runtime").touch()
    shutil.copy(ROOT / "tests" / "fixtures" / "readme" / "page.txt", folder / "page.txt")
    return folder


def test_all_commands_are_collected():
    assert COMMANDS.count("make test") == 1
    assert len(SERVING) == 2
    assert len(PLAIN) == 4


def test_what_the_readme_promises_to_test_is_what_continuous_integration_calls():
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.parametrize("command", PLAIN)
def test_a_command_prints_what_it_promises(checkout, command):
    expected = {
        "check": "records read",
        "build": "Release ",
        "query": "Needs Assessment Tool",
        "dump": "@prefix dcterms:",
    }
    run = subprocess.run(
        command.split(), cwd=checkout, capture_output=True, text=True, check=False, timeout=100
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert expected[command.split()[1]] in run.stdout


@pytest.mark.parametrize("command", SERVING)
def test_the_service_answers_at_the_address_it_prints(checkout, command):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    option = f" PORT={port}" if command.startswith("make") else f" --port {port}"
    process = subprocess.Popen(
        (command + option).split(),
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    try:
        page = _first_page(process, port)
    finally:
        os.killpg(process.pid, 15)
        output = process.communicate(timeout=30)[0]
    assert "Evidence on human trafficking and migration" in page
    assert f"http://localhost:{port}/" in output


def _first_page(process: subprocess.Popen[str], port: int) -> str:
    for _ in range(600):
        assert process.poll() is None, process.stdout.read()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail("the service did not answer within a minute")
