"""Releases made of the model and of what pages must cope with, for the tests of the web service."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from regesta.findings import Finding
from regesta.release.release import Release
from regesta.release.repository import ReleaseRepository
from regesta.settings import QueryLimits, Settings, load_settings

FIXTURES = Path(__file__).parent / "fixtures"
BASE = "http://localhost:8000/"
FIRST_DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
CATALOGUE = """
title = { en = "A catalogue <of tests>", fr = "Un catalogue" }
description = { en = "What the tests ask for." }
base_iri = "http://localhost:8000/"
licence = "https://creativecommons.org/licenses/by/4.0/"
modified = 2026-11-23
"""


def read_quads(*names: str) -> list[ox.Quad]:
    """The quads of fixtures, for example `web/catalogue.trig`."""
    return [
        quad
        for name in names
        for quad in ox.parse(path=str(FIXTURES / name), format=ox.RdfFormat.TRIG)
    ]


def sample_quads() -> list[ox.Quad]:
    return read_quads("model.trig", "web/catalogue.trig")


def build_release(
    root: Path,
    quads: Iterable[ox.Quad],
    findings: Iterable[Finding] = (),
    created: datetime = FIRST_DAY,
) -> Release:
    """Build a release and make it the current one."""
    repository = ReleaseRepository(root / "releases")
    built = repository.build(quads, findings, base_iri=BASE, created=created, statistics={})
    return built.release


def settings_in(root: Path) -> Settings:
    """The settings of a service over the releases in a folder, with one query worker."""
    data = root / "data"
    data.mkdir(exist_ok=True)
    (data / "catalogue.toml").write_text(CATALOGUE, encoding="utf-8")
    (data / "ATTRIBUTION.md").write_text("Facts from <GeoNames> & friends.", encoding="utf-8")
    settings = load_settings(data=data, releases=root / "releases", environment={})
    return replace(settings, query_limits=QueryLimits(workers=1))
