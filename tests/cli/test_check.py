"""`regesta check` names what is wrong, where, and what to do, whatever it is given."""

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.vocabulary import SH

FOLDER = Path(__file__).parents[1] / "fixtures" / "bad-input"
SMALL = FOLDER.parent / "small-catalogue"
CASES = json.loads((FOLDER / "expected.json").read_text("utf-8"))
MACHINERY = ("sh:", "_:", "Traceback", "ConstraintComponent", "http://www.w3.org/ns/shacl")
GOOD = """Report on {} routes

This report describes how people are trafficked along the routes of the region and what can be done.

"""


def check(path: Path, *options: str):
    return CliRunner(env={"REGESTA_DATA": str(SMALL)}).invoke(main, ["check", str(path), *options])


def findings_of(output: str) -> list[dict[str, object]]:
    return [
        finding
        for finding in json.loads(output)["findings"]
        if finding["severity"] != Severity.INFO
    ]


def test_every_file_has_its_case():
    files = {path.name for path in FOLDER.iterdir()} - {"expected.json"}
    assert len(CASES) == 7
    assert files | {"missing.txt"} == {case["file"] for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_each_fault_is_a_finding_with_place_value_and_remedy(case):
    result = check(FOLDER / case["file"], "--format", "json")
    assert result.exit_code == 1
    found = findings_of(result.stdout)
    assert len(found) == len(case["findings"])
    for finding, expected in zip(found, case["findings"], strict=True):
        place = Place(
            str(finding["source"]), str(finding["file"]), finding["line"], finding["field"]
        )
        assert expected["place"] in str(place)
        assert expected["value"] in str(finding["value"])
        assert finding["severity"] == expected["severity"]
        assert finding["remedy"]
        assert finding["expected"]
    publishable = [
        record for record in json.loads(result.stdout)["records"] if record["publishable"]
    ]
    assert len(publishable) == case["published"]


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
@pytest.mark.parametrize("format_name", ["text", "json", "html", "csv"])
def test_a_person_reads_no_machinery(case, format_name):
    result = check(FOLDER / case["file"], "--format", format_name)
    assert result.exit_code == 1
    for word in MACHINERY:
        assert word not in result.output


def test_a_line_of_50_megabytes_is_named_and_the_others_are_read(tmp_path):
    path = tmp_path / "long.txt"
    path.write_bytes(
        GOOD.format("Mali").encode() + b"x" * 50_000_000 + b"\n\n" + GOOD.format("Niger").encode()
    )
    result = check(path, "--format", "json")
    assert result.exit_code == 1
    (finding,) = findings_of(result.stdout)
    assert (finding["line"], finding["severity"]) == (5, "violation")
    assert len(str(finding["value"])) < 1000
    assert "Report on Niger routes" in {r["title"] for r in json.loads(result.stdout)["records"]}


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text(GOOD.format("Mali"))

    opened = Path.open

    def refuse(self, *arguments, **named):
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    result = check(path, "--format", "json", "--reader", "listing")
    assert result.exit_code == 1
    (finding,) = findings_of(result.stdout)
    assert finding["severity"] == "violation"
    assert "secret.txt" in finding["file"]


def test_a_sound_file_ends_with_status_0_and_says_what_was_linked(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("Data Collection\n\n" + GOOD.format("Mali"))
    result = check(path)
    assert result.exit_code == 0, result.output
    assert "https://sws.geonames.org/2453866/" in result.output
    assert "1 record read, 1 of them fit to be published" in result.output


def test_hostile_titles_are_escaped_in_html_and_cannot_steer_the_terminal(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("<script>x</script> \x1b[2J report \u202e on Mali\n\n" + GOOD.format("Niger"))
    html = check(path, "--format", "html").output
    assert "<script>" not in html
    assert "\x1b" not in check(path).output
    assert "\u202e" not in check(path).output


def test_the_html_needs_nothing_from_elsewhere():
    html = check(FOLDER / "wrong-values.yaml", "--format", "html").output
    assert html.lower().startswith("<!doctype html>")
    assert "2023-02-30" in html
    assert "<script" not in html
    assert "src=" not in html


def test_as_csv_each_finding_is_a_row_and_none_is_a_formula(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text("publications:\n- {id: a, title: {en: A report}, issued: '=1+1'}\n")
    rows = list(csv.DictReader(io.StringIO(check(path, "--format", "csv").stdout)))
    found = findings_of(check(path, "--format", "json").stdout)
    assert [row["value"] for row in rows if row["severity"] != Severity.INFO] == ["'=1+1"]
    assert [finding["value"] for finding in found] == ["=1+1"]
    assert rows[0].keys() == found[0].keys()


def test_as_turtle_they_are_a_validation_report():
    turtle = check(FOLDER / "wrong-values.yaml", "--format", "turtle").stdout_bytes
    triples = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    results = [triple for triple in triples if triple.predicate == SH.result]
    values = {triple.object.value for triple in triples if triple.predicate == SH.value}
    assert len(results) == len(findings_of_all(FOLDER / "wrong-values.yaml"))
    assert values >= {"2023-02-30", "http://example.org/a b"}


def findings_of_all(path: Path) -> list[object]:
    return json.loads(check(path, "--format", "json").stdout)["findings"]


def test_an_unknown_reader_is_wrong_usage():
    assert check(FOLDER / "missing.txt", "--reader", "none").exit_code == 2


def test_findings_are_printed_with_all_that_they_know(capsys):
    from regesta.cli.terminal import print_findings

    place = Place("s", "page.txt", 3, "title")
    print_findings(
        [
            Finding("c", Severity.WARNING, "It is wrong.", place, "v", "an e", "an x", "Mend it."),
            Finding("c", Severity.INFO, "It is so.", place),
        ],
        least=Severity.WARNING,
    )
    printed = capsys.readouterr().out
    for word in ("warning", "page.txt, line 3", "It is wrong.", "“v”", "an e", "an x", "Mend it."):
        assert word in printed
    assert "It is so." not in printed
