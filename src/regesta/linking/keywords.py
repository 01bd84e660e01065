"""Keywords: a source's own subject words, linked where they are the name of a theme or region."""

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.linking.candidates import Candidate, is_open
from regesta.linking.collecting import Collection
from regesta.linking.folding import fold
from regesta.linking.names import Names
from regesta.linking.rivals import has_rival, speaks_for_known, words_of
from regesta.records import Kind, Name, Role

_PARTED = re.compile(r"\s*--\s*|\s+[–—]\s+")
_INVERTED = re.compile(r"([^,()]+), ([^,()]+)")
_ROLES = {Kind.REGION: Role.SPATIAL, Kind.THEME: Role.SUBJECT}
_SURE = 0.95


def link_keywords(work: Collection, names: Names) -> None:
    """Link the keywords that are names, as wholes or by the parts that libraries put together.

    The first part of “Refugees -- Africa, West” may be a theme or a region, those after it are
    regions or none. What is no name, or that of several things, stays a word.
    """
    record = work.record
    words = words_of(record)
    for keyword in record.keywords:
        parts = tuple(filter(None, _PARTED.split(keyword.value.strip())))
        what = "keyword" if len(parts) == 1 else "part of a keyword"
        countries: tuple[str, ...] = ()
        for position, part in enumerate(parts):
            name = replace(keyword, value=part)
            kinds = (Kind.REGION,) if position else (Kind.THEME, Kind.REGION)
            found = _found(names, name, kinds, countries, words)
            if found:
                thing = found.entry.thing
                work.add_name(_ROLES[thing.kind], name, found, what)
                countries = (thing.iri,) if thing.is_country else countries


def _found(
    names: Names,
    name: Name,
    kinds: tuple[Kind, ...],
    countries: tuple[str, ...],
    words: frozenset[str],
) -> Candidate | None:
    for form in _forms(name):
        candidates = names.candidates(form, kinds, countries)
        if candidates:
            is_sure = candidates[0].score >= _SURE and not is_open(candidates)
            may_be_rival = has_rival(form.value) and not speaks_for_known(form.value, words)
            return candidates[0] if is_sure and not may_be_rival else None
    return None


def _forms(name: Name) -> Iterator[Name]:
    """A name as it stands, and turned round as libraries write it: “Africa, West”."""
    yield name
    inverted = _INVERTED.fullmatch(name.value)
    if inverted and fold(inverted[2]) not in ("the", ""):
        yield replace(name, value=f"{inverted[2]} {inverted[1]}")
