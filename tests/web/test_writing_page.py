"""The examples of the page on writing, run as they stand, in their order."""

import os
import re
import shutil
import subprocess

import pytest
from writing_service import BASE, writable_service

from regesta.assets import asset_root

PAGE = asset_root() / "docs" / "writing.md"
EXAMPLES = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="There is no curl on this machine.")
def test_every_example_does_what_the_page_says(tmp_path):
    assert len(EXAMPLES) == 5
    (tmp_path / "service").mkdir()
    with writable_service(tmp_path / "service") as service:
        variables = {"URL": service.url, "BASE": BASE, "TOKEN": service.token()}
        for example in EXAMPLES:
            ran = subprocess.run(
                ["bash", "-e", "-c", example],
                env={**os.environ, **variables},
                cwd=tmp_path,
                check=False,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert ran.returncode == 0, (example, ran.stdout, ran.stderr)
        assert "Rapport annuel 2025" in (tmp_path / "report.ttl").read_text(encoding="utf-8")
        assert service.send("GET", "/publication/annual-report-2025").status_code == 410
        written = [each.method for each in service.repository.changes() if each.by == "editor"]
        assert {"PUT", "PATCH", "DELETE"} == set(written)
