"""Wording: why a link was made, and what a curator is told where none could be."""

from collections.abc import Sequence

from regesta.findings import Finding
from regesta.linking.authorities import Authority
from regesta.linking.candidates import Candidate
from regesta.linking.matching import Entry
from regesta.linking.mentions import Mention
from regesta.messages import new_finding
from regesta.messages.phrases import join, phrase, same
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
    place, value = name.place, shorten(name.value, _LONGEST)
    code = f"{what.replace(' ', '-')}-not-known"
    if not suggestions:
        found = new_finding(code, place, value=value, place=place)
    else:
        likely = join(
            phrase("suggestion", label=label, likeness=f"{likeness * 100:.0f}")
            for label, likeness in suggestions
        )
        found = new_finding(f"{code}-but-similar", place, value=value, place=place, likely=likely)
    return found.about(record.title, "")


def left_open(
    record: Record, written: str, place: Place, candidates: Sequence[Candidate]
) -> Finding:
    """The warning that a name may stand for several things."""
    ranked = [
        same(
            f"{_described(candidate.entry.thing)} <{candidate.entry.thing.iri}> "
            f"({candidate.score:.2f})"
        )
        for candidate in candidates[:_MOST]
    ]
    listed = join(ranked)
    more = len(candidates) - _MOST
    if more > 0:
        listed = join((listed, phrase("and-more", number=more)), " ")
    found = new_finding(
        "name-left-open",
        place,
        value=written,
        ranked=listed,
        best=_example(candidates[0].entry.thing),
    )
    return found.about(record.title, "")


def _example(thing: Authority) -> str:
    return f"{thing.label()} ({thing.country})" if thing.is_subdivision else thing.label()
