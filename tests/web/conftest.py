from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_releases import build_release, sample_quads, settings_in
from starlette.testclient import TestClient

from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.release.release import Release
from regesta.web.app import create_app

FINDINGS = (
    Finding(
        code="title-language",
        severity=Severity.WARNING,
        message="The language of the title is not certain",
        place=Place("data-collection", "<file>.yaml", 7, "title"),
        value="<i>Titel</i>",
        record_title="A <b>bold</b> title",
        record_iri="http://localhost:8000/id/publication/hostile",
    ),
    Finding(
        code="date-impossible",
        severity=Severity.VIOLATION,
        message="There is no such day",
        place=Place("data-collection", "other.yaml", 9, "issued"),
        value="2020-02-31",
        expected="a date",
        example="2020-02-28",
        remedy="Write the day as the source does",
    ),
)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="session")
def release(root: Path) -> Release:
    return build_release(root, sample_quads(), FINDINGS)


@pytest.fixture(scope="session")
def client(root: Path, release: Release) -> Iterator[TestClient]:
    app = create_app(settings_in(root))
    with TestClient(app, base_url="http://localhost:8000", follow_redirects=False) as client:
        yield client
