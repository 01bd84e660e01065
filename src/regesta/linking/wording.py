"""Wording: why a link was made, and what a curator is told where none could be."""

from collections.abc import Sequence

from regesta.findings import Finding, Severity
from regesta.linking.authorities import Authority
from regesta.linking.candidates import Candidate
from regesta.linking.matching import Entry
from regesta.linking.mentions import Mention
from regesta.records import Name, Place, Record
from regesta.values.languages import name_of_tag
from regesta.values.texts import shorten

_LONGEST = 200
_MOST = 6


def evidence_for_mention(mention: Mention, field: str) -> str:
    """Why a mention is taken for its best candidate."""
    return f"“{mention.name}” in the {field} is {_names(mention.candidates[0].entry)}"


def evidence_for_name(name: Name, candidate: Candidate, what: str) -> str:
    """Why a stated name is taken for a candidate."""
    if candidate.score < 1 and name.value.strip() in candidate.entry.thing.codes:
        return f"the {what} “{name.value}” is a code of this {candidate.entry.thing.noun}"
    if name.identifier and candidate.score == 1.0:
        return f"the {what} “{name.value}” has the identifier “{name.identifier}”"
    return f"the {what} “{name.value}” is {_names(candidate.entry)}"


def _names(entry: Entry) -> str:
    language = name_of_tag(entry.label.language)
    sort = " ".join(filter(None, (language, "acronym" if entry.is_acronym else "name")))
    described = f"{sort} of this {entry.thing.noun}"
    if not entry.is_exact:
        return f"a form of “{entry.label.text}”, the {described}"
    if entry.label.is_preferred and language:
        return f"the {described}"
    return f"another {described}" if not entry.is_acronym else f"the {described}"


def _described(thing: Authority) -> str:
    return f"{thing.label()} in {thing.country}" if thing.is_subdivision else thing.label()


def not_known(
    record: Record, name: Name, what: str, suggestions: Sequence[tuple[str, float]]
) -> Finding:
    """The warning that a stated name is none that the authorities have."""
    likely = ", ".join(f"“{label}” ({likeness:.0%} alike)" for label, likeness in suggestions)
    return Finding(
        code=f"{what.replace(' ', '-')}-not-known",
        severity=Severity.WARNING,
        message=f"The {what} “{_shown(name.value)}” is not known, so nothing is linked to it.",
        place=name.place,
        value=_shown(name.value),
        expected=_EXPECTED[what],
        example=f"did you mean {likely}?" if likely else _EXAMPLES[what],
        remedy=(
            f"Correct the spelling in {name.place}, or add the name to the authorities "
            "in data/authorities."
        ),
        record_title=record.title,
    )


def _shown(value: str) -> str:
    return shorten(value, _LONGEST)


_EXPECTED = {
    "tag": "the name of a region, a theme, an agency or a person",
    "region": "the name or the code of a country or a region",
    "theme": "the name of a theme",
    "agency": "the name or the acronym of an agency",
    "publisher": "the name or the acronym of an agency",
    "funder": "the name or the acronym of an agency",
    "creator": "the name of a person, or of an agency that the authorities have",
    "contributor": "the name of a person, or of an agency that the authorities have",
}
_EXAMPLES = {
    "tag": "West Africa",
    "region": "West Africa",
    "theme": "Data collection",
    "agency": "International Organization for Migration",
    "publisher": "International Organization for Migration",
    "funder": "International Organization for Migration",
    "creator": "Marika McAdam",
    "contributor": "Marika McAdam",
}


def left_open(
    record: Record, written: str, place: Place, candidates: Sequence[Candidate]
) -> Finding:
    """The warning that a name may stand for several things."""
    ranked = ", ".join(
        f"{_described(candidate.entry.thing)} <{candidate.entry.thing.iri}> ({candidate.score:.2f})"
        for candidate in candidates[:_MOST]
    )
    more = len(candidates) - _MOST
    ranked += f" and {more} more" if more > 0 else ""
    best = candidates[0].entry.thing
    return Finding(
        code="name-left-open",
        severity=Severity.WARNING,
        message=f"“{written}” may stand for several things, so it is linked to none of them.",
        place=place,
        value=written,
        expected=f"one of, the likeliest first: {ranked}",
        example=_example(best),
        remedy=f"State the one that is meant by its full name, for example “{_example(best)}”.",
        record_title=record.title,
    )


def _example(thing: Authority) -> str:
    return f"{thing.label()} ({thing.country})" if thing.is_subdivision else thing.label()
