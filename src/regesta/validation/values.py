"""Judges the values of a record as the source wrote them.

Mapping leaves out what cannot be a term of RDF; what was left out is named here, with its place
and a remedy. What would mislead if it were silently left out is a violation.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from regesta.findings import Finding
from regesta.identifiers import is_local_name
from regesta.messages import new_finding
from regesta.records import Record
from regesta.validation.related import judge_relations, judge_roles
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

_NUMBERS: Final = {
    "doi": normalise_doi,
    "isbn": normalise_isbn,
    "issn": normalise_issn,
}


def validate_values(record: Record) -> tuple[Finding, ...]:
    """What is wrong with the values of a record, in the order of its fields."""
    findings = (
        *_judge(record, "identifier", "identifier-unfit", [record.identifier], is_local_name),
        *_judge_dates(record),
        *_judge_pages(record),
        *_judge_numbers(record),
        *_judge_languages(record),
        *judge_roles(record),
        *judge_relations(record),
        *judge_texts(record),
        *_judge(
            record,
            "document_type",
            "document-type-unknown",
            [record.document_type],
            read_document_type,
        ),
        *_judge(record, "licence", "licence-unknown", [record.licence], read_licence),
    )
    return tuple(dict.fromkeys(replace(found, record_title=record.title) for found in findings))


def _judge(
    record: Record,
    field: str,
    message: str,
    values: Iterable[str | None],
    accept: Callable[[str], object],
) -> Iterator[Finding]:
    """A finding for each value that is not accepted; a value that is not there is not judged."""
    for value in values:
        if value is not None and not accept(value):
            yield new_finding(message, record.place_of(field), value=value)


def _judge_dates(record: Record) -> Iterator[Finding]:
    if record.issued:
        fault = read_date(record.issued)
        if isinstance(fault, DateFault):
            message = "date-impossible" if fault is DateFault.IMPOSSIBLE else "date-unclear"
            place = record.place_of("issued")
            yield new_finding(message, place, value=record.issued, fault=fault.value)
    yield from _judge(record, "modified", "modified-unclear", [record.modified], parse_full_date)


def _judge_pages(record: Record) -> Iterator[Finding]:
    for page in record.pages:
        fault = iri_fault(page.strip())
        if fault:
            yield new_finding("page-malformed", record.place_of("pages"), value=page, fault=fault)


def _judge_numbers(record: Record) -> Iterator[Finding]:
    for identifier in record.identifiers:
        accept = _NUMBERS.get(identifier.scheme)
        if accept:
            message = f"{identifier.scheme}-malformed"
            yield from _judge(record, "identifiers", message, [identifier.value], accept)
    orcids = [creator.orcid for creator in (*record.creators, *record.contributors)]
    yield from _judge(record, "creators", "orcid-malformed", orcids, normalise_orcid)


def _judge_languages(record: Record) -> Iterator[Finding]:
    """A text that has its language from the record is not judged again."""
    yield from _judge(record, "languages", "language-unknown", record.languages, language_iri)
    for field in ("titles", "alternative_titles", "abstracts", "part_of"):
        texts = getattr(record, field)
        tags = [text.language for text in texts if text.language not in record.languages]
        yield from _judge(record, field, "language-unknown", tags, language_tag)
