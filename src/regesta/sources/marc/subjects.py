"""Subjects: headings as keywords, and the regions that they and the area codes state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.records import Name
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.names import as_subject, body_name, iri_of
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.tables import areas, places
from regesta.sources.marc.work import Work

_TOPICS = frozenset(("650", "651", "655", "654", "690"))
_NAMES = frozenset(("600", "610", "611", "630"))
_UNCONTROLLED = "653"
_HEADINGS = _TOPICS | _NAMES | {_UNCONTROLLED}
_AMBIGUOUS = frozenset(("Georgia", "Victoria"))
"""States of a country in the headings of the Library of Congress, which others may not follow."""
_CONGRESS = frozenset(("fast", "lcsh"))
_SHIP = re.compile(r"\((?:[\w ]*ship|schooner|ocean liner|yacht|brig|frigate|aircraft)", re.I)
"""Ships are headings of bodies, but no agencies."""
_JOINED = " -- "
_QUALIFIER = re.compile(r"\(([^()]+)\)$")


@dataclass(slots=True)
class Subjects:
    """What a record is about."""

    keywords: list[Name] = field(default_factory=list)
    regions: list[Name] = field(default_factory=list)
    agencies: list[Name] = field(default_factory=list)


def read_subjects(work: Work, document_type: str) -> Subjects:
    """The headings of 6XX and the area codes of 043, each once; but no form that is the type."""
    subjects = Subjects()
    keywords: dict[str, Name] = {}
    regions: dict[str, Name] = {}
    for each in work.marc.of_any(_HEADINGS):
        for value in _headings(each):
            if each.tag == "655" and value == document_type:
                continue
            keywords.setdefault(value, Name(value, work.at(f"{each.tag} $a"), iri_of(each)))
        for place in _places(work, each):
            regions.setdefault(place.identifier or place.value, place)
        if each.tag == "610" and (name := body_name(each)) and not _SHIP.search(name):
            subjects.agencies.append(work.name(name, each))
    for area in _areas(work):
        regions.setdefault(area.identifier or area.value, area)
    subjects.keywords, subjects.regions = list(keywords.values()), list(regions.values())
    subjects.agencies = list({name.value: name for name in subjects.agencies}.values())
    return subjects


def _headings(field: DataField) -> Iterator[str]:
    if field.tag == _UNCONTROLLED:
        yield from filter(None, map(trim, field.all("a")))
        return
    if field.tag in _TOPICS:
        parts = [trim(value) for code, value in field.subfields if code in "abxyzv"]
    else:
        titles = [trim(each) for each in field.all("anp" if field.tag == "630" else "tnp")]
        first = ". ".join(filter(None, (as_subject(field) if field.tag != "630" else "", *titles)))
        parts = [first, *(trim(each) for each in field.all("xyzv"))]
    if heading := _JOINED.join(filter(None, parts)):
        yield heading


def _places(work: Work, field: DataField) -> Iterator[Name]:
    """The regions that a heading states; of places in one another, the first that is known."""
    stated = [(trim(field.get("a")), "651 $a")] if field.tag == "651" else []
    if place := field.get("z"):
        stated.append((trim(place), f"{field.tag} $z"))
    for name, label in stated:
        if name not in _AMBIGUOUS or field.second in "01" or field.get("2") in _CONGRESS:
            yield from _regions(work, name, label)


def _regions(work: Work, name: str, label: str) -> Iterator[Name]:
    """The region of a name, or those that its qualifier says it lies in."""
    known = places()
    if name in known:
        yield Name(name, work.at(label), known[name])
        return
    found = _QUALIFIER.search(name)
    if not found:
        return
    around = found[1].rpartition(" : ")[0] or found[1]
    for part in (around,) if around in known else re.split(r" and |, ", around):
        if part in known:
            yield Name(name, work.at(label), known[part])


def _areas(work: Work) -> Iterator[Name]:
    for each in work.marc.of("043"):
        for value in each.all("a"):
            code = value.strip(" .").rstrip("-").lower()
            known = areas().get(code) or areas().get(code[:4].rstrip("-"))
            if known is None:
                work.report("marc-area-unknown", "043 $a", value)
            elif known[0]:
                yield Name(known[1], work.at("043 $a"), known[0])
