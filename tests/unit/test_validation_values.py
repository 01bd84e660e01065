"""The values of a record are judged as a curator typed them, at their place."""

import pytest
from record_files import read_record

from regesta.findings import Severity
from regesta.validation.values import validate_values

GOOD = {"identifier": "a-record", "titles": [["Title", "en"]]}
V, W, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO
CASES = [
    ({"identifier": "Not a <local> name"}, "identifier-malformed", V, "Not a <local> name"),
    ({"identifier": ""}, "identifier-malformed", V, ""),
    ({"issued": "2023-02-30"}, "date-impossible", V, "2023-02-30"),
    ({"issued": "2020-13"}, "date-impossible", V, "2020-13"),
    ({"issued": "03/04/2019"}, "date-unclear", W, "03/04/2019"),
    ({"issued": "n.d."}, "date-unclear", W, "n.d."),
    ({"modified": "2026-11"}, "modified-unclear", W, "2026-11"),
    (
        {"pages": ["https://a.org/ok", "https://a.org/a b"]},
        "page-malformed",
        W,
        "https://a.org/a b",
    ),
    ({"pages": ["javascript:alert(1)"]}, "page-malformed", W, "javascript:alert(1)"),
    ({"relations": [["references", "ISBN 1"]]}, "relation-malformed", W, "ISBN 1"),
    ({"relations": [["supplements", "10.1000/1"]]}, "relation-unknown", INFO, "supplements"),
    ({"matches": ["https://a.org/", "(OCoLC)1"]}, "match-malformed", W, "(OCoLC)1"),
    ({"contributors": [{"name": "A", "role": "helper"}]}, "role-unknown", INFO, "helper"),
    ({"identifiers": [["doi", "11.1/2"]]}, "doi-malformed", W, "11.1/2"),
    ({"identifiers": [["isbn", "978-3-16-148410-1"]]}, "isbn-malformed", W, "978-3-16-148410-1"),
    ({"identifiers": [["issn", "1234-5678"]]}, "issn-malformed", W, "1234-5678"),
    (
        {"creators": [{"name": "A", "orcid": "0000-0002-1825-0098"}]},
        "orcid-malformed",
        W,
        "0000-0002-1825-0098",
    ),
    ({"languages": ["en", "Klingonese"]}, "language-unknown", W, "Klingonese"),
    ({"abstracts": [["Text", "no language"]]}, "language-unknown", W, "no language"),
    ({"document_type": "thingamajig"}, "document-type-unknown", Severity.INFO, "thingamajig"),
    ({"titles": ["<b>Bold</b>"]}, "text-markup", W, "<b>Bold</b>"),
    ({"abstracts": ["Fish &amp; chips"]}, "text-markup", W, "Fish &amp; chips"),
    ({"titles": ['x" } ; DROP ALL #']}, "text-query", W, 'x" } ; DROP ALL #'),
    ({"part_of": ["SELECT * WHERE { ?s ?p ?o }"]}, "text-query", W, "SELECT * WHERE { ?s ?p ?o }"),
    ({"alternative_titles": ["caf\ufffd"]}, "text-damaged", W, "caf\ufffd"),
    ({"titles": ["\ud800"]}, "text-damaged", W, "?"),
    ({"licence": "All rights reserved"}, "licence-unknown", W, "All rights reserved"),
]


def test_all_cases_are_collected() -> None:
    assert len(CASES) == 27


def test_good_values_have_no_finding() -> None:
    record = read_record(
        {
            **GOOD,
            "issued": "June 2016",
            "modified": "2026-11-23",
            "pages": ["https://a.org/é"],
            "identifiers": [["doi", "10.1000/1"], ["local", "anything at all"]],
            "languages": ["fr"],
            "document_type": "report",
            "licence": "CC BY 4.0",
        }
    )
    assert validate_values(record) == ()
    assert validate_values(read_record(GOOD)) == ()


@pytest.mark.parametrize(("values", "code", "severity", "value"), CASES)
def test_wrong_value_is_named_with_its_place_and_remedy(
    values: dict[str, object], code: str, severity: Severity, value: str
) -> None:
    field = next(iter(values))
    record = read_record({**GOOD, **values, "places": {field: 34}})
    (finding,) = validate_values(record)
    assert (finding.code, finding.severity, finding.value) == (code, severity, value)
    assert str(finding.place) == f"list.yaml, line 34, field “{field}”"
    assert value in finding.message or finding.code.startswith("text-")
    assert "{value}" not in finding.message
    assert "{fault}" not in finding.message
    assert all(
        [finding.expected, finding.example, finding.remedy, finding.record_title or not value]
    )


def test_empty_values_are_not_judged() -> None:
    record = read_record({**GOOD, "titles": ["In no language"], "issued": None, "modified": None})
    assert validate_values(record) == ()


def test_a_wrong_value_is_named_once() -> None:
    record = read_record({**GOOD, "languages": ["Klingonese", "Klingonese"]})
    assert len(validate_values(record)) == 1


def test_language_of_the_record_is_judged_once() -> None:
    record = read_record({**GOOD, "languages": ["Klingonese"], "titles": [["T", "Klingonese"]]})
    assert len(validate_values(record)) == 1


def test_ordinary_texts_are_not_suspected() -> None:
    for text in ("Select cases: 5 < 6 & 7 > 2", "R&D; a study", "Drop in asylum claims", "a <= b"):
        assert validate_values(read_record({**GOOD, "titles": [[text, "en"]]})) == ()


def test_a_long_text_is_shown_shortened() -> None:
    (finding,) = validate_values(read_record({**GOOD, "titles": ["<i>" + "x" * 5000]}))
    assert len(finding.value) == 120
