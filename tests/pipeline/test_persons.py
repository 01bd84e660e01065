"""Persons are judged by their own shapes, with the record that names them."""

from pathlib import Path

import pytest

from regesta.pipeline import Outcome, Pipeline
from regesta.settings import load_settings
from regesta.validation.validator import Validator

SMALL = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
# Stricter than our own shapes, which no name that a reader yields can break.
STRICT = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shapes: <https://w3id.org/regesta/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

shapes:strict a sh:NodeShape ;
  sh:targetClass foaf:Person ;
  sh:property shapes:strict-name .

shapes:strict-name a sh:PropertyShape ;
  sh:path foaf:name ;
  sh:pattern "^Ana" ;
  sh:name "name"@en ;
  sh:description "A name that begins with Ana"@en ;
  sh:message "The name does not begin with Ana."@en ;
  skos:editorialNote "Write another name."@en ;
  skos:example "Ana Silva" .
"""
RECORDS = """
- {id: good, title: {en: First report}, creators: [Ana Silva]}
- {id: bad, title: {en: Second report}, creators: [Ana Silva, Jean Martin]}
- {id: again, title: {en: Third report}, creators: [Jean Martin]}
"""


@pytest.fixture
def outcomes(tmp_path):
    (tmp_path / "strict.ttl").write_text(STRICT, "utf-8")
    (tmp_path / "list.yaml").write_text(RECORDS, "utf-8")
    pipeline = Pipeline(load_settings(SMALL, tmp_path, environment={}))
    pipeline._preparer._validator = Validator.load([tmp_path / "strict.ttl"])
    items = list(pipeline.check(tmp_path / "list.yaml"))
    assert all(isinstance(item, Outcome) for item in items)
    return items


def test_a_person_who_breaks_a_shape_keeps_back_every_record_that_names_them(outcomes):
    assert [outcome.is_publishable for outcome in outcomes] == [True, False, False]
    (finding,) = outcomes[1].findings
    assert (finding.code, finding.value) == ("strict-name", "Jean Martin")
    assert finding.record_title == "Second report"
    assert finding.place.file == "list.yaml"
