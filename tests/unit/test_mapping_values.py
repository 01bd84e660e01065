"""Values as people write them take the one form in which they are published."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.values.dates import DateFault, parse_full_date, read_date
from regesta.values.document_types import read_document_type
from regesta.values.language_table import LANGUAGES
from regesta.values.languages import language_iri, language_tag
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_orcid,
)
from regesta.values.texts import clean_text, iri_fault, read_iri, with_en_dashes
from regesta.vocabulary import EU_LANGUAGES

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mapping"


def rows(name: str) -> list[list[str]]:
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


DATES, TAGS, NUMBERS = rows("dates.tsv"), rows("languages.tsv"), rows("standard_numbers.tsv")
NORMALISERS: dict[str, Callable[[str], str | None]] = {
    "doi": normalise_doi,
    "isbn": normalise_isbn,
    "issn": normalise_issn,
    "orcid": normalise_orcid,
}


def test_every_row_is_collected() -> None:
    assert (len(DATES), len(TAGS), len(NUMBERS)) == (56, 25, 26)


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_date_is_as_precise_as_it_is_written(text: str, expected: str) -> None:
    date = read_date(text)
    assert (date.name if isinstance(date, DateFault) else str(date)) == expected


@pytest.mark.parametrize(
    ("text", "datatype"), [("2016", "gYear"), ("2016-06", "gYearMonth"), ("2016-06-01", "date")]
)
def test_date_has_the_datatype_of_its_precision(text: str, datatype: str) -> None:
    date = read_date(text)
    assert not isinstance(date, DateFault)
    assert date.datatype == datatype


def test_full_date_names_a_day() -> None:
    assert str(parse_full_date("2016-06-01")) == "2016-06-01"
    assert parse_full_date("2016-06") is None


@pytest.mark.parametrize(("text", "tag", "code"), TAGS)
def test_language_has_its_tag_and_code(text: str, tag: str, code: str) -> None:
    assert (language_tag(text) or "") == tag
    iri = language_iri(text)
    assert (iri.value.removeprefix(EU_LANGUAGES) if iri else "") == code


def test_language_table_has_no_code_twice() -> None:
    lines = [line.partition(":")[0].split() for line in LANGUAGES.strip().splitlines()]
    codes = [code for line in lines for code in line]
    assert len(lines) == 73
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("scheme", "text", "expected"), NUMBERS)
def test_standard_number_is_checked_and_normalised(scheme: str, text: str, expected: str) -> None:
    assert (NORMALISERS[scheme](text) or "") == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("CC BY 4.0", "licenses/by/4.0/"),
        ("cc-by-nc-sa 3.0 IGO", "licenses/by-nc-sa/3.0/igo/"),
        ("Creative Commons Attribution 4.0 International", "licenses/by/4.0/"),
        ("Creative Commons Attribution-NonCommercial 4.0", "licenses/by-nc/4.0/"),
        ("CC BY NC ND 3.0", "licenses/by-nc-nd/3.0/"),
        ("CC0 1.0", "publicdomain/zero/1.0/"),
        ("https://creativecommons.org/licenses/by/4.0/", "licenses/by/4.0/"),
        ("CC BY", None),
        ("All rights reserved", None),
        ("https://example.org/my licence", None),
    ],
)
def test_licence_is_an_address(text: str, path: str | None) -> None:
    licence = read_licence(text)
    expected = f"https://creativecommons.org/{path}" if path else None
    assert (licence.value if licence else None) == expected


@pytest.mark.parametrize(
    ("words", "class_", "code"),
    [
        ("Reports", "Report", "c_93fc"),
        ("ÉTUDE", "Report", "c_93fc"),
        ("Policy Brief", "Report", "c_186u"),
        ("lignes directrices", "Manual", "c_1843"),
        ("working paper", "WorkingPaper", "c_8042"),
        ("Artículo", "AcademicArticle", "c_6501"),
        ("book", "Book", "c_2f33"),
        ("data set", "Dataset", "c_ddb1"),
        ("loi", "Legislation", "c_1843"),
        ("http://purl.org/coar/resource_type/c_18gh", "TechnicalReport", "c_18gh"),
        ("factsheet", None, "c_1843"),
    ],
)
def test_document_type_has_class_and_code(words: str, class_: str | None, code: str) -> None:
    kind = read_document_type(words)
    assert kind is not None
    assert kind.resource_type.value.endswith(f"/{code}")
    name = kind.document_class.value.rpartition("/")[2] if kind.document_class else None
    assert name == class_


def test_unknown_document_type_is_none() -> None:
    assert read_document_type("thingamajig") is None
    assert read_document_type("") is None


def test_text_loses_only_what_cannot_be_written() -> None:
    assert clean_text(" a\r\nb\rc\td \x00\x07\x1f\ud800\uffff e\u0301 \x85z") == (
        "a\nb\nc\td  é \x85z"
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it is empty"),
        ("https://a b", "it contains a space"),
        ("https://a/\u00a0b", "it contains a space"),
        ("https://a/<b>", "it contains the character “<”"),
        ("https://a/\x01", "it contains the character “U+0001”"),
        ("https://a/`", "it contains the character “`”"),
        ("www.iom.int", "it is not built like a web address"),
        ("http://[a", "it is not built like a web address"),
        ("ftp://a/b", "it does not begin with https:// or http://"),
        ("https:///b", "it names no host"),
        ("https://exämple.org/ü?x=1#y", None),
    ],
)
def test_address_is_judged_in_words(text: str, fault: str | None) -> None:
    assert iri_fault(text) == fault
    assert (read_iri(text) is None) == (fault is not None)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("101-115", "101–115"),
        ("101 -- 115", "101–115"),
        ("101–115, 120−3", "101–115, 120–3"),
        ("xii-xv", "xii–xv"),
        ("XII-XV", "XII–XV"),
        ("e12-e15", "e12–e15"),
        ("A-12", "A-12"),
        ("S3-1", "S3–1"),
        ("17", "17"),
        ("12-", "12-"),
    ],
)
def test_a_range_of_pages_has_one_kind_of_dash(written: str, published: str) -> None:
    assert with_en_dashes(written) == published
    assert with_en_dashes(published) == published
