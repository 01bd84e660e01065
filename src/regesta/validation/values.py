"""Judges the values of a record as the source wrote them.

Mapping leaves out what cannot be a term of RDF; what was left out is named here, with its place
and a remedy. What would mislead if it were silently left out is a violation.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from regesta.findings import Finding, Severity
from regesta.identifiers import is_local_name
from regesta.records import Record
from regesta.validation.related import judge_relations, judge_roles
from regesta.validation.value_findings import ValueRule
from regesta.validation.written_texts import judge_texts
from regesta.values.dates import DateFault, parse_full_date, read_date
from regesta.values.document_types import read_document_type
from regesta.values.languages import language_iri, language_tag
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_orcid,
)
from regesta.values.texts import iri_fault

_IDENTIFIER = ValueRule(
    "identifier-malformed",
    Severity.VIOLATION,
    "The identifier “{value}” cannot be part of a web address.",
    "Small Latin letters, digits and single hyphens",
    "needs-assessment-tool-georgia",
    "Write it like the example.",
)
_IMPOSSIBLE_DATE = ValueRule(
    "date-impossible",
    Severity.VIOLATION,
    "The date of publication “{value}” does not exist.",
    "A year, a month or a day that exists",
    "2016-06",
    "Correct the date, or give only the year.",
)
_UNCLEAR_DATE = ValueRule(
    "date-unclear",
    Severity.WARNING,
    "The date of publication “{value}” was left out: {fault}.",
    "A year, a month or a day",
    "2016-06",
    "Write it as 2016, 2016-06 or 2016-06-01.",
)
_MODIFIED = ValueRule(
    "modified-unclear",
    Severity.WARNING,
    "The date of change “{value}” is not one day, so that of the source counts.",
    "A day",
    "2026-11-23",
    "Write it as year, month and day.",
)
_PAGE = ValueRule(
    "page-malformed",
    Severity.WARNING,
    "The web page “{value}” was left out, since it is not a web address: {fault}.",
    "A web address without spaces",
    "https://publications.iom.int/books/report",
    "Copy the address again from the browser.",
)
_LANGUAGE = ValueRule(
    "language-unknown",
    Severity.WARNING,
    "The language “{value}” is not known.",
    "The code or the name of a language",
    "en",
    "Write a code such as en, fr or ar.",
)
_TYPE = ValueRule(
    "document-type-unknown",
    Severity.INFO,
    "The kind of document “{value}” is not known, so none is published.",
    "A common word for a kind of document",
    "report",
    "Write a word such as report, handbook, guidelines, article or dataset.",
)
_LICENCE = ValueRule(
    "licence-unknown",
    Severity.WARNING,
    "The licence “{value}” is neither a web address nor a Creative Commons licence.",
    "The web address of the licence",
    "https://creativecommons.org/licenses/by/4.0/",
    "Write the address of the licence’s text.",
)
_NUMBERS: Final = {
    "doi": (normalise_doi, "DOI", "10.1000/182"),
    "isbn": (normalise_isbn, "ISBN", "978-3-16-148410-0"),
    "issn": (normalise_issn, "ISSN", "2049-3630"),
}


def validate_values(record: Record) -> tuple[Finding, ...]:
    """What is wrong with the values of a record, in the order of its fields."""
    findings = (
        *_judge(record, "identifier", _IDENTIFIER, [record.identifier], is_local_name),
        *_judge_dates(record),
        *_judge_pages(record),
        *_judge_numbers(record),
        *_judge_languages(record),
        *judge_roles(record),
        *judge_relations(record),
        *judge_texts(record),
        *_judge(record, "document_type", _TYPE, [record.document_type], read_document_type),
        *_judge(record, "licence", _LICENCE, [record.licence], read_licence),
    )
    return tuple(dict.fromkeys(replace(found, record_title=record.title) for found in findings))


def _judge(
    record: Record,
    field: str,
    rule: ValueRule,
    values: Iterable[str | None],
    accept: Callable[[str], object],
) -> Iterator[Finding]:
    """A finding for each value that is not accepted; a value that is not there is not judged."""
    for value in values:
        if value is not None and not accept(value):
            yield rule.finding(value, record.place_of(field))


def _judge_dates(record: Record) -> Iterator[Finding]:
    if record.issued:
        fault = read_date(record.issued)
        if isinstance(fault, DateFault):
            rule = _IMPOSSIBLE_DATE if fault is DateFault.IMPOSSIBLE else _UNCLEAR_DATE
            yield rule.finding(record.issued, record.place_of("issued"), fault.value)
    yield from _judge(record, "modified", _MODIFIED, [record.modified], parse_full_date)


def _judge_pages(record: Record) -> Iterator[Finding]:
    for page in record.pages:
        fault = iri_fault(page.strip())
        if fault:
            yield _PAGE.finding(page, record.place_of("pages"), fault)


def _judge_numbers(record: Record) -> Iterator[Finding]:
    for identifier in record.identifiers:
        if identifier.scheme in _NUMBERS:
            accept, name, example = _NUMBERS[identifier.scheme]
            yield from _judge(
                record, "identifiers", _number_rule(name, example), [identifier.value], accept
            )
    orcids = [creator.orcid for creator in (*record.creators, *record.contributors)]
    rule = _number_rule("ORCID", "0000-0002-1825-0097")
    yield from _judge(record, "creators", rule, orcids, normalise_orcid)


def _number_rule(name: str, example: str) -> ValueRule:
    return ValueRule(
        f"{name.lower()}-malformed",
        Severity.WARNING,
        f"The {name} “{{value}}” was left out: it is not well formed or its check digit is wrong.",
        f"A {name} as printed in the publication",
        example,
        f"Copy the {name} again from the publication.",
    )


def _judge_languages(record: Record) -> Iterator[Finding]:
    """A text that has its language from the record is not judged again."""
    yield from _judge(record, "languages", _LANGUAGE, record.languages, language_iri)
    for field in ("titles", "alternative_titles", "abstracts", "part_of"):
        texts = getattr(record, field)
        tags = [text.language for text in texts if text.language not in record.languages]
        yield from _judge(record, field, _LANGUAGE, tags, language_tag)
