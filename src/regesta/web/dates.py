"""Dates as readers see them: as precise as the source, no more."""

import re

_MONTHS = "January February March April May June July August September October November December"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def write_issued(text: str) -> str:
    """A year, a month or a day in words; anything else as it is."""
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return text if month else year
    name = f"{_MONTHS.split()[int(month) - 1]} {year}"
    return f"{int(day)} {name}" if day else name
