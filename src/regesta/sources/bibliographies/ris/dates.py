"""Dates in RIS: `2016/06//`, a year and a day in two fields, or words."""

import re

from regesta.sources.bibliographies.dates import join_date, month_and_day
from regesta.sources.bibliographies.ris.lines import TaggedField, TaggedRecord, values
from regesta.values.dates import parse_date

_PARTS = re.compile(r"\s*([0-9]{4})\s*/\s*([^/]*)(?:/([^/]*))?(?:/(.*))?")
_WHOLE = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
_WORDED = re.compile(r"([0-9]{4}) ([^\W\d_]+(?:-[^\W\d_]+)?)(?: (?:([0-9]{1,2})|[0-9]{1,2}-.*))?")
"""A year before a season, before several months, or before a month with its days."""


def issued(record: TaggedRecord) -> tuple[str, TaggedField] | None:
    """The date of publication as precise as the record has it, with the field it stands in.

    A field for the day counts only where it agrees with the one for the year.
    """
    years = [(read_ris_date(found.value), found) for found in values(record, "PY", "Y1")]
    days = [(read_ris_date(found.value), found) for found in values(record, "DA")]
    if not years:
        return days[0] if days else None
    best, field = max(years, key=lambda pair: len(pair[0]) if pair[0][:4].isdecimal() else 0)
    for date, found in days:
        if date.startswith(best) and len(date) > len(best):
            best, field = date, found
        elif not re.search(r"[0-9]{4}", date) and re.fullmatch("[0-9]{4}", best):
            joined = join_date(best, *month_and_day(found.value))
            best, field = (joined, found) if joined != best else (best, field)
    return best, field


def read_ris_date(text: str) -> str:
    """A date in ISO 8601, no more precise than it is written; a strange one as it stands."""
    value = " ".join(text.split())
    found = _PARTS.fullmatch(value)
    if found:
        return join_date(found[1], found[2] or "", found[3] or "")
    date = parse_date(value)
    if date:
        return str(date)
    worded = _WORDED.fullmatch(value)
    if worded:
        return join_date(*worded.groups(""))
    whole = _WHOLE.fullmatch(value)
    return join_date(*whole.groups()) if whole else join_date(value)
