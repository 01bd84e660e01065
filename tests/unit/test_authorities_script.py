import os
import subprocess
import sys

import pytest
from authorities.agencies import agency_triples
from authorities.regions import Members
from authorities.tables import TableError, read_table
from authorities.themes import theme_triples
from authorities.turtle import write_turtle
from authorities.witnesses import Witnesses
from authorities_graph import AUTHORITIES, BASE, REFERENCE, ROOT
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from regesta.vocabulary import GN, SKOS

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference data are not in ../shared/reference"
)


@needs_reference
@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_script_makes_the_committed_files_whatever_the_hash_seed(tmp_path, seed):
    done = run_script(REFERENCE, tmp_path, seed)
    assert done.returncode == 0, done.stderr
    assert_committed(tmp_path, {"agencies.ttl", "regions.ttl", "subdivisions.ttl", "themes.ttl"})


def test_without_reference_data_regions_are_left_as_they_are(tmp_path):
    done = run_script(tmp_path / "none", tmp_path, "0")
    assert done.returncode == 0, done.stderr
    assert "stay as they are" in done.stdout
    assert_committed(tmp_path, {"agencies.ttl", "themes.ttl"})


def test_a_file_that_the_reference_lacks_is_named_and_nothing_is_written(tmp_path):
    (tmp_path / "reference").mkdir()
    done = run_script(tmp_path / "reference", tmp_path, "0")
    assert done.returncode == 1
    assert "The reference data lack" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob("*.ttl")) == []


def test_a_member_that_is_no_country_is_refused():
    with pytest.raises(TableError, match="ZZ is neither a country nor an M49 group"):
        list(Members({}, {}).nodes(["ZZ"]))


def assert_committed(folder, names):
    assert {path.name for path in folder.glob("*.ttl")} == names
    for name in names:
        assert (folder / name).read_bytes() == (AUTHORITIES / name).read_bytes(), name


def run_script(reference, output, seed):
    return subprocess.run(
        [
            sys.executable,
            str(ROOT / "scripts" / "make_authorities.py"),
            "--reference",
            str(reference),
            "--output",
            str(output),
        ],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_reference
@pytest.mark.parametrize(
    ("agency", "change", "complaint"),
    [
        ("unhcr", {"wikidata": "Q28606331"}, "does not give wikidata Q28606331"),
        ("unhcr", {"ror": "04w26dy35"}, "no active record 04w26dy35"),
        ("unhcr", {"ror": "02dg0pv02"}, "has none of its names"),
        ("iom", {"wikidata": "Q1065"}, "does not give wikidata Q1065"),
        ("iom", {"witness": "hearsay"}, "that nobody knows: hearsay"),
    ],
)
def test_an_identifier_that_its_witness_does_not_give_is_refused(agency, change, complaint):
    entry = {**read_table("agencies")[agency], **change}
    with pytest.raises(TableError, match=complaint):
        Witnesses(REFERENCE).check(agency, entry)


@pytest.mark.parametrize(
    ("module", "table", "make", "complaint"),
    [
        (
            "authorities.agencies",
            {"a": {"labels": {"en": "A"}, "parent": "b"}},
            agency_triples,
            "a belongs to b",
        ),
        (
            "authorities.agencies",
            {"a": {"labels": {"en": "A"}, "wikidata": "Q1"}},
            agency_triples,
            "without a witness",
        ),
        (
            "authorities.themes",
            {"a": {"labels": {"en": "A"}, "definition": {"en": "A."}, "broader": "b"}},
            theme_triples,
            "a names b",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(monkeypatch, module, table, make, complaint):
    monkeypatch.setattr(
        f"{module}.read_table", lambda name: {} if name.endswith("_languages") else table
    )
    with pytest.raises(TableError, match=complaint):
        list(make(None))


@needs_reference
@pytest.mark.parametrize(
    ("match", "complaint"),
    [
        ({"exact": {"5933": "slavery"}}, "which is “trafficking in human beings” there"),
        ({"close": {"99999999": "slavery"}}, "which is “None” there"),
        ({"htcds": ["NoSuchField"]}, "NoSuchField"),
    ],
)
def test_a_match_that_its_vocabulary_does_not_have_is_refused(monkeypatch, match, complaint):
    table = {"a": {"labels": {"en": "A"}, "definition": {"en": "A."}, **match}}
    monkeypatch.setattr(
        "authorities.themes.read_table", lambda name: {} if name.endswith("_languages") else table
    )
    with pytest.raises(TableError, match=complaint):
        list(theme_triples(REFERENCE))


def test_turtle_keeps_odd_texts_and_iris():
    thing = NamedNode("https://base.invalid/id/theme/a")
    triples = [
        Triple(
            thing,
            SKOS.note,
            Literal('A "quote", a \\ and\na new line\t;  # no comment', language="en"),
        ),
        Triple(thing, SKOS.exactMatch, NamedNode("https://example.org/a(b)#c.")),
        Triple(thing, GN.featureCode, GN["A.PCLI"]),
    ]
    text = write_turtle(triples, "A heading")
    assert text.startswith("# A heading\n@prefix gn: ")
    read = {quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE, base_iri=BASE)}
    assert {str(triple.object) for triple in read} == {str(one.object) for one in triples}
    assert {triple.subject for triple in read} == {NamedNode(f"{BASE}id/theme/a")}
