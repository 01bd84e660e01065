"""The commands build, releases, dump and query, on a small catalogue of their own."""

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.serialisation import FORMATS

SMALL = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
FIRST = "publications:\n- {id: first, title: {en: First report}, regions: [Mali]}\n"
SECOND = FIRST + "- {id: second, title: {en: Second report}, creators: [Ana Silva]}\n"
BROKEN = SECOND + "- {id: third, title: {en: Third report}, issued: 2023-02-30}\n"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(SMALL, folder)
    (folder / "list.yaml").write_text(FIRST, "utf-8")
    return folder


@pytest.fixture
def regesta(tmp_path, data):
    def run(*arguments: str, status: int = 0, **options):
        runner = CliRunner(env={"SOURCE_DATE_EPOCH": "1767225600"})
        releases = tmp_path / "releases"
        result = runner.invoke(
            main, ["--data", str(data), "--releases", str(releases), *arguments], **options
        )
        assert result.exit_code == status, result.output
        return result

    return run


def current(tmp_path: Path) -> str:
    return json.loads((tmp_path / "releases" / "current.json").read_text())["release"]


def test_build_says_what_was_published_and_what_has_changed(regesta, data):
    first = regesta("build").output
    assert "1 record read: 1 published, 0 quarantined" in first
    assert "nothing has changed" in regesta("build").output
    (data / "list.yaml").write_text(SECOND, "utf-8")
    # The second publication and its author.
    assert "2 created, 0 updated, 0 deleted" in regesta("build").output


def test_a_record_with_a_violation_is_quarantined_named_and_counted(regesta, data):
    (data / "list.yaml").write_text(BROKEN, "utf-8")
    output = regesta("build").output
    assert "3 records read: 2 published, 1 quarantined" in output
    assert "Third report" in output
    assert "2023-02-30" in output
    assert "publication/third" not in regesta("dump", "--format", "n-quads").stdout
    regesta("build", "--strict", status=1)


def test_one_identifier_in_two_files_of_a_source_is_published_once(regesta, data):
    (data / "list").mkdir()
    (data / "list" / "a.yaml").write_text(FIRST, "utf-8")
    (data / "list" / "b.toml").write_text("[[records]]\nid = 'first'\ntitle = 'Other'\n", "utf-8")
    catalogue = (data / "catalogue.toml").read_text("utf-8")
    (data / "catalogue.toml").write_text(catalogue.replace("list.yaml", "list"), "utf-8")
    output = regesta("build").output
    assert "2 records read: 1 published, 1 quarantined" in output
    assert "b.toml, line 2" in output
    assert "a.yaml, line 2" in output


def test_a_source_that_gives_nothing_leaves_the_release_before(regesta, data, tmp_path):
    regesta("build")
    before = current(tmp_path)
    (data / "list.yaml").write_text("publications: []\n", "utf-8")
    result = regesta("build", status=2)
    assert "“list”" in result.stderr
    assert "catalogue.toml" in result.stderr
    (data / "list.yaml").unlink()
    regesta("build", status=2)
    assert current(tmp_path) == before


@pytest.mark.parametrize("fault", ["<id/agency/x> a", "<id/agency/a b> a <x> ."])
def test_a_malformed_authority_file_is_named(regesta, data, fault):
    (data / "authorities" / "own.ttl").write_text(fault, "utf-8")
    assert "own.ttl" in regesta("build", status=2).stderr


def test_the_same_input_gives_the_same_release_wherever_it_is_built(regesta, data, tmp_path):
    regesta("build")
    first = current(tmp_path)
    shutil.rmtree(tmp_path / "releases")
    shutil.copytree(data, tmp_path / "elsewhere")
    regesta("--data", str(tmp_path / "elsewhere"), "build")
    assert current(tmp_path) == first


@pytest.mark.parametrize("rdf_format", FORMATS, ids=lambda each: each.name)
def test_every_dump_parses_and_holds_the_same_statements(regesta, rdf_format):
    regesta("build")
    expected = {
        quad.triple
        for quad in ox.parse(
            regesta("dump", "--format", "n-quads").stdout_bytes, format=ox.RdfFormat.N_QUADS
        )
    }
    dump = regesta("dump", "--format", rdf_format.name).stdout_bytes
    assert {quad.triple for quad in ox.parse(dump, format=rdf_format.engine)} == expected
    assert len(expected) > 100


def test_a_dump_can_be_written_to_a_file(regesta, tmp_path):
    regesta("build")
    regesta("dump", "--output", str(tmp_path / "all.ttl"))
    assert (tmp_path / "all.ttl").read_bytes() == regesta("dump").stdout_bytes


def test_releases_are_listed_compared_and_rolled_back(regesta, data, tmp_path):
    regesta("build")
    old = current(tmp_path)
    (data / "list.yaml").write_text(SECOND, "utf-8")
    regesta("build")
    new = current(tmp_path)
    listed = regesta("releases", "list").output.splitlines()
    assert [line for line in listed if line.startswith(f"* {new}")]
    assert [line for line in listed if line.startswith(f"  {old}")]
    assert any("2 publications, 1 agency" in line for line in listed)
    difference = regesta("releases", "diff", old[:6], new[:6]).output
    assert "created  https://data.example.org/publication/second" in difference
    assert "2 created, 0 updated, 0 deleted" in difference
    regesta("releases", "roll-back", old)
    assert current(tmp_path) == old
    assert "sound" in regesta("releases", "verify").output
    regesta("releases", "prune", "--keep", "1")
    assert current(tmp_path) == old


def test_a_damaged_release_is_noticed(regesta, tmp_path):
    regesta("build")
    (tmp_path / "releases" / current(tmp_path) / "dumps" / "regesta.nq").write_bytes(b"")
    assert "regesta.nq" in regesta("releases", "verify", status=2).stderr


def test_without_a_release_the_way_out_is_named(regesta):
    for command in ("dump", "query"):
        arguments = [command] if command == "dump" else [command, "ASK {}"]
        assert "regesta build" in regesta(*arguments, status=2).stderr


QUERY = """
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?title { ?publication dcterms:spatial [] ; dcterms:title ?title }
"""


def test_a_query_comes_from_the_argument_a_file_or_standard_input(regesta, tmp_path):
    regesta("build")
    (tmp_path / "query.rq").write_text(QUERY, "utf-8")
    for result in (
        regesta("query", QUERY),
        regesta("query", "--file", str(tmp_path / "query.rq")),
        regesta("query", input=QUERY),
    ):
        assert result.stdout.splitlines() == ["title", "------------", "First report"]
    regesta("query", QUERY, "--file", str(tmp_path / "query.rq"), status=2)


def test_query_results_in_every_format(regesta):
    regesta("build")
    assert regesta("query", QUERY, "--format", "csv").stdout_bytes == b"title\r\nFirst report\r\n"
    assert "First report" in regesta("query", QUERY, "--format", "xml").stdout
    answer = json.loads(regesta("query", QUERY, "--format", "json").stdout)
    assert answer["results"]["bindings"][0]["title"]["value"] == "First report"
    assert '"First report"@en' in regesta("query", QUERY, "--format", "tsv").stdout
    described = regesta(
        "query",
        "CONSTRUCT { ?s ?p ?o } {"
        " GRAPH <https://data.example.org/publication/first> { ?s ?p ?o } }",
        "--format",
        "turtle",
    ).stdout_bytes
    assert len(list(ox.parse(described, format=ox.RdfFormat.TURTLE))) > 5
    assert "turtle" in regesta("query", QUERY, "--format", "turtle", status=2).stderr


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * { ?s ?p }", "line 1"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "INSERT"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(regesta, text, named):
    regesta("build")
    result = regesta("query", text, status=2)
    assert named in result.stderr
    assert "Traceback" not in result.output


def test_every_command_teaches_with_an_example_or_a_sentence():
    for name, command in main.commands.items():
        text = CliRunner().invoke(main, [name, "--help"]).output
        assert command.help
        assert len(text.splitlines()) > 5
