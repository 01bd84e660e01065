"""Dates in cells: one cell, or year, month and day apart; no more precise than they are written."""

import datetime
import re

from regesta.values.dates import DateFault, WrittenDate, fold_date, parse_date, read_date
from regesta.values.month_names import MONTHS

_IN_FIGURES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?: [0-9:]+)?")
_SERIAL = re.compile(r"([2-5][0-9]{4})(?:\.0+)?")
_WHOLE = re.compile(r"([0-9]{1,4})\.0+")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?(?:\.0+)?Z?$")
_ZERO = datetime.date(1899, 12, 30)
_UNDATED = re.compile(
    r"(?:n\.? ?d|s\.? ?[daf]|o\. ?j|undated|no date|sans date|sin fecha|sem data)\.?|\?+",
    re.IGNORECASE,
)


def is_undated(text: str) -> bool:
    """Whether a cell says that there is no date."""
    return _UNDATED.fullmatch(text.strip("[]() ")) is not None


def date_of_cell(text: str, order: str) -> tuple[str, bool]:
    """The date as `read_date` understands it, and whether a number of days was made a date.

    `order` is that of day and month in the column, where its other dates tell it.
    """
    value = _MIDNIGHT.sub("", " ".join(text.split()))
    if found := _WHOLE.fullmatch(value):
        return found[1], False
    if found := _SERIAL.fullmatch(value):
        return (_ZERO + datetime.timedelta(days=int(found[1]))).isoformat(), True
    found = _IN_FIGURES.fullmatch(value)
    if found and order:
        day, month = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
        if not isinstance(read_date(f"{found[3]}-{month}-{day}"), DateFault):
            return f"{found[3]}-{int(month):02}-{int(day):02}", False
    return value, False


def joined_date(year: str, month: str, day: str) -> str:
    """The date of three cells, as far as they can be read; what cannot stays as it is written."""
    read = parse_date(year)
    number = month_number(month)
    if read is None or read.month is not None or number is None:
        return year or " ".join(filter(None, (day, month)))
    figures = day.removesuffix(".0")
    return str(WrittenDate(read.year, number, int(figures) if figures.isdecimal() else None))


def month_number(text: str) -> int | None:
    """The number of a month, of its number or its name."""
    value = fold_date(text).removesuffix(".0")
    if value.isdecimal():
        return int(value) if 1 <= int(value) <= 12 else None
    return MONTHS.get(value)


def contradicting(date: str, year: str) -> bool:
    """Whether a date and a year are both readable and not of one year."""
    one, other = parse_date(date), parse_date(year)
    return one is not None and other is not None and one.year != other.year
