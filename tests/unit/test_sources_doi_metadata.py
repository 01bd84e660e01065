"""Metadata of DOIs as Crossref and DataCite give them out."""

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_outcomes import told

from regesta.records import Record, Relation
from regesta.settings import SourceSettings
from regesta.sources.doi_metadata.crossref import CrossrefReader
from regesta.sources.doi_metadata.crossref_work import date_text
from regesta.sources.doi_metadata.datacite import DataciteReader
from regesta.sources.registry import READERS
from regesta.values.document_types import read_document_type

FOLDER = Path(__file__).parents[1] / "fixtures/doi-metadata"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_file())
BY_NAME = {"crossref": CrossrefReader(), "datacite": DataciteReader(), "csl": CrossrefReader()}
SOURCE = SourceSettings("s", "", "", "", "")
CROSSREF_TYPES = """book-section monograph report-component report peer-review book-track
journal-article book-part other book journal-volume book-set reference-entry proceedings-article
journal component book-chapter proceedings-series report-series proceedings database standard
reference-book posted-content journal-issue dissertation dataset book-series edited-book
standard-series""".split()
DATACITE_TYPES = """audiovisual,book,book chapter,collection,computational notebook,
conference paper,conference proceeding,data paper,dataset,dissertation,image,
interactive resource,journal,journal article,model,output management plan,peer review,
preprint,report,software,sound,standard,
study registration,text,workflow,other,poster,presentation""".replace("\n", "").split(",")


def reader_of(path: Path) -> CrossrefReader | DataciteReader:
    return BY_NAME[path.name.partition("-")[0].removesuffix(".json")]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_file_gives_what_is_expected_of_it(path: Path) -> None:
    expected = FOLDER / "expected" / f"{path.name}.json"
    found = told(reader_of(path).read_records(path, SOURCE))
    if os.environ.get("REWRITE_EXPECTED"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
    assert len(CASES) == 10


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_forms_are_told_apart(path: Path) -> None:
    start = path.read_bytes()
    kind = path.name.partition("-")[0].removesuffix(".json")
    told_by = {reader.name for reader in BY_NAME.values() if reader.recognises(start)}
    packed = {reader.name for reader in BY_NAME.values() if reader.recognises(gzip.compress(start))}
    is_error = "error" in path.name
    assert told_by == packed == (set() if kind == "csl" or is_error else {kind})
    rdf = next(reader for reader in READERS if reader.name == "rdf")
    assert not rdf.recognises(start)


def test_every_type_of_both_agencies_is_known() -> None:
    unknown = [name for name in CROSSREF_TYPES + DATACITE_TYPES if not read_document_type(name)]
    assert unknown == []
    assert len(CROSSREF_TYPES) + len(DATACITE_TYPES) == 58


def test_works_cited_are_kept_where_the_catalogue_asks_for_them() -> None:
    source = replace(SOURCE, options={"references": True})
    found = CrossrefReader().read_records(FOLDER / "crossref-list.json", source)
    first = next(each for each in found if isinstance(each, Record))
    assert Relation("references", "10.1000/183") in first.relations


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([[2016, 6, 1]], "2016-06-01"),
        ([[2016, 6]], "2016-06"),
        ([[2016]], "2016"),
        ([2016, 6], "2016"),
        ([["2016", "06"]], "2016-06"),
        ([[2016, 0]], "2016"),
        ([[2016, None, 3]], "2016"),
        ([[None]], ""),
        ([], ""),
        ("2016", ""),
        ([[{"a": 1}]], ""),
    ],
)
def test_a_date_is_as_precise_as_its_parts(parts, expected) -> None:
    assert date_text({"date-parts": parts}) == expected


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "DOI", "id", "title", "URL", "date", "date-parts", "family"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(st.data())
@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_odd_values_never_break_the_reading(tmp_path, data) -> None:
    """Each key of a record gets a value of any kind; there is a record or a violation after all."""
    path = data.draw(st.sampled_from(["crossref-list.json", "datacite-list.json"]))
    value = json.loads((FOLDER / path).read_text("utf-8"))
    crossref = path.startswith("crossref")
    work = value["message"]["items"][0] if crossref else value["data"][0]["attributes"]
    for key in data.draw(st.lists(st.sampled_from(sorted(work)), min_size=1, max_size=4)):
        work[key] = data.draw(ODD)
    file = tmp_path / path
    file.write_text(json.dumps([work]), "utf-8")
    outcomes = told(reader_of(file).read_records(file, SOURCE))
    records = [each for each in outcomes if isinstance(each, dict)]
    violations = [each for each in outcomes if str(each).startswith("violation")]
    assert len(records) == 1 or violations or any("no-publication" in str(e) for e in outcomes)
