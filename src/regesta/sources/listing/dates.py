"""Dates as sites write them, in many languages, made into YYYY, YYYY-MM or YYYY-MM-DD."""

import re
import unicodedata

from regesta.sources.listing.words import fold, words

_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_MONTH_WORD = r"(?P<word>[^\W\d_]+\.?(?: [^\W\d_]+)??)"
_LEAD = r"(?:(?:on|le|el|am|il|em|del|den|the|في|از)\s+)?"
_WEEKDAY = r"(?:[^\W\d_]{3,12}\.?,\s+)?"
_TAIL = r"(?:\s*(?:г\.?|года|р\.|年|م|m|р|yılı))?"
_TIME = re.compile(
    r",?\s+(?:-\s+|at\s+|à\s+|às\s+|a las\s+|um\s+|в\s+)?"
    r"\d\d?[:hч]\d\d(?::\d\d)?(?:\s?(?:[ap]m|uhr|h))?$",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}{_TAIL}",
        rf"{_YEAR}[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?))?(?:T[\d:.Z+-]+)?",
        rf"{_YEAR}\s*年\s*(?P<month>\d\d?)\s*月(?:\s*(?P<day>\d\d?)\s*[日号])?",
        rf"{_YEAR}\s*년\s*(?P<month>\d\d?)\s*월(?:\s*(?P<day>\d\d?)\s*일)?",
        rf"{_WEEKDAY}{_LEAD}(?P<day>\d\d?)(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de\s+|of\s+)?{_MONTH_WORD}"
        rf",?\s+(?:de\s+|del\s+)?{_YEAR}{_TAIL}",
        rf"(?P<day>\d\d?)-{_MONTH_WORD}-{_YEAR}",
        rf"{_WEEKDAY}{_MONTH_WORD}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_LEAD}{_MONTH_WORD},?\s+(?:de\s+|del\s+|of\s+)?{_YEAR}{_TAIL}",
        rf"(?:ngày\s+)?(?:(?P<day>\d\d?)\s+)?tháng\s+(?P<month>\d\d?)(?:\s+năm\s+|[,/\s]+){_YEAR}",
        rf"{_YEAR}[.,]?\s+{_MONTH_WORD}(?:\s+(?P<day>\d\d?)\.?)?",
        rf"(?P<first>\d\d?)(?P<mark>[./-])(?P<second>\d\d?)[./-]{_YEAR}{_TAIL}",
        rf"(?P<month>\d\d?)[./-]{_YEAR}",
    )
)


def read_date(text: str) -> str | None:
    """The date that a text is, as precise as the text; None if it is not a date and only that.

    A date such as 03/04/2019, whose month is not sure, gives its year. A day that its month does
    not have is kept, for validation to speak of.
    """
    plain = "".join(str(_digit(character)) for character in text.strip(" .,;()[]"))
    plain = _TIME.sub("", plain)
    for pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found and (date := _date(found.groupdict())) is not None:
            return date
    return None


def _digit(character: str) -> int | str:
    value = unicodedata.decimal(character, -1)
    return character if value < 0 else value


def _date(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if word := parts.get("word"):
        number = words().months.get(fold(word))
        if number is None:
            return None
        month = str(number)
    if first := parts.get("first"):
        month, day = _month_and_day(int(first), int(parts["second"] or 0), parts["mark"] == ".")
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def _month_and_day(first: int, second: int, day_is_first: bool) -> tuple[str | None, str | None]:
    if day_is_first or first > 12 or first == second:
        return str(second), str(first)
    if second > 12:
        return str(first), str(second)
    return None, None
