"""The validator judges a record only, places its findings, and refuses shapes it cannot read."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from record_files import BASE, read_linked_record

from regesta.errors import ConfigurationError
from regesta.findings import Finding, Severity
from regesta.identifiers import Identifiers
from regesta.mapping.publications import map_publication
from regesta.records import Place
from regesta.settings import SourceSettings
from regesta.validation.engine import RecordGraph
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.validation.report import build_report
from regesta.validation.shapes import read_shapes
from regesta.validation.validator import Validator
from regesta.vocabulary import BIBO, DCTERMS, FOAF, RDF_TYPE, SKOS, XSD

TESTS = Path(__file__).parent.parent
IDENTIFIERS = Identifiers(BASE)
SOURCE = SourceSettings("s", "records", "list.yaml", "S", "2026-11-23", licence="CC BY 4.0")
LINKED = read_linked_record(TESTS / "golden" / "model-example.json")
QUADS = map_publication(LINKED, SOURCE, IDENTIFIERS)
MODEL = [
    quad
    for quad in ox.parse(path=str(TESTS / "fixtures" / "model.trig"))
    if quad.graph_name != QUADS[0].graph_name
]
VALIDATOR = Validator.load()
THING = IDENTIFIERS.thing("publication", LINKED.record.identifier)


def with_value(predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> list[ox.Quad]:
    others = [quad for quad in QUADS if (quad.subject, quad.predicate) != (THING, predicate)]
    return [*others, ox.Quad(THING, predicate, value, QUADS[0].graph_name)]


def test_mapped_record_with_its_neighbours_is_valid() -> None:
    assert VALIDATOR.validate_record(QUADS, MODEL, LINKED.record) == ()


def test_record_without_its_neighbours_points_at_nothing_known() -> None:
    codes = {finding.code for finding in VALIDATOR.validate_record(QUADS, [], LINKED.record)}
    assert codes == {
        "publication-contributor-unknown",
        "publication-creator-unknown",
        "publication-funder-unknown",
        "publication-publisher-unknown",
        "publication-region-unknown",
        "publication-theme-unknown",
    }


def test_neighbours_are_not_judged() -> None:
    nameless = [quad for quad in MODEL if quad.predicate not in (FOAF.name, FOAF.primaryTopic)]
    other = ox.NamedNode(BASE + "id/publication/other")
    neighbours = [*nameless, ox.Quad(other, RDF_TYPE, BIBO.Document, ox.NamedNode(BASE + "x"))]
    assert VALIDATOR.validate_record(QUADS, neighbours, LINKED.record) == ()


def test_finding_has_the_place_of_its_field() -> None:
    place = Place("list", "list.yaml", 34, "date")
    record = replace(LINKED.record, places=(("issued", place),))
    (finding,) = VALIDATOR.validate_record(
        with_value(DCTERMS.issued, ox.Literal("soon")), MODEL, record
    )
    assert finding.code == "publication-issued-form"
    assert finding.place == place
    assert finding.value == "soon"
    assert finding.record_title == LINKED.record.title
    assert finding.record_iri == THING.value


def test_ill_formed_literal_is_found_once_and_by_us() -> None:
    for text, datatype in (("2020-13", "gYearMonth"), ("2023-02-30", "date"), ("20160", "gYear")):
        literal = ox.Literal(text, datatype=XSD[datatype])
        findings = VALIDATOR.validate_record(with_value(DCTERMS.issued, literal), MODEL)
        assert [finding.code for finding in findings] == ["value-malformed"]


def test_thing_that_was_not_read_stands_among_the_authorities() -> None:
    graph = ox.NamedNode(BASE + "theme/needs-assessment")
    thing = IDENTIFIERS.thing("theme", "needs-assessment")
    own = [quad for quad in MODEL if quad.graph_name == graph]
    broken = [*own, ox.Quad(thing, SKOS.notation, ox.Literal("x" * 60), graph)]
    broader = ox.Quad(IDENTIFIERS.thing("theme", "data-collection"), RDF_TYPE, SKOS.Concept, graph)
    (finding,) = VALIDATOR.validate_record(broken, [*MODEL, broader])
    assert str(finding.place) == "authorities, field “code”"
    assert finding.record_title == "Needs assessment"
    assert finding.record_iri == thing.value


def test_gravest_findings_come_first() -> None:
    quads = [quad for quad in QUADS if quad.predicate not in (DCTERMS.abstract, DCTERMS.title)]
    severities = [finding.severity for finding in VALIDATOR.validate_record(quads, MODEL)]
    assert severities == [Severity.VIOLATION, Severity.INFO]


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("<s> a sh:NodeShape ; sh:sparql <x> .", "sh:sparql"),
        ("<s> a sh:NodeShape ; sh:minCuont 1 .", "sh:minCuont"),
        ("<s> a sh:NodeShape ; sh:property [ sh:uniqueValuesFor 1 ] .", "sh:uniqueValuesFor"),
        ("<s> sh:nodeKind sh:Iri .", "sh:Iri"),
        ("<s> sh:path .", "not valid Turtle"),
    ],
)
def test_shapes_that_would_be_passed_over_are_refused(
    turtle: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(f"@base <http://x/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n{turtle}")
    with pytest.raises(ConfigurationError, match=words) as error:
        Validator.load([path])
    assert str(path) in str(error.value)


def test_shapes_that_look_into_neighbours_see_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://x/#> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        ":p a sh:NodeShape ; sh:targetSubjectsOf dcterms:publisher ; sh:property :n .\n"
        ":n a sh:PropertyShape ; sh:path ( dcterms:publisher skos:altLabel ) ; sh:minCount 3 ."
    )
    engine = PyshaclEngine(read_shapes([path]))
    ((result,),) = engine.validate([RecordGraph(QUADS, MODEL)])
    assert result.shape.value == "http://x/#n"
    agency = ox.NamedNode(BASE + "id/agency/iom")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    third = [*MODEL, ox.Quad(agency, label, ox.Literal("third"))]
    assert engine.validate([RecordGraph(QUADS, third)]) == [[]]


def test_report_tells_machines_what_people_read() -> None:
    report = IDENTIFIERS.page("findings")
    finding = Finding(
        "publication-title-missing",
        Severity.WARNING,
        "No title\x00.",
        Place("list", "list.yaml", 3),
        value="<x>",
        record_iri=THING.value,
    )
    quads = list(build_report([finding, finding], report, IDENTIFIERS))
    assert quads == list(build_report([finding], report, IDENTIFIERS))
    values = {quad.predicate.value.rpartition("#")[2]: quad.object for quad in quads}
    assert values["conforms"] == ox.Literal(False)
    assert values["resultSeverity"].value.endswith("#Warning")
    assert values["sourceShape"].value.endswith("shapes#publication-title-missing")
    assert values["focusNode"] == THING
    assert values["value"].value == "<x>"
    assert values["resultMessage"].value == "No title."
    assert values["placeInSource"].value == "list.yaml, line 3"
    assert not any(isinstance(quad.subject, ox.BlankNode) for quad in quads)
    good = list(build_report([], report, IDENTIFIERS))
    assert [quad.object for quad in good][1] == ox.Literal(True)
