"""Every rule of the shapes is broken once, and says so in a curator's words."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, SKOS, Graph, URIRef

from regesta.findings import Finding
from regesta.validation.shapes import read_shapes, shape_files
from regesta.validation.validator import Validator
from regesta.values.relators import RELATORS
from regesta.vocabulary import MARCREL
from regesta.vocabulary import SHAPES as SHAPES_OF

FIXTURES = Path(__file__).parent.parent / "fixtures" / "shapes"
BASE = "http://localhost:8000/"
VALID = (FIXTURES / "valid.trig").read_text(encoding="utf-8")
PREFIXES = "\n".join(line for line in VALID.splitlines() if line.startswith("@"))
QUADS = list(ox.parse(VALID, format=ox.RdfFormat.TRIG))
CASES = tomllib.loads((FIXTURES / "breaches.toml").read_text(encoding="utf-8"))["case"]
DOCUMENTS = sorted({str(quad.graph_name) for quad in QUADS})
VALIDATOR = Validator.load()
SHAPES = read_shapes(shape_files())
MACHINERY = re.compile(
    r"\bsh:|_:|Constraint|Component|shacl|\bNode\b|xsd:|rdf:|skos:|owl:|gYear|langString", re.I
)


def parse(value: str) -> ox.NamedNode | ox.Literal:
    text = re.sub(r"LONG([0-9]+)", lambda found: '"' + "x" * int(found[1]) + '"', value)
    (quad,) = ox.parse(f"{PREFIXES}\n<s> <p> {text} .", format=ox.RdfFormat.TURTLE, base_iri=BASE)
    return quad.object


def broken(case: dict[str, Any]) -> list[ox.Quad]:
    """The graph of the case's document with its one breach."""
    graph = ox.NamedNode(BASE + case["document"])
    subject, predicate = parse(case["subject"]), parse(case["property"])
    own = [
        quad
        for quad in QUADS
        if quad.graph_name == graph
        and (case.get("keep") or (quad.subject, quad.predicate) != (subject, predicate))
    ]
    added = [ox.Quad(subject, predicate, parse(case["value"]), graph)] if "value" in case else []
    return own + added


def validate(quads: list[ox.Quad]) -> tuple[Finding, ...]:
    others = [quad for quad in QUADS if quad.graph_name != quads[0].graph_name]
    return VALIDATOR.validate_record(quads, others)


def test_all_shapes_and_cases_are_collected() -> None:
    assert len(CASES) == 152
    assert len(VALIDATOR.rules) == len({rule.code for rule in VALIDATOR.rules.values()}) == 153


@pytest.mark.parametrize("document", DOCUMENTS)
def test_valid_things_have_no_finding(document: str) -> None:
    assert validate([quad for quad in QUADS if str(quad.graph_name) == document]) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_breach_is_found_by_its_code(case: dict[str, Any]) -> None:
    findings = validate(broken(case))
    assert case["code"] in [finding.code for finding in findings]


def test_every_rule_is_broken_by_a_case() -> None:
    silent = {"creators-property-unknown"}  # this shape is open, since a list may be of any length
    codes = {rule.code for rule in VALIDATOR.rules.values()}
    assert codes - silent == {case["code"] for case in CASES}


def test_every_rule_speaks_english_and_french() -> None:
    nodes = set(SHAPES.subjects(RDF.type, SH.PropertyShape)) | set(SHAPES.subjects(SH.closed))
    assert len(nodes) == 152
    for node in nodes:
        for term in (SH.name, SH.description, SH.message, SKOS.editorialNote):
            languages = sorted(text.language or "" for text in SHAPES.objects(node, term))
            assert languages == ["en", "fr"], (node, term)
        if (node, SH.path, None) in SHAPES:
            assert (node, SKOS.example, None) in SHAPES, node


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_findings_have_no_machinery_in_their_words(case: dict[str, Any]) -> None:
    for finding in validate(broken(case)):
        words = [finding.message, finding.expected, finding.example, finding.remedy]
        assert all(not MACHINERY.search(text) for text in words), finding
        assert "_:" not in finding.value
        assert finding.message.endswith(".")
        assert finding.remedy.endswith(".")
        assert finding.record_title
        assert finding.record_iri.startswith("http")


def test_every_relator_may_stand_beside_a_contributor() -> None:
    (listed,) = SHAPES.objects(URIRef(SHAPES_OF.publication.value), SH.ignoredProperties)
    ignored = {str(item) for item in SHAPES.items(listed)}
    assert ignored == {MARCREL[code].value for code in RELATORS} | {str(RDF.type)}


def test_messages_speak_the_reader_s_language() -> None:
    french = Validator.load(language="fr")
    case = next(case for case in CASES if case["code"] == "publication-title-missing")
    (finding, *_) = french.validate_record(broken(case), QUADS)
    assert finding.message == "La publication n’a pas de titre."
    german = Validator.load(language="de")
    assert german.validate_record(broken(case), QUADS)[0].message == "The publication has no title."


def test_verdicts_equal_those_of_a_run_over_everything() -> None:
    """The engine prepared once says what pySHACL says when it is run in its own way."""
    from pyshacl import validate as run_pyshacl

    from regesta.validation.terms import as_rdflib_graph

    compared = 0
    for case in CASES[::6]:
        quads = broken(case)
        others = [quad for quad in QUADS if quad.graph_name != quads[0].graph_name]
        data, shapes = Graph(), Graph()
        data += as_rdflib_graph([*quads, *others])
        shapes += SHAPES
        _, report, _ = run_pyshacl(data, shacl_graph=shapes)
        assert isinstance(report, Graph)
        theirs = {str(shape).rpartition("#")[2] for shape in report.objects(None, SH.sourceShape)}
        ours = {finding.code.removesuffix("-property-unknown") for finding in validate(quads)}
        assert ours == theirs, case["code"]
        compared += 1
    assert compared == 26


def test_shapes_are_well_formed_shacl() -> None:
    from pyshacl import validate as run_pyshacl

    shapes = Graph()
    shapes += SHAPES
    conforms, _report, _text = run_pyshacl(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms
