"""The imprint: places, publishers, date, edition and extent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.records import Name
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.punctuation import trim, unbracket
from regesta.sources.marc.work import Work
from regesta.values.dates import parse_date

_UNKNOWN = re.compile(
    r"(?:s\.? ?[lnd]\.?|n\.? ?p\.?|sine (?:loco|nomine)|"
    r"(?:place|publisher)\b.*\bnot (?:identified|given)|"
    r"(?:lieu|[ée]diteur)\b.*\b(?:non identifié|inconnu)\w*|"
    r"(?:lugar|editor(?:ial)?)\b.*\bno identificad\w|"
    r"(?:ort|verlag)\b.*\bnicht ermittelbar|б\. ?[ми]\.?)\.?",
    re.IGNORECASE,
)
_NO_BODY = re.compile(
    r"(?:the |l['’]|el |la |der |chez l['’]|im )?(?:author|auteur|autor|autora|verfasser|verf|"
    r"selbstverlag|self-?published|éd\. de l['’]auteur)s?\.?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:pub(?:lished|\.|lié)? (?:by|for|par)|printed (?:by|for)|issued by|chez|éd\.) (?:the )?",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"for sale by|sold by|(?:world |exclusively )?distribut|available from|may be obtained|"
    r".*\[?(?:distributor|printer|distribué|diffusion)s?\]?\.?$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"^[^\W\d]{1,5}\.$")
_NO_EXTENT = re.compile(r"(?:p\.|v\.|pages?|volumes?)?\s*(?:cm\.?)?", re.IGNORECASE)
_PREFERRED = ("1", "0", "2")


@dataclass(slots=True)
class Imprint:
    """Where and by whom a work was published."""

    places: list[str] = field(default_factory=list)
    publishers: list[Name] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)
    """Each date as written, with the label of its field."""


def read_imprint(work: Work) -> Imprint:
    """Fields 260 and 264; of the latter those on publication where there are any."""
    imprint = Imprint()
    for each in _statements(work):
        imprint.places += _places(each)
        imprint.publishers += _publishers(work, each)
        imprint.dates += [(date, f"{each.tag} $c") for date in each.all("c")]
    if not imprint.dates:
        imprint.dates = [
            (date, "264 $c")
            for each in work.marc.of(("264",))
            if each.second == "4"
            for date in each.all("c")
        ]
    imprint.places = list(dict.fromkeys(imprint.places))
    imprint.publishers = list({name.value: name for name in imprint.publishers}.values())
    return imprint


def _statements(work: Work) -> list[DataField]:
    fields = work.marc.of(("264",))
    for kind in _PREFERRED:
        if chosen := [each for each in fields if each.second == kind]:
            return chosen
    return work.marc.of(("260",))


def _places(statement: DataField) -> Iterator[str]:
    for value in statement.all("a"):
        place = unbracket(value)
        if place and not _UNKNOWN.fullmatch(place):
            yield place.removeprefix("i.e. ")


def _publishers(work: Work, statement: DataField) -> Iterator[Name]:
    for value in statement.all("b"):
        if _SELLS.match(trim(value)):
            continue
        name = _LEAD.sub("", unbracket(value), count=1)
        if name and not _UNKNOWN.fullmatch(name) and not _NO_BODY.fullmatch(name):
            yield work.name(name, statement, "b")


def read_edition(work: Work) -> str | None:
    """The first edition statement, with the stop of its abbreviations."""
    for each in work.marc.of(("250",)):
        text = " ".join(each.all("ab")).strip(" /=:;,")
        last = text.rpartition(" ")[2]
        edition = text if _ABBREVIATED.match(last) else trim(text)
        return edition.strip("[]") or None
    return None


def read_extent(work: Work) -> str | None:
    """The number of pages, volumes or other pieces; none of a book that was not out yet."""
    extents = [each.strip(" :;+,") for field in work.marc.of(("300",)) for each in field.all("afg")]
    return "; ".join(each for each in extents if not _NO_EXTENT.fullmatch(each)) or None


_SINGLE, _SPANS = frozenset("srtpe"), frozenset("micdku")
_YEAR = re.compile(
    r"(?<!\d)(?P<mark>(?:[c©℗p]|cop\.?|copyright|dl) ?)?(?P<year>[12]\d{3})(?![\d?-])", re.I
)
_CORRECTED = re.compile(r"i\.\s?e\.,? ([12]\d{3})")
_UNSURE = re.compile(
    r"\d-{1,2}\??|\?|\bor\b|between|entre|ca\.|not (?:before|after)|zwischen", re.I
)


def read_issued(work: Work, dates: list[tuple[str, str]]) -> tuple[str | None, str]:
    """The date of publication, no more precise than the record, and the label of its field.

    What the imprint says counts; where that is in doubt, what field 008 makes of it. Of a work
    that came out over some years it is the first.
    """
    text, label = dates[0] if dates else ("", "")
    written = trim(text).strip("[]")
    parsed = parse_date(written) if any(map(str.isalpha, written)) else None
    if parsed and parsed.month and "[" not in text:
        return str(parsed), label
    coded = _coded(work)
    year = _year(text)
    if coded and (year is None or coded[:4] == year or _UNSURE.search(text)):
        return coded, "008"
    if year and (coded is None or _year_is_sound(year)) and not _UNSURE.search(text):
        if coded:
            work.report("marc-dates-differ", label, text, coded=coded, taken=year)
        return year, label
    if coded:
        return coded, "008"
    if text.strip() and any(map(str.isdigit, text)):
        work.report("marc-date-unclear", label, text)
    return None, label


def _coded(work: Work) -> str | None:
    """The date of field 008: one year, the first of several, or a day."""
    kind, first, second = work.marc.fixed(6, 7), work.marc.fixed(7, 11), work.marc.fixed(11, 15)
    if kind not in _SINGLE | _SPANS or not _year_is_sound(first):
        return None
    if kind == "e":
        for text in (f"{first}-{second[:2]}-{second[2:4]}", f"{first}-{second[:2]}"):
            if parse_date(text):
                return text
    return first


def _year_is_sound(year: str) -> bool:
    return year.isdigit() and len(year) == 4 and 1400 <= int(year) <= 2100


def _year(text: str) -> str | None:
    """The year of publication in an imprint: as corrected, else the first that is no copyright."""
    corrected = _CORRECTED.search(text)
    if corrected:
        return corrected[1]
    found = list(_YEAR.finditer(text))
    plain = [each for each in found if not each["mark"]] or found
    return plain[0]["year"] if plain and _year_is_sound(plain[0]["year"]) else None
