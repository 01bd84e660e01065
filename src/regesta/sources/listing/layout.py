"""Fourth stage: the roles of all lines at once.

Sites lay their lists out in few ways: metadata before or after, blank lines or none between title,
abstract and metadata, abstracts or titles only. For each such layout the best sequence of roles is
found by dynamic programming (Viterbi); the layout whose best sequence scores highest is the page's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from regesta.sources.listing.features import Features
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.scores import Role, score_roles
from regesta.sources.listing.words import fold, words

_SAMPLE = 240
_FORBIDDEN = -1000.0
_GAP = 0.7

# What follows what, apart from gaps and layout; a pair that is not here never occurs.
_FOLLOWS: dict[Role, dict[Role, float]] = {
    Role.NAVIGATION: {
        Role.NAVIGATION: 0.0,
        Role.HEADING: 0.5,
        Role.INTRODUCTION: -1.0,
        Role.LEAD: 0.0,
        Role.TITLE: 0.0,
    },
    Role.HEADING: {
        Role.NAVIGATION: -2.0,
        Role.HEADING: -0.6,
        Role.INTRODUCTION: 0.0,
        Role.LEAD: 0.0,
        Role.TITLE: 0.3,
    },
    Role.INTRODUCTION: {
        Role.NAVIGATION: -2.0,
        Role.HEADING: 0.0,
        Role.INTRODUCTION: 0.0,
        Role.LEAD: 0.0,
        Role.TITLE: 0.0,
    },
    Role.LEAD: {Role.LEAD: 0.0, Role.TITLE: 0.3},
    Role.TITLE: {
        Role.NAVIGATION: -3.0,
        Role.HEADING: -3.0,
        Role.LEAD: -2.0,
        Role.TITLE: -2.0,
        Role.SUBTITLE: 0.0,
        Role.BYLINE: 0.0,
        Role.ABSTRACT: 1.0,
    },
    Role.BYLINE: {
        Role.NAVIGATION: -3.0,
        Role.HEADING: -3.0,
        Role.LEAD: -2.5,
        Role.TITLE: -2.5,
        Role.BYLINE: 0.0,
        Role.ABSTRACT: 0.7,
    },
    Role.ABSTRACT: {
        Role.NAVIGATION: -1.5,
        Role.HEADING: -0.8,
        Role.LEAD: 0.2,
        Role.TITLE: 0.3,
        Role.ABSTRACT: 0.0,
        Role.TRAILER: 0.0,
    },
    Role.TRAILER: {
        Role.NAVIGATION: -1.5,
        Role.HEADING: -0.8,
        Role.LEAD: 0.0,
        Role.TITLE: 0.3,
        Role.TRAILER: 0.0,
    },
}
_FOLLOWS[Role.SUBTITLE] = _FOLLOWS[Role.TITLE]
_STARTS = {
    Role.NAVIGATION: 0.0,
    Role.HEADING: 0.5,
    Role.INTRODUCTION: -1.0,
    Role.LEAD: 0.0,
    Role.TITLE: -0.3,
}
_ENDS = {Role.LEAD: -4.0, Role.HEADING: -3.0}
# What changes where a list has no abstracts.
_TITLES_ONLY = {Role.ABSTRACT: -4.0, Role.TITLE: 2.5, Role.LEAD: 2.0, Role.HEADING: 1.0}
_BEFORE_ABSTRACT = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE})
_OF_AN_ITEM = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.ABSTRACT, Role.TRAILER})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is laid out; a gap is a blank line, or a line of navigation, before a part."""

    leads: bool
    abstracts: bool
    item_gap: bool
    abstract_gap: bool
    trailer_gap: bool

    def follows(self, before: Role, role: Role, *, gap: bool) -> float:
        """How well one role follows another in this layout."""
        score = _FOLLOWS[before].get(role, _FORBIDDEN)
        if role is Role.LEAD and not self.leads:
            return _FORBIDDEN
        if not self.abstracts:
            score += _TITLES_ONLY.get(role, 0.0) if before in _BEFORE_ABSTRACT else 0.0
        return score + self._gap(before, role, gap=gap)

    def _gap(self, before: Role, role: Role, *, gap: bool) -> float:
        if role is Role.SUBTITLE:
            return -3.0 if gap or not self.item_gap else 0.0
        if before is Role.LEAD:
            return -_GAP * gap if not self.abstract_gap else 0.0
        if role is Role.ABSTRACT and before is not Role.ABSTRACT:
            return _GAP if gap is self.abstract_gap else -_GAP
        if role in (Role.TRAILER, Role.BYLINE):
            return _GAP if gap is self.trailer_gap else -2 * _GAP
        if Role.HEADING in (before, role) and before not in _OF_AN_ITEM:
            return -_GAP if self.item_gap and not gap else 0.0
        if role in (Role.TITLE, Role.LEAD, Role.HEADING) and before in _OF_AN_ITEM:
            return _GAP if gap is self.item_gap else -2 * _GAP
        return 0.0


def find_roles(lines: Sequence[PageLine], features: Sequence[Features]) -> list[Role]:
    """The role of each line, in the layout that suits the page best."""
    is_marked = _is_marked(lines, features)
    scores = [
        score_roles(seen, line.mark, closes=line.closes, is_marked=is_marked)
        for line, seen in zip(lines, features, strict=True)
    ]
    if not lines:
        return []
    sample = slice(0, _SAMPLE)
    best = max(
        _layouts(),
        key=lambda layout: _best_path(layout, lines[sample], features[sample], scores[sample])[0],
    )
    return _best_path(best, lines, features, scores)[1]


def _is_marked(lines: Sequence[PageLine], features: Sequence[Features]) -> bool:
    """Whether the page marks its items by bullets, numbers or the label of a title."""
    marked = sum(line.mark in ("bullet", "number") and not line.listed for line in lines)
    labelled = sum(seen.label is not None and seen.label.field == "title" for seen in features)
    return marked >= 3 or labelled >= 2


def _layouts() -> Iterator[Layout]:
    """Every layout but those that part an item's own lines and not the items."""
    for flags in product((False, True), (True, False), (True, False), (True, False), (False, True)):
        layout = Layout(*flags)
        if layout.item_gap or not (layout.abstract_gap or layout.trailer_gap):
            yield layout


def _best_path(
    layout: Layout,
    lines: Sequence[PageLine],
    features: Sequence[Features],
    scores: Sequence[list[float]],
) -> tuple[float, list[Role]]:
    table = {gap: {role: _steps(layout, role, gap=gap) for role in Role} for gap in (False, True)}
    totals = [_STARTS.get(role, _FORBIDDEN) + scores[0][role] for role in Role]
    if not layout.leads:
        totals[Role.LEAD] = _FORBIDDEN
    trace: list[list[Role]] = []
    for index in range(1, len(lines)):
        bonus = _goes_on(lines, features, index)
        steps = table[lines[index].gap > 0]
        came_from: list[Role] = []
        following: list[float] = []
        for role in Role:
            before, total = max(
                ((b, totals[b] + step) for b, step in steps[role]), key=lambda pair: pair[1]
            )
            came_from.append(before)
            following.append(total + scores[index][role] + bonus.get(role, 0.0))
        trace.append(came_from)
        totals = following
    return _walk_back(totals, trace)


def _steps(layout: Layout, role: Role, *, gap: bool) -> list[tuple[Role, float]]:
    """The roles that may stand before a role, with the score of each step."""
    steps = [(before, layout.follows(before, role, gap=gap)) for before in Role]
    return [step for step in steps if step[1] > _FORBIDDEN / 2] or steps[:1]


def _walk_back(totals: list[float], trace: list[list[Role]]) -> tuple[float, list[Role]]:
    ended = [total + _ENDS.get(role, 0.0) for role, total in zip(Role, totals, strict=True)]
    last = max(Role, key=lambda role: ended[role])
    path = [last]
    for came_from in reversed(trace):
        path.append(came_from[path[-1]])
    return ended[last], path[::-1]


def _goes_on(
    lines: Sequence[PageLine], features: Sequence[Features], index: int
) -> dict[Role, float]:
    """What the line before says about this one: a sentence, title or list that goes on, or ends."""
    before, line, seen = lines[index - 1], lines[index], features[index]
    last = fold(before.text).rpartition(" ")[2]
    is_open = features[index - 1].ends_open or last in words().connectives
    bonus = {Role.SUBTITLE: 0.0 if is_open or seen.lower_start else -2.0}
    if before.closes:
        bonus |= {Role.ABSTRACT: -1.5, Role.TRAILER: -1.5, Role.BYLINE: -1.5, Role.SUBTITLE: -4.0}
    elif line.listed:
        bonus |= {Role.ABSTRACT: 4.0, Role.TITLE: -3.0, Role.SUBTITLE: -4.0}
    elif seen.lower_start and not line.gap:
        bonus[Role.ABSTRACT] = 1.0
    return bonus
