"""Dates as reference managers take them apart: a year, a month in figures or words, a day."""

import re

from regesta.values.month_names import MONTHS

_YEAR = re.compile(r"[\[(]?(?:c(?:opyright)?\s?|©\s?)?([0-9]{4})[\])]?\.?")
_NUMBER = re.compile(r"0?([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|\.)?")


def join_date(year: str, month: str = "", day: str = "") -> str:
    """The date in ISO 8601, no more precise than it can be read; what is no date as it stands."""
    found = _YEAR.fullmatch(year.strip())
    if found is None:
        return year.strip()
    number = month_number(month)
    if number is None:
        is_wrong = month.strip().isdecimal() and int(month) > 0
        return "-".join(filter(None, (found[1], month, day))) if is_wrong else found[1]
    date = _NUMBER.fullmatch(day.strip())
    return f"{found[1]}-{number:02}" + (f"-{int(date[1]):02}" if date else "")


def month_number(text: str) -> int | None:
    """The number of a month in figures or in words; None for a season or several months."""
    folded = text.strip(" .,~").casefold()
    if folded.isdecimal():
        return int(folded) if 1 <= int(folded) <= 12 else None
    return MONTHS.get(folded)


def month_and_day(text: str) -> tuple[str, str]:
    """A month and a day that stand in one field, in either order; nothing for either."""
    words = re.findall(r"[^\W\d_]+|[0-9]+", text)
    months = [word for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
    if len(months) == 1 and len(numbers) <= 1:
        return months[0], "".join(numbers)
    return (text, "") if len(words) == 1 else ("", "")
