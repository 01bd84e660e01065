"""The date of publication, out of the imprint and of field 008."""

import re

from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.work import Work
from regesta.values.dates import parse_date

_DATED = frozenset("srtpemicdku")
"""The types of dates in field 008 whose first is a year of publication."""
_QUESTIONED = "q"
_YEAR = re.compile(
    r"(?<!\d)(?P<mark>(?:[c©℗p]|cop\.?|copyright|dl) ?)?(?P<year>[12]\d{3})(?!\d|\?|-(?!\d{4}))",
    re.I,
)
_CORRECTED = re.compile(r"i\.\s?e\.,? ([12]\d{3})")
_UNSURE = re.compile(
    r"\d--|\d-(?!\d)|\?|\bor\b|between|entre|\bca\b|not (?:before|after)|zwischen",
    re.IGNORECASE,
)
_WORDED = re.compile(r"[^\W\d_]{3}|\d-\d\d(?:$|-)|[年.]")


def read_issued(work: Work, dates: list[tuple[str, str]]) -> tuple[str | None, str]:
    """The date of publication, no more precise than the record, and the label of its field.

    What the imprint says counts; where it is in doubt or has the year of the copyright only,
    what field 008 makes of it. Of a work that came out over some years it is the first.
    """
    text, label = dates[0] if dates else ("", "")
    if _WORDED.search(text) and "[" not in text:
        parsed = parse_date(trim(text))
        if parsed and parsed.month:
            return str(parsed), label
    coded = _coded(work)
    year, is_plain = _year(text)
    if coded and (year is None or not is_plain or coded.startswith(year)):
        return coded, "008"
    if year and not _UNSURE.search(text):
        if coded:
            work.report("marc-dates-differ", label, text, coded=coded, taken=year)
        return year, label
    if text.strip(" []?") and any(map(str.isdigit, text)):
        work.report("marc-date-unclear", label, text)
    return None, label


def _coded(work: Work) -> str | None:
    """The date of field 008: one year, the first of several, or a day."""
    kind, first, second = work.marc.fixed(6, 7), work.marc.fixed(7, 11), work.marc.fixed(11, 15)
    is_one = kind in _DATED or (kind == _QUESTIONED and first == second)
    if not kind or not is_one or not _is_sound(first):
        return None
    if kind == "e":
        for text in (f"{first}-{second[:2]}-{second[2:4]}", f"{first}-{second[:2]}"):
            if parse_date(text):
                return text
    return first


def _is_sound(year: str) -> bool:
    return year.isdigit() and len(year) == 4 and 1400 <= int(year) <= 2100


def _year(text: str) -> tuple[str | None, bool]:
    """The year of an imprint, as corrected, and whether it is sure and not of the copyright."""
    corrected = _CORRECTED.search(text)
    if corrected:
        return corrected[1], True
    found = [each for each in _YEAR.finditer(text) if _is_sound(each["year"])]
    plain = [each for each in found if not each["mark"]]
    is_plain = bool(plain) and not _UNSURE.search(text)
    chosen = plain or found
    return (chosen[0]["year"] if chosen else None), is_plain
