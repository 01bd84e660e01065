"""Identifiers, report numbers, web pages and licences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.records import Identifier
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.work import Work
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import normalise_doi, normalise_isbn
from regesta.values.texts import iri_fault

_ISBN = re.compile(r"(?:ISBN[-: 013]*)?([0-9][0-9\- ]{7,16}[0-9Xx])(?![0-9])", re.IGNORECASE)
_DOI_PAGE = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_BESIDE = re.compile(
    r"contents|description|sample|excerpt|biograph|review|cover|inhalt|klappentext|"
    r"table des mat|résumé|sommaire|índice|indice|abstract|finding aid",
    re.IGNORECASE,
)
"""What an address leads to that is not the publication."""
_CONTROL_NUMBERS = frozenset(("010", "035"))
_CONDITIONS = frozenset(("506", "540"))
_REPORTS = frozenset(("027", "088"))


@dataclass(slots=True)
class Numbers:
    """What a publication is known by."""

    identifiers: list[Identifier] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    matches: list[str] = field(default_factory=list)


def control_number(work: Work) -> str:
    """The library's own number of the record, else that of the Library of Congress."""
    own = work.marc.control.get("001", "").strip()
    return own or next((each.get("a").strip() for each in work.marc.of("010")), "")


def read_numbers(work: Work) -> Numbers:
    """Standard numbers, control numbers, and addresses of the publication itself."""
    numbers = Numbers()
    numbers.identifiers += _isbns(work)
    for each in work.marc.of("022"):
        numbers.identifiers += [Identifier("issn", v.strip()) for v in each.all("a") if v.strip()]
    for each in work.marc.of("024"):
        _add_other(work, numbers, each)
    numbers.identifiers += [Identifier("local", each) for each in _control_numbers(work)]
    for each in work.marc.of("856"):
        _add_pages(work, numbers, each)
    for each in work.marc.of("758"):
        numbers.matches += [v for v in each.all("01") if iri_fault(v.strip()) is None]
    numbers.identifiers = list(dict.fromkeys(numbers.identifiers))
    numbers.pages = list(dict.fromkeys(numbers.pages))
    return numbers


def _isbns(work: Work) -> Iterator[Identifier]:
    for each in work.marc.of("020"):
        for value in each.all("a"):
            found = _ISBN.match(value.strip())
            if found:
                yield Identifier("isbn", found[1].strip())
            elif any(map(str.isdigit, value)):
                work.report("marc-isbn-unclear", "020 $a", value)


def _add_other(work: Work, numbers: Numbers, field: DataField) -> None:
    kind = field.get("2").lower() if field.first == "7" else ""
    for value in map(str.strip, field.all("a")):
        doi = normalise_doi(value)
        if kind == "doi" or (doi and field.first in "78 "):
            numbers.identifiers.append(Identifier("doi", doi or value))
        elif field.first == "3" and (isbn := normalise_isbn(value)):
            numbers.identifiers.append(Identifier("isbn", isbn))
        elif value.startswith(("http://", "https://")):
            _add_page(work, numbers, value, "024 $a")
        elif value:
            named = value.startswith(f"{kind}:") or not kind
            numbers.identifiers.append(Identifier("local", value if named else f"{kind}:{value}"))


def _control_numbers(work: Work) -> Iterator[str]:
    """Control numbers after the code of the library that gave them, as in field 035."""
    own, library = work.marc.control.get("001", "").strip(), work.marc.control.get("003", "")
    if own:
        yield f"({library.strip()}){own}" if library.strip() else own
    for each in work.marc.of_any(_CONTROL_NUMBERS):
        for value in map(str.strip, each.all("a")):
            if value:
                yield f"(DLC){value}" if each.tag == "010" else value


def _add_pages(work: Work, numbers: Numbers, field: DataField) -> None:
    """Addresses of the publication or of a version of it, not of what is only related to it."""
    is_beside = _BESIDE.search(f"{field.get('3')} {field.get('z')}")
    if field.second in "01 " and not is_beside:
        for value in map(str.strip, field.all("u")):
            _add_page(work, numbers, value, "856 $u")


def _add_page(work: Work, numbers: Numbers, value: str, label: str) -> None:
    address = f"http://{value}" if value.lower().startswith("www.") else value
    fault = iri_fault(address)
    if fault:
        work.report("marc-address-malformed", label, value)
        return
    doi = normalise_doi(address) if _DOI_PAGE.match(address) else None
    if doi:
        numbers.identifiers.append(Identifier("doi", doi))
    numbers.pages.append(address)


def read_report_number(work: Work) -> str | None:
    """The number of a report, or the publisher's number of what is no music."""
    numbers = [trim(each.get("a")) for each in work.marc.of_any(_REPORTS)]
    if work.marc.kind in "at":
        numbers += [trim(each.get("a")) for each in work.marc.of("028")]
    return next(filter(None, numbers), None)


def read_licence_of(work: Work) -> str | None:
    """The licence, where a note on use gives its address or a Creative Commons licence by name."""
    for each in work.marc.of_any(_CONDITIONS):
        for value in (*each.all("u"), *each.all("af")):
            address = trim(value) if "://" not in value else value.strip()
            is_use = each.tag == "540" or "creativecommons.org" in address
            if is_use and read_licence(address):
                return address
    return None
