"""Markdown with front matter, and lists of links in Markdown."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_summaries import summary_of

from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.markdown.body import first_paragraph
from regesta.sources.markdown.listed import read_blocks
from regesta.sources.markdown.reader import MarkdownReader
from regesta.sources.registry import guess_reader

PAGES = Path(__file__).parents[1] / "fixtures" / "markdown"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(path for path in PAGES.iterdir() if path.suffix != ".json")


def source(path: Path, **options: object) -> SourceSettings:
    beside = path.with_suffix(".options.json")
    values = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else options
    return SourceSettings("web", "markdown", str(path), path.name, "", options=values)


def summary(path: Path) -> dict[str, object]:
    reader = guess_reader(path)
    results = list(reader.read_records(path, source(path)))
    return {
        "reader": reader.name,
        "records": [summary_of(each) for each in results if isinstance(each, Record)],
        "findings": [
            f"{each.severity} {each.code} {each.place.line or ''} {each.place.field or ''}".strip()
            for each in results
            if isinstance(each, Finding)
        ],
    }


def test_every_file_is_collected() -> None:
    assert len(FILES) >= 15
    assert {path.name for path in FILES} == EXPECTED.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_gives_what_it_should(path: Path) -> None:
    assert summary(path) == EXPECTED[path.name]


def test_the_body_option_takes_one_word(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A\n---\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="it can only be “abstract”"):
        list(MarkdownReader().read_records(path, source(path, body="all")))


def test_links_start_at_the_base(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("- [A study of labour migration](a.pdf)\n", encoding="utf-8")
    (record,) = MarkdownReader().read_records(path, source(path, base="https://x.example.org/b/"))
    assert isinstance(record, Record)
    assert record.pages == ("https://x.example.org/b/a.pdf",)
    without, finding = MarkdownReader().read_records(path, source(path))
    assert isinstance(without, Record)
    assert isinstance(finding, Finding)
    assert (without.pages, finding.code) == ((), "html-base-unknown")


def test_the_first_paragraph_is_plain() -> None:
    text = "```\ncode\n```\n\n## Head\n\nOne *two* `three` snake_case 2 * 3 [four](x)\n\nfive"
    found = first_paragraph(text.split("\n"))
    assert found is not None
    assert (found.line, found.text) == (7, "One two three snake_case 2 * 3 four")


def test_a_list_keeps_its_marks_and_lines() -> None:
    text = "Title\n---\n\n1. [A long enough title](a) - 2019\n   more\n\n"
    text += "| a | b |\n|---|---|\n| [c](d) | e |"
    blocks = list(read_blocks(text.split("\n"), ""))
    assert [(block.text, block.line, block.mark, block.level) for block in blocks] == [
        ("Title", 1, "", 2),
        ("A long enough title", 4, "1. ", 0),
        ("2019 more", 4, "", 0),
        ("a\tb", 7, "", 0),
        ("c\te", 9, "", 0),
    ]
    assert [block.links for block in blocks] == [[], ["a"], [], [], ["d"]]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_never_ends_in_an_error(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        stop = start + data.draw(st.integers(0, 10))
        content[start:stop] = data.draw(st.binary(max_size=8))
    with tempfile.TemporaryDirectory() as folder:
        damaged = Path(folder, "page.md")
        damaged.write_bytes(bytes(content))
        results = list(MarkdownReader().read_records(damaged, source(damaged, body="abstract")))
        assert results
