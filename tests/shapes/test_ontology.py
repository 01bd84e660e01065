"""The ontology, the prefix table, the code and the shapes name the same terms."""

import json
import re

import pyoxigraph as ox

from regesta import vocabulary
from regesta.assets import asset, asset_root
from regesta.validation.shapes import shape_files
from regesta.vocabulary import DCTERMS, OWL, RDF_TYPE, RDFS, REGESTA, SH, SHAPES, Namespace

ONTOLOGY = ox.NamedNode(REGESTA.iri.removesuffix("#"))
PATH = asset("ontology", "regesta.ttl")
TRIPLES = [quad.triple for quad in ox.parse(path=str(PATH))]
TERMS = {
    triple.subject.value.removeprefix(REGESTA.iri): triple.subject
    for triple in TRIPLES
    if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(REGESTA.iri)
}


def objects(subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
    return [t.object for t in TRIPLES if t.subject == subject and t.predicate == predicate]


def test_every_term_is_documented_in_english_and_french() -> None:
    assert len(TERMS) == 7
    for term in TERMS.values():
        for predicate in (RDFS.label, RDFS.comment):
            assert sorted(text.language for text in objects(term, predicate)) == ["en", "fr"]
        assert objects(term, RDFS.isDefinedBy) == [ONTOLOGY]
        kinds = {kind.value.rpartition("#")[2] for kind in objects(term, RDF_TYPE)}
        assert kinds & {"Class", "DatatypeProperty", "ObjectProperty"}
        if "Class" not in kinds:
            assert objects(term, RDFS.domain)
            assert objects(term, RDFS.range)


def test_ontology_describes_itself() -> None:
    assert objects(ONTOLOGY, RDF_TYPE) == [OWL.Ontology]
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert sorted(text.language for text in objects(ONTOLOGY, predicate)) == ["en", "fr"]
    for predicate in (DCTERMS.license, OWL.versionInfo, OWL.versionIRI):
        assert len(objects(ONTOLOGY, predicate)) == 1
    vann = "http://purl.org/vocab/vann/"
    (prefix,) = objects(ONTOLOGY, ox.NamedNode(f"{vann}preferredNamespacePrefix"))
    assert vocabulary.prefixes()[prefix.value] == REGESTA.iri


def test_terms_in_use_are_those_that_are_defined() -> None:
    code = list((asset_root() / "src").rglob("*.py"))
    used = {
        name
        for path in code
        for name in re.findall(r"\bREGESTA\.(\w+)", path.read_text(encoding="utf-8"))
    } - {"iri"}
    in_shapes = {
        name
        for path in shape_files()
        for name in re.findall(r"\bregesta:(\w+)", path.read_text(encoding="utf-8"))
    }
    assert used | in_shapes == TERMS.keys()


def test_prefix_table_and_vocabulary_name_the_same_namespaces() -> None:
    table = json.loads(asset("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    in_code = {value.iri for value in vars(vocabulary).values() if isinstance(value, Namespace)}
    only_in_ontology = {"http://purl.org/vocab/vann/"}
    assert set(table.values()) == in_code | only_in_ontology
    assert len(table) == len(set(table.values())) >= 23
    assert vocabulary.prefixes() == table


def test_every_property_that_a_shape_names_stands_in_a_namespace_of_ours() -> None:
    known = tuple(vocabulary.prefixes().values())
    triples = [quad for path in shape_files() for quad in ox.parse(path=str(path))]
    paths = {t.object.value for t in triples if t.predicate == SH.path}
    assert len(paths) == 93
    assert all(path.startswith(known) for path in paths)
    shapes = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    assert all(shape.startswith(SHAPES.iri) for shape in shapes)
