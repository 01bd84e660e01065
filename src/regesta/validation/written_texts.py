"""Judges running text: what stands in it that its reader should not see."""

import re
from collections.abc import Iterator
from typing import Final

from regesta.findings import Finding, Severity
from regesta.records import Record
from regesta.validation.value_findings import ValueRule
from regesta.values.texts import shorten

_TEXTS: Final = ("titles", "alternative_titles", "abstracts", "part_of")
_RULES: Final = (
    (
        re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,6});"),
        ValueRule(
            "text-markup",
            Severity.WARNING,
            "The text holds HTML; it is shown as it stands: {fault}",
            "Plain text",
            "Needs Assessment Tool",
            "Copy the text from the page as it is shown, without tags.",
        ),
    ),
    (
        re.compile(
            r"\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE)\b[^.]*\{"
            r"|\b(?:DROP|CLEAR|LOAD)\s+(?:ALL\b|GRAPH\b|DEFAULT\b|NAMED\b|SILENT\b|<)",
        ),
        ValueRule(
            "text-query",
            Severity.WARNING,
            "The text holds what looks like a database query; it is kept as text: {fault}",
            "Plain text",
            "Needs Assessment Tool",
            "Check where the text comes from, and copy it again from the publication.",
        ),
    ),
    (
        re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffd-\uffff]"),
        ValueRule(
            "text-damaged",
            Severity.WARNING,
            "The text holds characters that nobody can read; they are left out or shown as “�”.",
            "Text in Unicode (UTF-8)",
            "Étude régionale",
            "Save the source as UTF-8, and copy the text again.",
        ),
    ),
)
"""What is looked for, and what is said of it."""


def judge_texts(record: Record) -> Iterator[Finding]:
    """A finding for each kind of foreign matter in each text."""
    for field in _TEXTS:
        for text in getattr(record, field):
            for pattern, rule in _RULES:
                found = pattern.search(text.value)
                if found:
                    fault = f"“{shorten(found[0])}”."
                    yield rule.finding(text.value, record.place_of(field), fault)
