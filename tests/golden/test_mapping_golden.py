"""Each record in a JSON file becomes exactly the quads beside it."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from record_files import BASE, read_linked_record

from regesta.identifiers import Identifiers
from regesta.mapping.publications import map_publication
from regesta.serialisation import FORMATS
from regesta.settings import SourceSettings

HERE = Path(__file__).parent
MODEL = HERE.parent / "fixtures" / "model.trig"
CASES = sorted(HERE.glob("*.json"))
IDENTIFIERS = Identifiers(BASE)
SOURCE = SourceSettings(
    name="data-collection",
    reader="records",
    path="list.yaml",
    title="Data Collection: publications",
    modified="2026-11-23",
    url="https://publications.example.org/data-collection",
    licence="CC BY 4.0",
)


def mapped(case: Path) -> tuple[ox.Quad, ...]:
    return map_publication(read_linked_record(case), SOURCE, IDENTIFIERS)


def test_every_case_is_collected() -> None:
    assert len(CASES) == 10
    assert {case.stem for case in CASES} == {case.stem for case in HERE.glob("*.nq")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_record_becomes_its_quads(case: Path) -> None:
    expected = list(ox.parse(path=str(case.with_suffix(".nq"))))
    assert sorted(map(str, mapped(case))) == sorted(map(str, expected))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_quads_keep_their_meaning_in_every_format(case: Path) -> None:
    quads = mapped(case)
    assert len(set(quads)) == len(quads)
    for rdf_format in FORMATS:
        triples = [quad.triple for quad in quads]
        written = ox.serialize(triples, format=rdf_format.engine)
        read = {quad.triple for quad in ox.parse(written, format=rdf_format.engine)}
        assert read == set(triples), rdf_format.name


def test_no_node_is_blank_and_all_stand_in_the_graph_of_their_document() -> None:
    for case in CASES:
        for quad in mapped(case):
            assert isinstance(quad.graph_name, ox.NamedNode)
            assert isinstance(quad.subject, ox.NamedNode)
            assert not isinstance(quad.object, ox.BlankNode)
            assert quad.graph_name.value == f"{BASE}publication/{case.stem}" or (
                case.stem == "model-example"
            )


def test_model_by_example_is_what_the_mapping_makes() -> None:
    name = f"{BASE}publication/needs-assessment-tool-georgia"
    link = f"{name}#link-790b8b7389aa"
    expected = {
        str(quad).replace(f"{name}#link-0a1b2c3d4e5f", link)
        for quad in ox.parse(path=str(MODEL))
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == name
    }
    place = "data-collection.yaml, line 120"
    made = {
        str(quad).replace("list.yaml, line 12", place)
        for quad in mapped(HERE / "model-example.json")
    }
    assert made == expected
