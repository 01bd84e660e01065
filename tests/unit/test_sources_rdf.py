"""Files of linked data as repositories, portals and pages publish them."""

import dataclasses
import gzip
import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_outcomes import told

from regesta.findings import Finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.rdf import read_json_ld
from regesta.sources.rdf.properties import properties
from regesta.sources.rdf.reader import RdfReader
from regesta.sources.reader import Unit

FIXTURES = Path(__file__).parents[1] / "fixtures"
FOLDER = FIXTURES / "linked-data"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_file())
READER = RdfReader()
SOURCE = SourceSettings("s", "rdf", "", "", "")


def read(path: Path, **options: str) -> list[Record | Finding]:
    return list(READER.read_records(path, dataclasses.replace(SOURCE, options=options)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_file_gives_what_is_expected_of_it(path: Path) -> None:
    expected = FOLDER / "expected" / f"{path.name}.json"
    found = told(read(path))
    if os.environ.get("REWRITE_EXPECTED"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
    assert len(CASES) == 19


def test_what_another_regesta_publishes_is_read_back() -> None:
    record = next(each for each in read(FIXTURES / "model.trig") if isinstance(each, Record))
    assert record.titles[0].language == "en"
    assert [each.name.value for each in record.creators] == ["Marika McAdam"]
    assert [(each.value, each.identifier) for each in record.regions] == [
        ("Georgia", "https://sws.geonames.org/614540/")
    ]
    assert [each.value for each in record.themes] == ["Needs assessment"]
    assert [each.value for each in record.agencies] == ["iom development fund"]
    assert (record.issued, record.modified) == ("2016-06", "2026-11-23")
    assert record.extent == "48 pages"


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        (".nt", ox.RdfFormat.N_TRIPLES),
        (".nq", ox.RdfFormat.N_QUADS),
        (".trig", ox.RdfFormat.TRIG),
        (".rdf", ox.RdfFormat.RDF_XML),
        (".jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_the_format_makes_no_difference(tmp_path, suffix, form) -> None:
    quads = list(ox.parse(path=str(FOLDER / "bibo-list.ttl"), format=ox.RdfFormat.TURTLE))
    triples = [quad.triple for quad in quads]
    content = ox.serialize(triples, format=form)
    assert content
    (tmp_path / f"bibo-list{suffix}").write_bytes(content)
    (tmp_path / f"bibo-list{suffix}.gz").write_bytes(gzip.compress(content))
    expected = [_sorted(each) for each in read(FOLDER / "bibo-list.ttl")]
    for path in sorted(tmp_path.iterdir()):
        assert [_sorted(each) for each in read(path)] == expected
    assert READER.recognises(content[:1000])


def _sorted(found: Record | Finding) -> object:
    """Without the file's name, whose order no format but that of lists keeps."""
    (outcome,) = told([found])
    if isinstance(outcome, str):
        return outcome.split(":")[0]
    return {
        name: sorted(map(str, value)) if isinstance(value, list) and name != "creators" else value
        for name, value in outcome.items()
        if name != "place"
    }


def test_a_namespace_that_the_catalogue_declares_makes_short_names() -> None:
    options = {"namespace": "https://data.example.org/dataset/"}
    (record, *_) = read(FOLDER / "dcat.ttl", **options)
    assert isinstance(record, Record)
    assert record.identifier == "s-flows"


def test_two_sites_that_call_something_alike_get_two_names(tmp_path) -> None:
    path = tmp_path / "two.nt"
    lines = [
        f'<http://{site}.org/report> <http://purl.org/dc/terms/{name}> "x" .'
        for site in "ab"
        for name in ("title", "creator")
    ]
    path.write_text("\n".join(lines))
    names = [each.identifier for each in read(path) if isinstance(each, Record)]
    assert len(set(names)) == 2


def test_units_are_the_same_on_every_run() -> None:
    for path in CASES:
        runs = [
            [unit.digest() for unit in READER.split(path, SOURCE) if isinstance(unit, Unit)]
            for _ in range(2)
        ]
        assert runs[0] == runs[1]


def test_json_ld_of_a_page_is_read_as_such() -> None:
    text = (FOLDER / "schema-article.jsonld").read_text("utf-8")
    place = Place("s", "page.html", line=7)
    (record,) = read_json_ld(text, place, SOURCE)
    assert isinstance(record, Record)
    assert record.place.line == 7
    assert record.title == "Trafficking in the Sahel"
    assert (
        list(read_json_ld('{"@context": "https://schema.org", "@type": "Person"}', place, SOURCE))
        == []
    )
    (finding,) = read_json_ld("{broken", place, SOURCE)
    assert isinstance(finding, Finding)
    assert finding.code == "json-record-broken"


@pytest.mark.parametrize(
    ("start", "is_rdf"),
    [
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="', True),
        (b'<?xml version="1.0"?><collection xmlns="http://www.loc.gov/MARC21/slim">', False),
        (b"<!DOCTYPE html><html>", False),
        (b"@prefix a: <http://e.org/> .", True),
        (b"# comment\nPREFIX a: <http://e.org/>", True),
        (b'<http://e.org/1> <http://e.org/p> "x" .\n', True),
        (b'_:b <http://e.org/p> "x" .\n', True),
        (b'[ a <http://e.org/B> ; <http://e.org/p> "x" ] .', True),
        (b'{"@context": "https://schema.org"}', True),
        (b'[{"@id": "http://e.org/1", "http://e.org/p": [{"@value": "x"}]}]', True),
        (b'{"message-type": "work", "message": {"DOI": "10.1/2"}}', False),
        (b'[{"id": "a", "type": "book", "title": "x"}]', False),
        (b"Just a page of text.\nWith two lines.", False),
        (b"PK\x03\x04", False),
    ],
)
def test_rdf_is_told_from_other_files(start, is_rdf) -> None:
    assert READER.recognises(start) is is_rdf


def test_every_relation_and_field_has_its_properties() -> None:
    assert all(iris for iris in properties().values())
    assert len(properties()) > 60


@given(st.data())
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_never_breaks_the_reading(tmp_path, data) -> None:
    """Neither does it lose records without a word, unless the damage is such that none is seen."""
    path = data.draw(st.sampled_from(CASES))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4))
    damaged = tmp_path / path.name
    damaged.write_bytes(content)
    assert read(damaged)
