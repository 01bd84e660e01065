"""Persons, sources, authorities and the ontology become graphs of the model."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from record_files import BASE

from regesta.errors import ConfigurationError
from regesta.identifiers import Identifiers
from regesta.mapping.agencies import map_agency
from regesta.mapping.authorities import map_authorities, map_ontology
from regesta.mapping.persons import map_person
from regesta.mapping.sources import map_source
from regesta.records import NewAgency, Person, Text
from regesta.settings import SourceSettings

IDENTIFIERS = Identifiers(BASE)
MODEL = [
    quad
    for quad in ox.parse(path=str(Path(__file__).parent.parent / "fixtures" / "model.trig"))
    if isinstance(quad.graph_name, ox.NamedNode)
]


def model_graph(path: str) -> set[ox.Quad]:
    return {quad for quad in MODEL if quad.graph_name == ox.NamedNode(BASE + path)}


def test_person_is_as_in_the_model() -> None:
    quads = map_person(Person("marika-mcadam", "Marika McAdam", "Marika", "McAdam"), IDENTIFIERS)
    assert len(quads) == 6
    assert set(quads) == model_graph("person/marika-mcadam")


@pytest.mark.parametrize(
    ("orcid", "matches"),
    [
        ("0000-0002-1825-0097", ["https://orcid.org/0000-0002-1825-0097"]),
        ("0000-0002-1825-0098", []),
    ],
)
def test_person_has_a_valid_orcid_only(orcid: str, matches: list[str]) -> None:
    quads = map_person(Person("m", "M. McAdam", orcid=orcid), IDENTIFIERS)
    found = [q.object.value for q in quads if q.predicate.value.endswith("#exactMatch")]
    assert found == matches


def test_names_in_other_scripts_are_other_names() -> None:
    person = Person(
        "irina-todorova", "Irina Todorova", variants=(Text("Ирина Тодорова", "ru"), Text(" "))
    )
    quads = map_person(person, IDENTIFIERS)
    assert len(quads) == 5
    assert set(quads) == model_graph("person/irina-todorova")


def test_agency_that_no_authority_knows_is_as_in_the_model() -> None:
    agency = NewAgency(
        "caucasus-research-fund",
        Text("Caucasus Research Fund"),
        (Text("კავკასიის კვლევის ფონდი", "ka"),),
        ("https://ror.org/04q8v8s36", "no address"),
    )
    quads = map_agency(agency, IDENTIFIERS)
    assert len(quads) == 7
    assert set(quads) == model_graph("agency/caucasus-research-fund")


def test_source_is_as_in_the_model() -> None:
    source = SourceSettings(
        name="data-collection",
        reader="records",
        path="x.yaml",
        title="Data Collection: publications",
        modified="2026-11-23",
        licence="CC BY 4.0",
    )
    quads = map_source(source, IDENTIFIERS)
    assert len(quads) == 9
    assert set(quads) == model_graph("source/data-collection")


@pytest.mark.parametrize(
    "path", ["agency/iom", "region/614540", "region/615318", "theme/needs-assessment"]
)
def test_authorities_are_split_as_in_the_model(path: str) -> None:
    kinds = ("agency/", "region/", "theme/", "scheme/")
    documents = {
        str(q.subject)
        for q in MODEL
        if q.object == ox.NamedNode("http://xmlns.com/foaf/0.1/Document")
    }
    triples = [
        q.triple
        for q in reversed(MODEL)
        if q.graph_name.value.removeprefix(BASE).startswith(kinds)
        and not q.graph_name.value.endswith("caucasus-research-fund")
        and str(q.subject) not in documents
    ]
    graphs = dict(map_authorities(triples, IDENTIFIERS, "2026-11-23"))
    assert len(graphs) == 5
    assert list(graphs) == sorted(graphs, key=str)
    assert set(graphs[ox.NamedNode(BASE + path)]) == model_graph(path)
    assert sum(len(quads) for quads in graphs.values()) == len(triples) + 3 * len(graphs)


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("<https://example.org/x> a <y> .", "no agency, region, theme or scheme"),
        ("<id/nothing/x> a <y> .", "no agency, region, theme or scheme"),
        ("[] a <y> .", "without an IRI"),
        ("<id/agency/iom> <y> [ a <z> ] .", "without an IRI"),
        ("<agency/iom#part> a <y> .", "describe the thing itself"),
    ],
)
def test_nothing_of_the_authorities_is_lost_in_silence(turtle: str, words: str) -> None:
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    with pytest.raises(ConfigurationError, match=words):
        list(map_authorities([quad.triple for quad in quads], IDENTIFIERS, "2026-11-23"))


def test_ontology_stands_in_its_own_graph() -> None:
    triple = ox.Triple(ox.NamedNode("http://a"), ox.NamedNode("http://b"), ox.Literal("c"))
    (quad,) = map_ontology([triple])
    assert quad.graph_name == ox.NamedNode("https://w3id.org/regesta/ontology")
    assert quad.triple == triple
