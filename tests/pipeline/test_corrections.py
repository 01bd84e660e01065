import csv
from pathlib import Path

import openpyxl
import pytest

from regesta.assets import asset_root
from regesta.errors import SourceError
from regesta.pipeline import Pipeline
from regesta.pipeline.corrections import write_corrections
from regesta.settings import SourceSettings, load_settings
from regesta.sources.registry import guess_reader

FIXTURES = asset_root() / "tests" / "fixtures"


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    releases = tmp_path_factory.mktemp("releases")
    return Pipeline(load_settings(FIXTURES / "small-catalogue", releases, environment={}))


def correct(pipeline, path, target, language="en"):
    source = SourceSettings("s", guess_reader(path).name, str(path), path.name, "2026-01-01")
    write_corrections(path, source, list(pipeline.check(path)), target, language)
    return target


def test_a_table_keeps_its_columns_and_gets_one_more(pipeline, tmp_path):
    path = FIXTURES / "tables" / "preamble-and-broken-rows.csv"
    target = correct(pipeline, path, tmp_path / "corrections.csv")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [
        "ID", "Titre", "Année", "Auteur(s)", "Éditeur", "Pays", "ISBN", "Lien", "Remarques",
        "Findings",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == ["p1", "p2", "", "p4", "p5", "p6", "p7", "p8"]
    assert "has rounded this ISBN" in rows[2][-1]
    assert "no abstract" in rows[2][-1]
    assert "has no title" in rows[4][-1]


def test_any_other_source_gets_the_columns_of_a_record(pipeline, tmp_path):
    path = FIXTURES / "small-catalogue" / "list.yaml"
    target = correct(pipeline, path, tmp_path / "corrections.xlsx", "fr")
    sheet = openpyxl.load_workbook(target)["Corrections"]
    heading = [cell.value for cell in sheet[1]]
    assert heading[-1] == "Constats"
    assert sheet.cell(2, heading.index("Title") + 1).value == "First report"
    assert guess_reader(target).name == "table"
    outcomes = [item for item in pipeline.check(target) if hasattr(item, "linked")]
    assert [outcome.linked.record.title for outcome in outcomes] == ["First report"]


def test_a_target_that_cannot_be_written_is_said(pipeline, tmp_path):
    path = FIXTURES / "small-catalogue" / "list.yaml"
    with pytest.raises(SourceError, match="cannot be written"):
        correct(pipeline, path, Path(tmp_path / "absent" / "corrections.csv"))


def test_a_name_with_spaces_makes_good_identifiers(pipeline, tmp_path):
    path = tmp_path / "Liste des études_2.csv"
    path.write_text("Id,Title\nA 1,A study of migration routes\n", encoding="utf-8")
    outcomes = [item for item in pipeline.check(path) if hasattr(item, "linked")]
    assert all(outcome.is_publishable for outcome in outcomes)
    assert len(outcomes) == 1
