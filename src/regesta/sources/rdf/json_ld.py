"""JSON-LD as statements, and as records for whoever finds some inside another format."""

import json
from collections.abc import Iterator
from typing import Any

from pyoxigraph import RdfFormat

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.json_values import parse_item
from regesta.sources.rdf.contexts import NestingError, StrangeContextError, with_own_contexts
from regesta.sources.rdf.parsing import BrokenFileError, Parsing
from regesta.sources.rdf.publications import Publications
from regesta.sources.rdf.record import read_publication
from regesta.sources.rdf.statements import Statement, Statements

LARGEST = 64 << 20
"""The most bytes of JSON-LD that are read, since its parts may stand in any order."""


def read_json_ld(
    text: str | bytes, place: Place, source: SourceSettings
) -> Iterator[Record | Finding]:
    """The publications that a text of JSON-LD describes, such as that of a page.

    The place is that of the text; nothing is said of things in it that are no publications.
    """
    content = text.encode("utf-8", "replace") if isinstance(text, str) else text
    parsing = Parsing(place)
    with Statements() as statements:
        try:
            statements.load(json_ld_statements(content, parsing, place))
        except BrokenFileError as error:
            yield from parsing.findings
            yield error.finding
            return
        yield from parsing.findings
        publications = Publications(statements)
        for subject in publications.subjects():
            description = publications.describe(subject)
            yield from read_publication(description, subject, place, source)


def json_ld_statements(content: bytes, parsing: Parsing, place: Place) -> Iterator[Statement]:
    """The statements of a text of JSON-LD, no context being fetched; raises BrokenFileError."""
    if len(content) > LARGEST:
        raise BrokenFileError(new_finding("rdf-json-too-large", place, megabytes=LARGEST >> 20))
    value, findings = parse_item(content, place)
    if value is None:
        raise BrokenFileError(findings[0] if findings else new_finding("rdf-no-statement", place))
    parsing.findings += findings
    rewritten = _without_remote_contexts(value, place)
    written = json.dumps(rewritten, ensure_ascii=False).encode("utf-8", "replace")
    yield from parsing.statements(iter([written]), RdfFormat.JSON_LD)


def _without_remote_contexts(value: Any, place: Place) -> Any:
    try:
        return with_own_contexts(value)
    except StrangeContextError as error:
        raise BrokenFileError(new_finding("rdf-context-strange", place, value=str(error))) from None
    except NestingError:
        raise BrokenFileError(new_finding("json-nesting-too-deep", place, deepest=200)) from None
