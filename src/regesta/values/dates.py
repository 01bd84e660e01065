"""Dates as people write them, read as precisely as they are written and no more."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from regesta.values.month_names import MONTHS


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A year, a month or a day, as the source gives it."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def datatype(self) -> str:
        """The local name of the XML Schema datatype of this precision."""
        if self.day is not None:
            return "date"
        return "gYearMonth" if self.month is not None else "gYear"

    def __str__(self) -> str:
        """The lexical form in that datatype."""
        parts = (f"{part:02}" for part in (self.month, self.day) if part is not None)
        return "-".join((f"{self.year:04}", *parts))


# Anything outside is a slip of the keyboard, not a publication.
_FIRST_YEAR, _LAST_YEAR = 1400, 2199
_LONGEST = 256

_Y, _M, _D = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_W = r"(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)\.?"
_TIME = r"[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?"
_OF = re.compile(r"(?<= )(?:del?|di|of) ")
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[©c]?\s?{_Y}(?: ?(?:г|год|года))?\.?",
        rf"{_Y}[-/.]{_M}(?:[-/.]{_D}(?:{_TIME})?)?",
        rf"{_M}[-/.]{_Y}",
        rf"{_Y} ?年(?: ?{_M} ?月(?: ?{_D} ?[日号])?)?",
        rf"{_W},? {_Y}(?: ?(?:г|год|года))?\.?",
        rf"{_D}(?:st|nd|rd|th|er|re|º|°|\.)? {_W},? {_Y}(?: ?(?:г|год|года))?\.?",
        rf"{_W} {_D}(?:st|nd|rd|th)?,? {_Y}",
        rf"{_Y},? {_W}(?: {_D})?",
    )
)
_DAY_AND_MONTH = re.compile(r"(?P<a>[0-9]{1,2})[-/.](?P<b>[0-9]{1,2})[-/.](?P<year>[0-9]{4})")


class DateFault(StrEnum):
    """Why a text is not taken for a date."""

    IMPOSSIBLE = "there is no such day, month or year"
    AMBIGUOUS = "it can be read as two different days"
    UNREADABLE = "it cannot be read"


def parse_date(text: str) -> WrittenDate | None:
    """Read a date in ISO 8601 or in words; None if it is unreadable, impossible or ambiguous.

    The words are those of the six UN languages, German, Portuguese and Italian.
    """
    date = read_date(text)
    return date if isinstance(date, WrittenDate) else None


def read_date(text: str) -> WrittenDate | DateFault:
    """Read a date as `parse_date` does, or say what is wrong with it."""
    return _read_date(text) if len(text) < _LONGEST else DateFault.UNREADABLE


# Thousands of records are of one year, and each of their dates is asked for repeatedly.
@lru_cache(maxsize=4096)
def _read_date(text: str) -> WrittenDate | DateFault:
    written = fold_date(text)
    for pattern in _PATTERNS:
        found = pattern.fullmatch(written)
        if found:
            parts = found.groupdict()
            month = _month(parts.get("word"), parts.get("month"))
            return (
                DateFault.UNREADABLE
                if month == 0
                else _checked(parts["year"], month, parts.get("day"))
            )
    found = _DAY_AND_MONTH.fullmatch(written)
    return _day_and_month(found["a"], found["b"], found["year"]) if found else DateFault.UNREADABLE


def parse_full_date(text: str) -> WrittenDate | None:
    """Read a date that names a day; None otherwise."""
    date = parse_date(text)
    return date if date and date.day is not None else None


def fold_date(text: str) -> str:
    """Lower case, digits of any script as ASCII, one kind of space, no “of” before a month."""
    digits = (
        text
        if text.isascii()
        else "".join(
            str(unicodedata.decimal(character)) if character.isdecimal() else character
            for character in unicodedata.normalize("NFC", text)
        )
    )
    words = re.sub(r"\s+", " ", digits).strip(" .,").casefold()
    return _OF.sub("", words)


def _month(word: str | None, number: str | None) -> int | None:
    """The month's number, None if none is written, 0 if the word is no month."""
    if word is not None:
        return MONTHS.get(word, 0)
    return None if number is None else int(number)


def _checked(year: str, month: int | None, day: str | None) -> WrittenDate | DateFault:
    date = WrittenDate(int(year), month, None if day is None else int(day))
    try:
        datetime.date(
            date.year,
            1 if date.month is None else date.month,
            1 if date.day is None else date.day,
        )
    except ValueError:
        return DateFault.IMPOSSIBLE
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else DateFault.IMPOSSIBLE


def _day_and_month(first: str, second: str, year: str) -> WrittenDate | DateFault:
    """03/04/2019 is 3 April here and 4 March there, so only one that can be read in one way."""
    readings = {_checked(year, int(second), first), _checked(year, int(first), second)}
    days = [reading for reading in readings if isinstance(reading, WrittenDate)]
    if len(days) == 1:
        return days[0]
    return DateFault.AMBIGUOUS if days else DateFault.IMPOSSIBLE
