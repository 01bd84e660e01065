"""Any page is read without an error and without a lost line."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.sources.decoding import Line
from regesta.sources.listing.lines import PageLine, read_page
from regesta.sources.listing.reader import ListingReader, read_listing, take_apart

PLACE = Place("pages", "page.txt")
PARTS = [
    "Home",
    "Read more",
    "Data Collection",
    "Guidelines for the Collection of Data, Including Indicators",
    "This report examines how data are collected. It covers nine countries and is long enough.",
    "Burkina Faso",
    "Eric Panloup",
    "Jane Doe and John Smith",
    "Authors:",
    "Abstract",
    "Title: A title",
    "Year: 2019",
    "12 March 2019",
    "Foo: bar",
    "• one of a list",
    "The list is as follows, and stands below this line:",
    "English",
    "©",
    "-",
    "https://example.org/a b",
    "العمل القسري",
    "建筑工地的隐形工人。",
    "",
    "",
]
pages = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=60)), max_size=25)


def lines_of(texts: list[str]) -> list[PageLine]:
    lines = [Line(number, text) for number, text in enumerate(texts, start=1)]
    return [line for line in read_page(lines, PLACE) if isinstance(line, PageLine)]


@settings(max_examples=150, deadline=None)
@given(pages)
def test_no_line_of_a_page_is_lost(texts):
    lines = lines_of(texts)
    page, _ = take_apart(lines)
    numbers = [number for line in page.lines() for number in line.numbers]
    assert set(numbers) == {line.number for line in lines}


@settings(max_examples=150, deadline=None)
@given(pages)
def test_each_line_ends_in_a_record_or_a_finding(texts):
    lines = lines_of(texts)
    found = list(read_listing(lines, PLACE))
    page, _ = take_apart(lines)
    first = {one.place.line for one in found if isinstance(one, Finding)}
    told = {number for line in page.lines() if line.number in first for number in line.numbers}
    of_items = {number for item in page.items for line in item.lines() for number in line.numbers}
    headings = {number for line in page.headings for number in line.numbers}
    assert {line.number for line in lines} - told <= of_items | headings
    if not page.items:
        assert any(one.severity is Severity.VIOLATION for one in found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reader(content):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.txt")
        file.write_bytes(content)
        assert list(ListingReader().read_records(file, "pages"))


TOWNS = ["A Study of Nine Towns", "", "This study is about nine towns. It is long."]
TRADE = ["", "Trade between Nine Towns", "", "This study is about trade. It is the last one."]


def told(found):
    return [one for one in found if isinstance(one, Finding)]


def test_metadata_that_is_not_understood_is_a_finding():
    texts = [*TOWNS, "Country: Mali", "Shelf mark: QX 12", "Autor:", *TRADE, "Country: Niger"]
    findings = told(read_listing(lines_of(texts), PLACE))
    assert [(one.code, one.place.line, one.record_title) for one in findings] == [
        ("label-unknown", 5, "A Study of Nine Towns"),
        ("label-unknown", 6, "A Study of Nine Towns"),
    ]


def test_a_second_date_is_a_finding():
    found = list(read_listing(lines_of([*TOWNS, "2019", "2020"]), PLACE))
    (finding,) = told(found)
    (record,) = (one for one in found if not isinstance(one, Finding))
    assert (finding.code, finding.value, record.issued) == ("value-ignored", "2020", "2019")


def write(folder: Path, lines: list[bytes]) -> Path:
    file = folder / "page.txt"
    file.write_bytes(b"\n".join(lines))
    return file


GOOD = [b"Data", b"", b"A Study of Nine Towns", b"", b"This study is about nine towns. It is long."]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"Caf\xe9s and Bars in Nine Towns", "encoding-broken"),
        (b"x" * 3_000_000, "line-too-long"),
    ],
)
def test_only_the_publication_with_a_broken_line_is_kept_back(tmp_path, line, code):
    broken = [b"", line, b"", b"This study is about bars in nine towns. It is long as well."]
    last = [
        b"",
        b"Trade between Nine Towns",
        b"",
        b"This study is about trade. It is the last one.",
    ]
    found = list(ListingReader().read_records(write(tmp_path, GOOD + broken + last), "pages"))
    violations = [one for one in found if isinstance(one, Finding)]
    titles = [one.title for one in found if not isinstance(one, Finding)]
    assert [one.code for one in violations] == [code]
    assert violations[0].place.line == 7
    assert violations[0].remedy
    assert titles[-1] == "Trade between Nine Towns"
    assert not any("Caf" in title or "xxx" in title for title in titles)


def test_a_page_of_very_many_lines_ends_in_a_finding(tmp_path, monkeypatch):
    monkeypatch.setattr("regesta.sources.listing.reader.LONGEST_PAGE", 3)
    found = list(ListingReader().read_records(write(tmp_path, [*GOOD, b"One more"]), "pages"))
    codes = [one.code for one in found if isinstance(one, Finding)]
    assert "page-too-long" in codes


@pytest.mark.parametrize(
    "opening",
    [
        b'<?xml version="1.0"?><xml><records>',
        b'<modsCollection xmlns="http://www.loc.gov/mods/v3">',
        b'[{"heading": "A"}]',
        b"{",
        b"FN Clarivate Analytics Web of Science",
    ],
)
def test_data_of_another_format_gives_no_records(tmp_path, opening):
    found = list(ListingReader().read_records(write(tmp_path, [opening, *GOOD]), "pages"))
    assert [(one.code, one.place.line) for one in found if isinstance(one, Finding)] == [
        ("format-not-read", 1)
    ]
    assert len(found) == 1


def test_markup_and_queries_in_a_title_are_only_text(tmp_path):
    title = b'<script>alert(1)</script> "} DROP ALL ; # A Study of {?s} and Nine Towns'
    found = list(ListingReader().read_records(write(tmp_path, [title, b"", GOOD[-1]]), "pages"))
    assert [one.title for one in found if not isinstance(one, Finding)] == [title.decode()]
