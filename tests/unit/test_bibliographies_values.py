"""How single values are read: LaTeX, names, dates, kinds, numbers and addresses."""

import tomllib
from pathlib import Path

import pytest

from regesta.records import Contributor, Place
from regesta.sources.bibliographies.bibtex import names as bibtex_names
from regesta.sources.bibliographies.bibtex.latex import plain_text, unknown_commands, verbatim
from regesta.sources.bibliographies.bibtex.splitting import blocks
from regesta.sources.bibliographies.csl.dates import read_csl_date
from regesta.sources.bibliographies.csl.reader import CSLJSONReader
from regesta.sources.bibliographies.kinds import kind_of, types_of
from regesta.sources.bibliographies.ris import names as ris_names
from regesta.sources.bibliographies.ris.dates import read_ris_date
from regesta.sources.bibliographies.texts import one_line, page_range, standard_numbers
from regesta.values.document_types import read_document_type

FIXTURES = Path(__file__).parents[1] / "fixtures" / "bibliographies"
LATEX = tomllib.loads((FIXTURES / "latex.toml").read_text(encoding="utf-8"))["cases"]
NAMES = tomllib.loads((FIXTURES / "names.toml").read_text(encoding="utf-8"))
READ_NAME = {"bibtex": bibtex_names.read_name, "ris": ris_names.read_name}


def test_everything_is_collected() -> None:
    assert len(LATEX) >= 45
    assert len(NAMES["bibtex"]) >= 18
    assert len(NAMES["ris"]) >= 14


@pytest.mark.parametrize(("written", "printed"), LATEX)
def test_latex_is_read_as_it_is_printed(written: str, printed: str) -> None:
    assert plain_text(written) == printed
    assert unknown_commands(written) == ()


def test_a_command_that_nobody_knows_is_named() -> None:
    assert unknown_commands(r"A \strange{x} and \emph{y}") == ("strange",)


def test_an_address_keeps_its_signs() -> None:
    assert verbatim(r"\url{https://a.example/x\_y\%20z~w}") == "https://a.example/x_y%20z~w"
    assert verbatim(r"https://a.example/{\_}b") == "https://a.example/_b"


@pytest.mark.parametrize(
    ("form", "case"), [(form, case) for form, cases in NAMES.items() for case in cases]
)
def test_a_name_is_taken_apart(form: str, case: list[str]) -> None:
    written, name, family, given, whose = case
    read = READ_NAME[form](written, Place("s"), None)
    assert isinstance(read, Contributor)
    found = (read.name.value, read.family_name or "", read.given_name or "")
    assert found == (name, family, given)
    assert read.is_agency is {"p": False, "b": True, "?": None}[whose]


def test_names_are_split_outside_braces() -> None:
    split = bibtex_names.split_names
    assert list(split("A, B and {X and Y} AND C D")) == ["A, B", "{X and Y}", "C D"]
    assert list(split("Traoré, A.; Diallo, M.")) == ["Traoré, A.", "Diallo, M."]
    assert list(ris_names.split_names("Traoré, A.; Diallo, M.")) == ["Traoré, A.", "Diallo, M."]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2016/06//", "2016-06"),
        ("2016///Spring", "2016"),
        ("2016/6/1", "2016-06-01"),
        ("2016/Jun/", "2016-06"),
        ("2018 Dec 15", "2018-12-15"),
        ("2018 Dec 15-21", "2018-12"),
        ("2018 Nov-Dec", "2018"),
        ("20160615", "2016-06-15"),
        ("[2016]", "2016"),
        ("2016/13/45", "2016-13-45"),
        ("in press", "in press"),
    ],
)
def test_a_date_of_ris_is_no_more_precise_than_written(written: str, date: str) -> None:
    assert read_ris_date(written) == date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2016, 6, 1]]}, "2016-06-01"),
        ({"date-parts": [["2016", "06"]]}, "2016-06"),
        ({"date-parts": [[2016]], "season": 2}, "2016"),
        ({"date-parts": [[2016], [2017]]}, "2016/2017"),
        ({"date-parts": [[2016]], "circa": True}, "circa 2016"),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": [[None]], "literal": "June 2016"}, "2016-06"),
        ({"raw": "2016-06"}, "2016-06"),
        ({"literal": "forthcoming"}, "forthcoming"),
        ("2016-06", "2016-06"),
        (2016, "2016"),
        (["x"], None),
    ],
)
def test_a_date_of_csl_is_no_more_precise_than_written(value: object, date: str | None) -> None:
    assert read_csl_date(value) == date


@pytest.mark.parametrize(("form", "least"), [("bibtex", 60), ("ris", 58), ("csl", 44)])
def test_every_type_has_a_word_that_is_known(form: str, least: int) -> None:
    assert len(types_of(form)) >= least
    for name in types_of(form):
        assert read_document_type(kind_of(form, name) or ""), name


def test_a_word_of_the_source_counts_where_it_says_more() -> None:
    assert kind_of("bibtex", "thesis", "phdthesis") == "doctoral thesis"
    assert kind_of("ris", "RPRT", "Policy brief") == "policy brief"
    assert kind_of("ris", "RPRT", "Quarterly thing") == "report"
    assert kind_of("csl", "book", "report") == "book"


def test_numbers_are_told_apart() -> None:
    found = list(standard_numbers("978-3-16-148410-0 (pbk), 0028-0836; IOM/12"))
    assert found == [("isbn", "9783161484100"), ("issn", "0028-0836"), ("", "IOM/12")]
    assert list(standard_numbers("9783161484100 9789290687252"))[1] == ("isbn", "9789290687252")


def test_texts_lose_what_is_for_print_only() -> None:
    assert one_line("A <i>b</i>\n &amp; c&#233; < d") == "A b & cé < d"
    assert page_range("12 -- 34") == "12-34"


@pytest.mark.parametrize(
    ("start", "is_csl"),
    [
        ('[{"type": "article-journal", "id": "a", "title": "A"}]', True),
        ('[{"id": "a", "type": "report", "title": "A"}]', True),
        ('{"items": [{"type": "book", "issued": {"date-parts": [[2000]]}}]}', True),
        ('{"type": "webpage", "title": "A"}\n{"type": "post", "title": "B"}', True),
        ('{"status": "ok", "message-type": "work", "message": {"type": "book"}}', False),
        ('{"type": "journal-article", "title": ["A"], "container-title": ["B"]}', False),
        ('{"data": [{"id": "10.1/x", "type": "dois", "attributes": {"titles": []}}]}', False),
        ('{"@context": "https://schema.org", "@type": "Report", "type": "report"}', False),
        ('{"name": "package", "version": "1"}', False),
        ("", False),
    ],
)
def test_csl_is_told_from_other_json(start: str, is_csl: bool) -> None:
    assert CSLJSONReader().recognises(start.encode()) is is_csl


def test_an_entry_within_a_value_is_no_entry() -> None:
    text = b"@misc{a, note = {\n@misc{b, title = {x}}\n}}\n@misc{c, title = {y}}"
    assert [block.key for block in blocks([text])] == ["a", "c"]
    assert [block.key for block in blocks([text[:20], text[20:50], text[50:]])] == ["a", "c"]
