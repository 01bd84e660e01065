from dataclasses import replace
from pathlib import Path

import pytest

from regesta.errors import SourceError
from regesta.records import Place, Record, Text
from regesta.sources.identifier_registry import IdentifierRegistry
from regesta.sources.reader import source_files
from regesta.sources.registry import READERS, guess_reader, reader


def test_readers_are_found_by_name():
    names = [known.name for known in READERS]
    assert len(names) == len(set(names)) >= 11
    assert [reader(name).name for name in names] == names
    with pytest.raises(SourceError, match="no reader “odd”; the readers are markdown, listing"):
        reader("odd")


def test_a_reader_is_guessed_from_the_suffix(tmp_path):
    (tmp_path / "b.toml").touch()
    assert guess_reader(tmp_path / "page.txt").name == "listing"
    assert guess_reader(tmp_path / "page").name == "listing"
    assert guess_reader(tmp_path / "RECORDS.YML").name == "records"
    assert guess_reader(tmp_path).name == "records"


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/c.txt", ".hidden.txt", ".git/x.txt", "d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [place.file for _, place in source_files(tmp_path, (".txt",), "s")]
    assert found == ["a/c.txt", "b.txt"]
    (nothing,) = source_files(tmp_path / ".git", (".yaml",), "s")
    assert nothing.code == "source-empty"


def record(title: str, abstract: str = "", identifier: str = "") -> Record:
    abstracts = (Text(abstract),) if abstract else ()
    return Record(identifier, Place("s"), titles=(Text(title),), abstracts=abstracts)


def test_a_publication_keeps_its_name_when_its_title_changes(tmp_path):
    path = tmp_path / "registry/page.tsv"
    first = IdentifierRegistry(path)
    assert first.assign(record("A Study", "On towns.")).identifier == "a-study"
    first.save()
    again = IdentifierRegistry(path)
    assert again.assign(record("A study of towns", "On  Towns.")).identifier == "a-study"
    again.save()
    last = IdentifierRegistry(path)
    assert last.assign(record("A study of towns", "Another text.")).identifier == "a-study"


def test_an_identifier_of_the_source_is_kept(tmp_path):
    registry = IdentifierRegistry(tmp_path / "r.tsv")
    own = record("A Study", identifier="study-1")
    assert registry.assign(own) == own
    registry.save()
    assert not (tmp_path / "r.tsv").exists()


def test_two_publications_with_one_title_get_two_names():
    registry = IdentifierRegistry(Path("absent/absent.tsv"))
    records = [record("Annual report", text) for text in ("One.", "Two.", "One.")]
    names = [registry.assign(one).identifier for one in records]
    assert names == ["annual-report", "annual-report-2", "annual-report"]


def test_the_file_is_sorted_and_written_only_when_something_is_new(tmp_path):
    path = tmp_path / "r.tsv"
    registry = IdentifierRegistry(path)
    for title in ("Zebra", "Apple", "Ärzte"):
        registry.assign(record(title))
    registry.save()
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[2] for line in lines[1:]] == ["Apple", "Ärzte", "Zebra"]
    assert lines[1:] == sorted(lines[1:])
    written = path.stat().st_mtime_ns
    again = IdentifierRegistry(path)
    again.assign(record("Apple"))
    again.save()
    assert path.stat().st_mtime_ns == written
    assert [file.name for file in tmp_path.iterdir()] == ["r.tsv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a-study only one column\n", "line 1: “a-study only one column” is not"),
        ("# head\nA Study\t\tA Study\n", "line 2"),
        ("a\t\tOne\na\t\tTwo\n", "line 2: “a” stands twice"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, text, message):
    path = tmp_path / "r.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        IdentifierRegistry(path)


def test_a_merge_that_repeats_a_line_does_no_harm(tmp_path):
    path = tmp_path / "r.tsv"
    path.write_text("a\t\tOne\r\na\t\tOne\r\n", encoding="utf-8")
    assert IdentifierRegistry(path).assign(record("One")).identifier == "a"


def test_the_order_of_runs_does_not_change_names(tmp_path):
    registry = IdentifierRegistry(tmp_path / "r.tsv")
    given = [registry.assign(record(title, title)) for title in ("Béta", "Alpha")]
    registry.save()
    again = IdentifierRegistry(tmp_path / "r.tsv")
    assert [again.assign(replace(one, identifier="")) for one in reversed(given)] == given[::-1]
