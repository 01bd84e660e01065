"""Suggestions: the quick search finds what comparing with every label finds."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.folding import keys
from regesta.linking.suggesting import Suggestions
from regesta.records import Kind

BASE = "http://localhost:8000/"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "linking" / "authorities.ttl"
AUTHORITIES = Authorities.from_quads(
    parse(path=FIXTURE, format=RdfFormat.TURTLE, base_iri=BASE), Identifiers(BASE)
)
SUGGESTIONS = Suggestions(AUTHORITIES)
ALL = (Kind.REGION, Kind.THEME, Kind.AGENCY)


def compare_with_every_label(text, kinds):
    folded, found = " ".join(keys(text)), {}
    for thing in AUTHORITIES.things:
        for label in thing.labels if thing.kind in kinds else ():
            other = " ".join(keys(label.text))
            if abs(len(other) - len(folded)) <= 0.4 * len(folded):
                matcher = SequenceMatcher(None, other, folded, autojunk=False)
                likeness = (matcher.ratio(), label.text)
                found[thing.iri] = max(found.get(thing.iri, (0.0, "")), likeness)
    best = sorted(found.values(), key=lambda item: (-item[0], item[1]))[:3]
    return tuple((written, likeness) for likeness, written in best if likeness > 0.72)


def misspelt():
    """Every label of the authorities with a letter left out, doubled, and two exchanged."""
    for label in sorted({label.text for thing in AUTHORITIES.things for label in thing.labels}):
        if len(" ".join(keys(label))) > 5:
            yield label[:2] + label[3:]
            yield label[:4] + label[3] + label[4:]
            yield label[:1] + label[2] + label[1] + label[3:]


@pytest.mark.parametrize("kinds", [ALL, (Kind.REGION,), (Kind.AGENCY,)])
def test_names_rank_as_when_compared_with_every_label(kinds):
    names = tuple(misspelt())
    assert len(names) == 150
    found = [SUGGESTIONS.find(name, kinds) for name in names]
    assert found == [compare_with_every_label(name, kinds) for name in names]
    assert sum(map(bool, found)) > 20


@pytest.mark.parametrize("text", ["", "Mlai", "x" * 10_000, "…", "西非西非西"])
def test_what_is_short_or_like_nothing_has_no_suggestion(text):
    assert SUGGESTIONS.find(text, ALL) == ()
