"""What `regesta check` finds is the same in every form, in both languages, and can be put right."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from regesta.cli import main

DATA = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
TABLE = (
    "Title,Author,Date,Country,Abstract\n"
    '"Labour migration, a report",Mary Smith,2023-02-30,Mali,It describes how people move.\n'
    "Remittances and towns,Mary Smith,2016-05,Absurdistan,It describes how people send money.\n"
    "Borders and rivers,Mary Smith,2016-05,Mali,It describes how people cross them.\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def check(path: Path, *options: str, status: int = 1):
    given = CliRunner(env={"REGESTA_DATA": str(DATA)}).invoke(main, ["check", str(path), *options])
    assert given.exit_code == status, given.output
    return given


def test_every_form_has_the_same_findings(table, tmp_path):
    page = tmp_path / "page.html"
    text = check(table, "--html", str(page)).stdout
    values = json.loads(check(table, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(check(table, "--format", "csv").stdout)))
    written = page.read_text("utf-8")
    assert check(table, "--html", "-").stdout.strip() == written.strip()
    messages = [finding["message"] for finding in values["findings"]]
    assert messages == [row["message"] for row in rows]
    assert len(messages) >= 2
    for message in messages:
        assert message in text
        assert message in written
    counted = {group["code"]: group["count"] for group in values["groups"]}
    assert counted == Counter(finding["code"] for finding in values["findings"])
    assert all(f"<code>{code}</code>" in written for code in counted)


def test_findings_are_told_in_french(table):
    text = check(table, "--language", "fr").stdout
    assert "La date de publication « 2023-02-30 » n’existe pas." in text
    assert "ligne 2, colonne « Date »" in text
    assert "3 notices lues, dont 2 publiables" in text
    page = check(table, "--language", "fr", "--html", "-").stdout
    assert '<html lang="fr">' in page
    assert "n’existe pas" in page
    (found,) = [
        one
        for one in json.loads(check(table, "--language", "fr", "--format", "json").stdout)[
            "findings"
        ]
        if one["code"] == "region-not-known"
    ]
    assert found["expected"] == "le nom ou le code d’un pays ou d’une région"


def test_the_language_may_come_from_the_settings(table):
    runner = CliRunner(env={"REGESTA_DATA": str(DATA), "REGESTA_LANGUAGE": "fr_CH.UTF-8"})
    assert "n’existe pas" in runner.invoke(main, ["check", str(table)]).stdout


def test_of_a_long_file_the_first_are_shown_and_all_are_counted(tmp_path):
    path = tmp_path / "long.csv"
    rows = "".join(f"Report on town {number},2023-02-30,Mali\n" for number in range(300))
    path.write_text("Title,Date,Country\n" + rows, encoding="utf-8")
    text = check(path).stdout
    assert text.count("2023-02-30” does not exist") == 200
    assert "300 records" in text
    assert "The first 50 of 300 records are shown" in text
    assert check(path, "--all").stdout.count("2023-02-30” does not exist") == 300


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_table_is_corrected_by_its_template(table, tmp_path, language):
    target = tmp_path / "corrected.xlsx"
    check(table, "--template", str(target), "--language", language)
    book = load_workbook(target)
    sheet = book.worksheets[0]
    heading = [cell.value for cell in sheet[1]]
    assert heading[:5] == TABLE.splitlines()[0].split(",")
    assert "2023-02-30" in sheet.cell(2, 6).value
    assert not sheet.cell(4, 6).value
    sheet.cell(2, 3).value = "2023-02-28"
    sheet.cell(3, 4).value = "Mali"
    book.save(target)
    again = json.loads(check(target, "--format", "json", status=0).stdout)
    assert len(again["records"]) == 3
    assert all(record["publishable"] for record in again["records"])
    assert not [one for one in again["findings"] if one["severity"] != "info"]


def test_what_is_no_table_has_a_template_as_well(tmp_path):
    path, target = tmp_path / "list.bib", tmp_path / "corrected.csv"
    path.write_text(
        "@report{a, title={Report on labour migration in Mali}, date={2023-02-30}, langid={en}}\n"
    )
    check(path, "--template", str(target))
    text = target.read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert "2023-02-30" in row["Findings"]
    target.write_text(text.replace("2023-02-30", "2023-02-28"), encoding="utf-8-sig")
    again = json.loads(check(target, "--format", "json", status=0).stdout)
    assert [record["publishable"] for record in again["records"]] == [True]


def test_a_page_that_cannot_be_written_is_said_in_one_sentence(table, tmp_path):
    given = check(table, "--html", str(tmp_path / "none" / "page.html"), status=2)
    assert "cannot be written" in given.stderr
