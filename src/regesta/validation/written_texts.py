"""Judges running text: what stands in it that its reader should not see."""

import re
from collections.abc import Iterator
from typing import Final

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Record

_TEXTS: Final = ("titles", "alternative_titles", "abstracts", "part_of")
_MATTER: Final = {
    "text-markup": re.compile(
        r"</?[a-zA-Z!][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,6});"
    ),
    "text-query": re.compile(
        r"\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE)\b[^.]*\{"
        r"|\b(?:DROP|CLEAR|LOAD)\s+(?:ALL\b|GRAPH\b|DEFAULT\b|NAMED\b|SILENT\b|<)"
    ),
    "text-damaged": re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffd-\uffff]"),
}
"""What is looked for, by the message that tells of it."""


def judge_texts(record: Record) -> Iterator[Finding]:
    """A finding for each kind of foreign matter in each text."""
    for field in _TEXTS:
        for text in getattr(record, field):
            for message, pattern in _MATTER.items():
                found = pattern.search(text.value)
                if found:
                    place = record.place_of(field)
                    yield new_finding(message, place, value=text.value, found=found[0])
