"""Given names: whether a country's name is that of a person, told by the words beside it."""

from regesta.linking import lexicon
from regesta.linking.context import Context
from regesta.linking.matching import Match

_JOINING = frozenset({"and", "with"})
_REACH = 4
"""How far behind a joining word the one may stand that tells whose it is."""


def is_given_name(context: Context, match: Match) -> bool:
    """Whether it is said of a person: “Chad said”, “my friend Chad”, “Chad, 34,”."""
    tokens = context.words.tokens
    if match.end - match.start > 1 or tokens[match.start].key not in lexicon.GIVEN_NAMES:
        return False
    before = context.before(match)
    if before is not None and before.key in lexicon.BEFORE_PERSONS:
        return True
    after = context.after(match)
    if after is not None and after.key in lexicon.AFTER_PERSONS:
        return True
    return _has_age(context, match) or _has_kin(context, match) or _is_told_kin(context, match)


def _has_age(context: Context, match: Match) -> bool:
    tokens = context.words.tokens
    if match.end == len(tokens) or context.words.gap(match.end) != ", ":
        return False
    age = tokens[match.end].key
    is_age = age.isdecimal() and len(age) == 2
    return is_age and context.words.gap(match.end + 1)[:1] in {",", ".", ")", ""}


def _is_told_kin(context: Context, match: Match) -> bool:
    """Whether a comma tells whose kin they are: “Chad, the eldest brother”."""
    tokens = context.words.tokens
    if match.end == len(tokens) or context.words.gap(match.end) != ", ":
        return False
    for position in range(match.end, min(match.end + _REACH + 1, len(tokens))):
        gap = context.words.gap(position)
        if position > match.end and (context.is_parted(position) or "," in gap):
            return False
        if tokens[position].is_capitalised:
            return False
        if tokens[position].key in lexicon.KIN:
            return True
    return False


def _has_kin(context: Context, match: Match) -> bool:
    """Whether someone of theirs is named: “Chad and his sister”."""
    after = context.after(match)
    if after is None or after.key not in _JOINING:
        return False
    following = context.words.tokens[match.end + 1 : match.end + 2]
    return any(token.key in lexicon.BELONGING for token in following)
