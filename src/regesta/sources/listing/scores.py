"""Third stage: what a line may be, weighed by its features.

A score is a sum of small weights for and against; none decides alone, since the neighbours of a
line count as well (`layout`). The weights were set by hand on the pages of the tests.
"""

from bisect import bisect_right
from enum import IntEnum

from regesta.sources.listing.features import Features, is_hard
from regesta.sources.listing.names import Certainty


class Role(IntEnum):
    """What a line is to its page."""

    NAVIGATION = 0
    HEADING = 1
    INTRODUCTION = 2
    LEAD = 3
    """Metadata before the title that it belongs to."""
    TITLE = 4
    SUBTITLE = 5
    """The rest of a title that goes on after a line break."""
    BYLINE = 6
    """Metadata between title and abstract, or of an item without an abstract."""
    ABSTRACT = 7
    TRAILER = 8
    """Metadata after the abstract."""


_NEVER = -30.0
_SURE = 12.0

# By the number of words: the score from each bound on, the bounds in rising order.
_TITLE_LENGTH = ((0, 1, 2, 3, 5, 31, 41, 61), (-6.0, -1.2, -0.3, 0.8, 1.5, 0.0, -4.0, -9.0))
_ABSTRACT_LENGTH = ((0, 4, 8, 13, 21, 36), (-3.0, -2.0, -0.5, 0.7, 2.0, 4.0))
_METADATA_LENGTH = ((0, 2, 4, 5, 7, 10), (0.8, 0.6, 0.0, -1.0, -2.5, -6.0))
_HEADING_LENGTH = ((0, 1, 4, 6, 9, 13), (-6.0, 0.8, 0.2, -1.0, -3.0, -9.0))
# How much a line that may name persons is no running text, and is metadata.
_AGAINST_TEXT: dict[Certainty | None, float] = {
    Certainty.SURE: 4.0,
    Certainty.LIKELY: 1.5,
    Certainty.POSSIBLE: 1.5,
}
_FOR_METADATA: dict[Certainty | None, float] = {
    Certainty.LIKELY: 2.0,
    Certainty.POSSIBLE: 1.2,
    Certainty.WEAK: 0.4,
}
_NAVIGATION_LENGTH = ((0, 5, 9), (-0.6, -2.0, -6.0))


def score_roles(
    features: Features, mark: str, *, closes: bool = False, is_marked: bool = False
) -> list[float]:
    """How well each role suits a line, in the order of `Role`."""
    forced = features.label.field if features.label and features.label.value else ""
    if forced in ("title", "abstract"):
        best = Role.TITLE if forced == "title" else Role.ABSTRACT
        return [_SURE if role is best else _NEVER for role in Role]
    title, abstract = _title(features, mark), _abstract(features)
    metadata = _metadata(features)
    scores = {
        Role.NAVIGATION: max(
            _by_length(features, _NAVIGATION_LENGTH),
            0.4 * features.body - 9.0 * (not features.body),
        ),
        Role.HEADING: _heading(features, mark) - 3.0 * closes,
        Role.INTRODUCTION: abstract - 1.0 + 3.0 * features.introduces,
        Role.LEAD: metadata - 3.5 * (not is_hard(features)) - 3.0 * closes,
        Role.TITLE: title - 1.0 * closes - 2.0 * (is_marked and not mark),
        Role.SUBTITLE: title + 2.5 * features.lower_start - 0.5,
        Role.BYLINE: metadata,
        Role.ABSTRACT: abstract - features.introduces,
        Role.TRAILER: metadata,
    }
    return [scores[role] for role in Role]


def _by_length(features: Features, table: tuple[tuple[int, ...], tuple[float, ...]]) -> float:
    bounds, values = table
    return values[bisect_right(bounds, features.words) - 1]


def _unlikeness(features: Features) -> float:
    """What speaks against any running text or title: the line is metadata."""
    return 6.0 * is_hard(features) + _AGAINST_TEXT.get(features.persons, 0.0)


def _title(features: Features, mark: str) -> float:
    return (
        _by_length(features, _TITLE_LENGTH)
        - 1.8 * features.ends_full
        - 1.0 * (not features.has_stops and features.words > 12)
        - 1.0 * features.ends_open
        - 1.2 * min(features.sentences, 2)
        - 1.0 * (features.ends_question and features.sentences > 0)
        - 1.0 * features.opens_text
        - 0.4 * min(features.verbs, 3)
        - 1.5 * features.lower_start
        + 1.0 * (features.capitals and features.words > 2)
        + 1.0 * (features.title_case and features.words > 3 and not features.body)
        + 0.5 * features.colon
        + 0.5 * features.quoted
        + 0.7 * bool(mark)
        - 1.5 * features.place
        - 0.7 * features.body
        - 1.5 * (features.short_list and not features.colon)
        - _unlikeness(features)
    )


def _abstract(features: Features) -> float:
    stops = features.ends_full or features.ends_question
    unfinished = features.has_stops and not stops
    return (
        _by_length(features, _ABSTRACT_LENGTH)
        + 2.0 * features.ends_full
        + 1.5 * (not features.has_stops and features.words > 12)
        + 0.3 * features.ends_question
        - (0.8 if features.words < 15 else 1.5) * unfinished
        - 1.5 * (unfinished and features.words < 4)
        + 1.2 * min(features.sentences, 3)
        + 1.0 * (features.ends_question and features.sentences > 0)
        + 1.5 * features.opens_text
        + 0.5 * min(features.verbs, 3)
        + 0.5 * features.lower_start
        - 2.0 * features.capitals
        - (1.0 if features.words < 13 else 3.0) * features.title_case
        - 0.5 * features.quoted
        - 1.0 * features.short_list
        - _unlikeness(features)
    )


def _metadata(features: Features) -> float:
    if is_hard(features):
        return 4.0
    if features.persons is Certainty.SURE:
        return 3.0
    length = _by_length(features, _METADATA_LENGTH)
    if features.persons is Certainty.LIKELY or features.body:
        length = max(length, 0.0)
    return (
        (max(length, 0.0) if features.short_list else length)
        + _FOR_METADATA.get(features.persons, 0.0)
        + (1.2 if features.words < 4 else 3.0) * features.place
        + 1.0 * features.body
        + 1.5 * features.short_list
        - 1.0 * (features.phrase and not features.body)
        - 3.5 * (features.ends_full or features.ends_question)
        - 1.5 * features.quoted
        - 1.0 * (features.colon and not features.short_list)
        - 1.0 * features.opens_text
    )


def _heading(features: Features, mark: str) -> float:
    return (
        _by_length(features, _HEADING_LENGTH)
        - 2.0 * features.ends_full
        - 1.0 * features.ends_question
        - 0.5 * min(features.verbs, 2)
        - 1.5 * features.lower_start
        - 0.7 * features.short_list
        - 1.0 * features.quoted
        + 0.8 * features.place
        + 2.0 * (mark == "hash")
        - 1.0 * (mark in ("bullet", "number"))
        - _unlikeness(features)
    )
