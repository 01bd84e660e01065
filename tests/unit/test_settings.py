from datetime import UTC, datetime
from pathlib import Path

import pytest

from regesta.assets import asset
from regesta.errors import ConfigurationError
from regesta.settings import load_settings, read_catalogue, release_time
from regesta.settings.machine import available_memory

MINIMAL = """
title = "A catalogue"
description = { en = "What it is", fr = "Ce que c’est" }
base_iri = "https://data.example.org/catalogue"
licence = "https://creativecommons.org/licenses/by/4.0/"
modified = 2026-01-31
"""
SOURCE = """
[[sources]]
name = "page"
reader = "listing"
path = "sources/page.txt"
"""


@pytest.fixture
def catalogue(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "catalogue.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_minimal_catalogue_gets_its_defaults(catalogue):
    read = read_catalogue(catalogue(MINIMAL + SOURCE))
    assert read.titles == {"en": "A catalogue"}
    assert read.base_iri == "https://data.example.org/catalogue/"
    assert read.languages == ("en",)
    (source,) = read.sources
    assert (source.title, source.modified) == ("page", "2026-01-31")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("title = ", "not valid TOML"),
        (MINIMAL.replace('title = "A catalogue"', ""), "title must be"),
        (MINIMAL.replace("https://data.example.org/catalogue", "data.example.org"), "base_iri"),
        (MINIMAL.replace("https://data.example.org/catalogue", "https://a.org/?b"), "base_iri"),
        (MINIMAL.replace("2026-01-31", '"soon"'), "modified must be a date"),
        (MINIMAL + 'languages = "en"', "languages must be a list"),
        (MINIMAL + SOURCE.replace("reader", "raeder"), "sources[1].reader must be"),
        (MINIMAL + SOURCE.replace('"page"', '"Our page"'), "as “our-page”"),
        (MINIMAL + SOURCE + 'url = "https://a.org/b c"', "sources[1].url must be a web address"),
        (MINIMAL + SOURCE + 'url = "javascript:alert(1)"', "sources[1].url must be a web address"),
        (MINIMAL + SOURCE + SOURCE, "two sources are named “page”"),
        (MINIMAL + 'sources = "page"', "[[sources]]"),
    ],
)
def test_a_fault_names_the_file_and_the_key(catalogue, text, named):
    path = catalogue(text)
    with pytest.raises(ConfigurationError) as caught:
        read_catalogue(path)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_catalogue_that_is_not_there_names_the_way_out(tmp_path):
    with pytest.raises(ConfigurationError, match="--data"):
        load_settings(data=tmp_path)


def test_the_environment_sets_what_no_argument_does(catalogue, tmp_path):
    catalogue(MINIMAL)
    settings = load_settings(
        releases=tmp_path / "given",
        environment={
            "REGESTA_DATA": str(tmp_path),
            "REGESTA_RELEASES": "elsewhere",
            "REGESTA_BASE_IRI": "https://public.example.org/",
            "REGESTA_QUERY_SECONDS": "2.5",
            "REGESTA_QUERY_WORKERS": "3",
        },
    )
    assert settings.data == tmp_path
    assert settings.releases == tmp_path / "given"
    assert settings.catalogue.base_iri == "https://public.example.org/"
    assert (settings.query_limits.seconds, settings.query_limits.workers) == (2.5, 3)


def test_stores_may_take_a_quarter_of_the_memory_or_none(catalogue, tmp_path):
    catalogue(MINIMAL)
    name = "REGESTA_QUERY_STORE_MEMORY"

    def read(**variables):
        return load_settings(tmp_path, environment=variables).query_limits.store_memory_bytes

    assert read() == available_memory() // 4 > 0
    assert read(**{name: "0"}) == 0
    assert read(**{name: "123456"}) == 123456
    with pytest.raises(ConfigurationError, match=name):
        read(**{name: "-5"})


@pytest.mark.parametrize(
    ("groups", "files"),
    [
        ("0::/service/web", {"service/memory.max": "5000", "service/web/memory.max": "max"}),
        ("0::/", {"memory.max": "5000"}),
        ("4:memory:/service\n1:cpu:/x", {"memory/service/memory.limit_in_bytes": "5000"}),
        ("4:memory:/not/shown/inside", {"memory/memory.limit_in_bytes": "5000"}),
    ],
)
def test_the_memory_of_a_container_is_its_limit(tmp_path, groups, files):
    own = tmp_path / "own"
    own.write_text(groups, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="ascii")
    assert available_memory(tmp_path, own) == 5000
    assert available_memory(tmp_path / "nothing", own) > 5000


@pytest.mark.parametrize("value", ["many", "0", "-1", "nan"])
def test_a_limit_that_is_no_number_is_refused(catalogue, tmp_path, value):
    catalogue(MINIMAL)
    with pytest.raises(ConfigurationError, match="REGESTA_QUERY_QUEUE"):
        load_settings(tmp_path, environment={"REGESTA_QUERY_QUEUE": value})


def test_the_default_catalogue_is_sound_and_its_sources_are_there():
    settings = load_settings(asset("data"), environment={})
    assert settings.catalogue.sources
    for source in settings.catalogue.sources:
        assert (settings.data / source.path).exists()


def test_the_time_of_a_release_can_be_set_for_reproducible_builds():
    assert release_time({"SOURCE_DATE_EPOCH": "0"}) == datetime(1970, 1, 1, tzinfo=UTC)
    assert release_time({}).tzinfo is UTC


def test_how_the_service_is_seen_can_be_set(catalogue, tmp_path):
    catalogue(MINIMAL)
    default = load_settings(data=tmp_path, environment={}).operation
    assert (default.metrics, default.log, default.drain_seconds) == ("off", "text", 2)
    settings = load_settings(
        data=tmp_path,
        environment={
            "REGESTA_METRICS": "local",
            "REGESTA_LOG": "json",
            "REGESTA_DRAIN_SECONDS": "0",
            "REGESTA_QUERY_CACHE": "0",
        },
    )
    operation = settings.operation
    assert (operation.metrics, operation.log, operation.drain_seconds) == ("local", "json", 0)
    assert settings.query_limits.cache_bytes == 0


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("REGESTA_METRICS", "yes", "one of off, local, on, not “yes”"),
        ("REGESTA_LOG", "xml", "one of text, json, errors, not “xml”"),
        ("REGESTA_DRAIN_SECONDS", "-1", "a number from 0 on, not “-1”"),
        ("REGESTA_QUERY_CACHE", "much", "a number from 0 on, not “much”"),
        ("REGESTA_QUERY_CACHE", "nan", "a number from 0 on, not “nan”"),
        ("REGESTA_QUERY_WORKERS", "0", "a number above 0, not “0”"),
    ],
)
def test_a_value_that_is_none_of_those_known_is_refused(catalogue, tmp_path, name, value, words):
    catalogue(MINIMAL)
    with pytest.raises(ConfigurationError, match=name) as caught:
        load_settings(data=tmp_path, environment={name: value})
    assert words in str(caught.value)
