"""Lists of references: each line has the authors, the year, the title and where it appeared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.findings import Finding
from regesta.sources.decoding import Line
from regesta.sources.listing.names import Certainty, read_persons

_REFERENCE = re.compile(
    r"(?P<mark>\s*(?:[•*–-]|\[?\d{1,3}[.)\]])\s+)?"
    r"(?P<authors>[^()\d]{3,300}?)[\s,]*"
    r"(?:\((?P<year>(?:19|20)\d\d)[a-z]?(?:,[^)]{1,20})?\)[.:,]?"
    r"|(?<=[.,] )(?P<bare>(?:19|20)\d\d)[a-z]?[.:])\s+"
    r"(?P<title>[\"“«„]?\S.{8,300}?(?:[?!？][\"”»“]?|[.,]?[\"”»“](?=\s)|\.(?=\s|$)))\s*(?P<rest>.*)"
)
_FEWEST = 3
_SHARE = 0.6
_LONG = 60
_QUOTES = ' .,"“”«»„'


def read_references(lines: Iterable[Line | Finding]) -> Iterator[Line | Finding]:
    """The lines, with each reference made into labelled lines where the page is a list of them."""
    page = list(lines)
    found = {index: match for index, match in enumerate(map(_read, page)) if match}
    long = sum(isinstance(line, Line) and len(line.text) > _LONG for line in page)
    if len(found) < _FEWEST or len(found) < _SHARE * long or not _name_persons(found.values()):
        yield from page
        return
    for index, line in enumerate(page):
        if index in found and isinstance(line, Line):
            yield from _labelled(line, found[index])
        else:
            yield line


def _read(line: Line | Finding) -> re.Match[str] | None:
    if isinstance(line, Finding) or line.fault or len(line.text) > 1000:
        return None
    return _REFERENCE.fullmatch(line.text.strip())


def _name_persons(found: Iterable[re.Match[str]]) -> bool:
    """Whether at least half of the references surely start with persons."""
    sure = [_is_sure(match["authors"]) for match in found]
    return 2 * sum(sure) >= len(sure)


def _is_sure(authors: str) -> bool:
    persons = read_persons(authors)
    return persons is not None and persons.certainty is Certainty.SURE


def _labelled(line: Line, match: re.Match[str]) -> Iterator[Line]:
    """The title first, since what follows belongs to it."""
    title = match["title"].strip(_QUOTES)
    parts = [
        ("title", title),
        ("author", match["authors"].strip(" ,")),
        ("date", match["year"] or match["bare"]),
        (_place_of(match["rest"]), match["rest"].strip(_QUOTES)),
    ]
    yield replace(line, text="")
    for label, value in parts:
        if value:
            yield replace(line, text=f"{label}: {value}")
    yield replace(line, text="")


def _place_of(rest: str) -> str:
    """Volume and pages tell a journal from a publisher."""
    return "journal" if any(character.isdigit() for character in rest) else "publisher"
