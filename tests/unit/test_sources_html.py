"""Saved web pages: what is read from each, and that no page can do harm."""

import json
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_summaries import summary_of

from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.html_pages.as_listing import find_sections, read_as_listing
from regesta.sources.html_pages.blocks import read_blocks
from regesta.sources.html_pages.page import parse
from regesta.sources.html_pages.reader import HtmlReader
from regesta.sources.html_pages.source_lines import LINE, with_lines
from regesta.sources.registry import guess_reader

PAGES = Path(__file__).parents[1] / "fixtures" / "html"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(path for path in PAGES.iterdir() if path.suffix in (".html", ".xhtml"))


def source(path: Path) -> SourceSettings:
    options = path.with_suffix(".options.json")
    values = json.loads(options.read_text(encoding="utf-8")) if options.exists() else {}
    return SourceSettings("web", "html", str(path), path.name, "", options=values)


def summary(path: Path) -> dict[str, object]:
    results = list(HtmlReader().read_records(path, source(path)))
    return {
        "records": [summary_of(each) for each in results if isinstance(each, Record)],
        "findings": [
            f"{each.severity} {each.code} {each.place.line or ''}".strip()
            for each in results
            if isinstance(each, Finding)
        ],
    }


def test_every_page_is_collected() -> None:
    assert len(FILES) >= 35
    assert {path.name for path in FILES} == EXPECTED.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_gives_what_it_should(path: Path) -> None:
    assert summary(path) == EXPECTED[path.name]
    assert guess_reader(path).name == "html"


def read(tmp_path: Path, text: str, **options: object) -> list[Record | Finding]:
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    settings = SourceSettings("web", "html", str(path), "", "", options=options)
    return list(HtmlReader().read_records(path, settings))


def codes(results: list[Record | Finding]) -> list[str]:
    return [each.code for each in results if isinstance(each, Finding)]


def titles(results: list[Record | Finding]) -> list[str]:
    return [each.title for each in results if isinstance(each, Record)]


def test_json_ld_can_be_left_aside(tmp_path: Path) -> None:
    text = (PAGES / "json-ld.html").read_text(encoding="utf-8")
    results = read(tmp_path, text, json_ld=False, item="h2", fields={"title": "."})
    assert titles(results) == ["Ignored text"]


def test_headings_can_be_left_aside(tmp_path: Path) -> None:
    text = (PAGES / "selectors-drupal.html").read_text(encoding="utf-8")
    plain = read(tmp_path, text, headings=False)
    fields = {"title": "h3 a"}
    selected = read(tmp_path, text, headings=False, item=".views-row", fields=fields)
    for results in (plain, selected):
        records = [each for each in results if isinstance(each, Record)]
        assert len(records) >= 3
        assert not any(each.themes for each in records)


def test_an_option_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="“fields” must be written like"):
        read(tmp_path, "<p>x</p>", fields="h3")
    with pytest.raises(ConfigurationError, match="option “items”"):
        read(tmp_path, "<p>x</p>", items="h3")


@pytest.mark.parametrize(
    ("name", "has"), [("item", "div.views-row (4)"), ("fields.abstract", "div.summary (1)")]
)
def test_what_matches_nothing_is_told_with_what_there_is(
    tmp_path: Path, name: str, has: str
) -> None:
    text = (PAGES / "selectors-drupal.html").read_text(encoding="utf-8")
    item = ".no-row" if name == "item" else ".views-row"
    results = read(tmp_path, text, item=item, fields={"title": "h3", "abstract": ".text"})
    found = [each for each in results if isinstance(each, Finding) and "absent" in each.code]
    assert [name in each.message and has in each.expected for each in found] == [True]


def test_what_a_browser_saved_beside_a_page_is_left_out(tmp_path: Path) -> None:
    page = "<h3>A publication on labour migration</h3><p>Its abstract has some words in it.</p>"
    (tmp_path / "list_files").mkdir()
    (tmp_path / "lone_files").mkdir()
    for name in ("list.html", "list_files/frame.html", "lone_files/page.htm"):
        (tmp_path / name).write_text(page, encoding="utf-8")
    results = list(HtmlReader().read_records(tmp_path, "web"))
    files = [each.place.file for each in results if isinstance(each, Record)]
    assert files == ["list.html", "lone_files/page.htm"]
    skipped = [each.place.file for each in results if isinstance(each, Finding)]
    assert skipped == ["list_files/frame.html"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<div>" * 100_000, "html-nesting-too-deep"),
        ("<p><b><i>" * 100 + "<span>" * 600, "html-nesting-too-deep"),
        ("".join(f"<p><b id={i}>x" for i in range(5000)), "html-nesting-too-deep"),
        ("".join(f"<b id={i}>" for i in range(300)) + "<p>x" * 9000, "html-too-many-elements"),
        ("<br>" * 700_000, "html-too-many-elements"),
        ("</p>" * 700_000, "html-too-many-elements"),
        ("<!---->" * 700_000, "html-too-many-elements"),
        ("<p>words\n" * 60_000, "html-too-long"),
        ("x\n" * (17 << 20), "html-too-large"),
    ],
)
def test_a_page_made_to_do_harm_is_refused_soon(tmp_path: Path, text: str, code: str) -> None:
    began = time.monotonic()
    results = read(tmp_path, text)
    assert time.monotonic() - began < 15
    assert code in codes(results) or (
        code == "line-too-long" and "html-too-large" in codes(results)
    )
    assert titles(results) == []


@pytest.mark.parametrize(
    "text",
    ["<a " * 200_000, "<a x='" * 100_001, '<a x="' * 100_001, "<!DOCTYPE [" * 100_000,
     "<" * 500_000,
     "<script>" * 100_000, "<![CDATA[" * 100_000, "<!--" * 100_000, "<a b=c" * 100_000],
    ids=lambda text: text[:10],
)  # fmt: skip
def test_marking_lines_takes_time_by_length_only(text: str) -> None:
    began = time.monotonic()
    with_lines(text, is_xml=False)
    assert time.monotonic() - began < 5


def test_lines_are_those_of_the_source() -> None:
    marked = with_lines(
        "<p>\n<b>x</b><!--\n<i>-->\n<img alt='\n>'><script>\n<p></script><h2>", is_xml=False
    )
    assert marked.text == (
        f'<p {LINE}="1">\n<b>x</b><!--\n<i>-->\n<img {LINE}="4" alt=\'\n>\'>'
        f'<script {LINE}="5">\n<p></script><h2 {LINE}="6">'
    )
    assert marked.unclosed == ()


def test_every_block_is_a_section_or_in_a_line() -> None:
    page = parse("<h1>A</h1><h2>B</h2><ul><li><a href=x>A title that is long</a></ul>", PLACE, "")
    blocks = read_blocks(page)
    assert [block.text for block in blocks] == ["A", "B", "A title that is long"]
    assert find_sections(blocks) == {0}


PLACE = Place("web", "page.html")
PARTS = [
    "<h1>", "</h1>", "<h2>Labour</h2>", "<h3>", "<ul>", "</ul>", "<li>", "<a href='x'>", "</a>",
    "<p>", "<div class=r>", "</div>", "<table><tr><th>Title<th>Author", "<tr><td>", "<td>",
    "</table>",
    "Guidelines for the collection of data on migrant workers", "12 March 2019", "Jane Doe",
    "This report examines how data are collected in nine countries.", "<br>", "\n", "&amp;", "&#0;",
    "<script>", "</script>", "<!--", "-->", "<style>", "<title>", "<b>", "<font>", "<nav>", "<svg>",
    "<template>", "<form>", "\x00", "\ufeff", "<meta name=citation_title content='A title'>",
    "<script type=application/ld+json>{\"@type\":", "<dl><dt>", "<dd>", "<a href=\"", "\u202e",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=20)), max_size=40))
def test_no_block_of_any_page_is_lost(parts: list[str]) -> None:
    blocks = read_blocks(parse("".join(parts), PLACE, ""))
    results = read_as_listing(blocks, PLACE, themes=True).results
    lines = {block.line for block in blocks}
    for each in results:
        place = each.place
        assert place.line is None or place.line in lines
    told = repr(results)
    for block in blocks:
        # What a finding shows of a long text ends before the text does.
        shown = block.text if len(block.text) < 120 else block.text[:120].rpartition(" ")[0]
        longest = max(shown.split(), key=len, default="")
        if len(longest) > 12 and longest.isalnum():
            assert longest in told


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_page_never_ends_in_an_error(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes()[:20_000])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        stop = start + data.draw(st.integers(0, 30))
        content[start:stop] = data.draw(st.binary(max_size=12))
    with tempfile.TemporaryDirectory() as folder:
        damaged = Path(folder, "page.html")
        damaged.write_bytes(bytes(content))
        options = source(path).options
        settings = SourceSettings("web", "html", str(damaged), "", "", options=options)
        results = list(HtmlReader().read_records(damaged, settings))
        assert results
        assert results == list(HtmlReader().read_records(damaged, settings))
