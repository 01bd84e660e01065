"""The imprint: places, publishers, date, edition and extent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regesta.records import Name
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.punctuation import trim, unbracket
from regesta.sources.marc.tables import places
from regesta.sources.marc.work import Work

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
            for each in work.marc.of("264")
            if each.second == "4"
            for date in each.all("c")
        ]
    imprint.places = list(dict.fromkeys(imprint.places))
    imprint.publishers = list({name.value: name for name in imprint.publishers}.values())
    return imprint


def _statements(work: Work) -> Sequence[DataField]:
    fields = work.marc.of("264")
    for kind in _PREFERRED:
        if chosen := [each for each in fields if each.second == kind]:
            return chosen
    return work.marc.of("260")


def _places(statement: DataField) -> Iterator[str]:
    for value in statement.all("a"):
        place = unbracket(value).removeprefix("i.e. ")
        if place and not _UNKNOWN.fullmatch(place):
            state = place.rpartition(", ")[2] + "."
            yield place + "." if state in places() else place


def _publishers(work: Work, statement: DataField) -> Iterator[Name]:
    for value in statement.all("b"):
        if _SELLS.match(trim(value)):
            continue
        name = _LEAD.sub("", unbracket(value), count=1)
        if name and not _UNKNOWN.fullmatch(name) and not _NO_BODY.fullmatch(name):
            yield work.name(name, statement, "b")


def read_edition(work: Work) -> str | None:
    """The first edition statement, with the stop of its abbreviations."""
    for each in work.marc.of("250"):
        text = " ".join(" ".join(each.all("ab")).split()).strip(" /=:;,")
        last = text.rpartition(" ")[2]
        edition = text if _ABBREVIATED.match(last) else trim(text)
        return edition.strip("[]") or None
    return None


def read_extent(work: Work) -> str | None:
    """The number of pages, volumes or other pieces; none of a book that was not out yet."""
    extents = [
        " ".join(each.split()).strip(" :;+,")
        for field in work.marc.of("300")
        for each in field.all("afg")
    ]
    return "; ".join(each for each in extents if not _NO_EXTENT.fullmatch(each)) or None
