"""Institutions: names of places and agencies that only serve to name something else."""

from regesta.linking import lexicon
from regesta.linking.context import Context
from regesta.linking.folding import Token
from regesta.linking.inflection import arabic_stems, is_cyrillic, is_russian_genitive
from regesta.linking.matching import Match
from regesta.records import Kind

_REACH = 14
_MOST_SMALL = 2
_ARTICLES = frozenset({"the", "la", "le", "el", "l"})


def belongs_to_feature(context: Context, match: Match) -> bool:
    """Whether it only says where a water or a town is: Gulf of Guinea, Ciudad de México."""
    position = match.start - 1
    while position >= 0 and context.words.tokens[position].key in _ARTICLES:
        position -= 1
    if position < 1 or context.words.tokens[position].key not in lexicon.OF:
        return False
    if any(context.is_parted(at) for at in range(position, match.start + 1)):
        return False
    return context.words.tokens[position - 1].key in lexicon.FEATURES_BEFORE


def belongs_to_institution(context: Context, match: Match) -> bool:
    """Whether it ends an institution's name: Ministry of Labour and Justice of Georgia."""
    is_listed, is_joined = False, is_cyrillic(context.words.tokens[match.start].key)
    small = 0
    for position in range(match.start - 1, max(match.start - _REACH, -1), -1):
        token, gap = context.words.tokens[position], context.words.gap(position + 1)
        if context.is_parted(position + 1):
            return False
        if "," in gap and position + 1 == match.start and not context.is_region(position):
            return False
        owner = context.owners.get(position)
        if _heads_institution(token, small):
            several = token.key.endswith("s")
            adjacent = position + 1 == match.start
            return owner is None and (is_joined or adjacent) and (several or not is_listed)
        if owner is not None and owner.of(Kind.AGENCY):
            return False
        is_listed = is_listed or context.is_region(position)
        is_joined = is_joined or token.key in lexicon.OF
        small += not _is_within_long_name(token)
        if small > _MOST_SMALL or (small and not is_joined):
            return False
    return False


def _heads_institution(token: Token, small: int) -> bool:
    """Whether a noun heads the name, of which so many words are not capitalised."""
    if token.key in lexicon.ANY_CASE_INSTITUTIONS:
        return True
    return not small and token.key in lexicon.INSTITUTIONS and token.is_capitalised


def _is_within_long_name(token: Token) -> bool:
    return token.is_capitalised or token.key in lexicon.CONNECTORS or is_russian_genitive(token.key)


def names_treaty(context: Context, match: Match) -> bool:
    """Whether an agency is named in the name of a treaty only, and so is not itself named."""
    return _bears_name_before(context, match) or _bears_name_after(context, match)


def _bears_name_before(context: Context, match: Match) -> bool:
    """Whether a treaty stands before it: Convention of the United Nations."""
    position, is_joined = match.start - 1, not context.words.tokens[match.start].key.isascii()
    while position >= 0 and context.words.tokens[position].key in lexicon.CONNECTORS:
        is_joined = is_joined or context.words.tokens[position].key in lexicon.OF
        position -= 1
    if position < 0 or not is_joined or context.is_parted(position + 1):
        return False
    before = context.words.tokens[position].key
    return not lexicon.INSTRUMENTS.isdisjoint({before, *arabic_stems(before)})


def _bears_name_after(context: Context, match: Match) -> bool:
    """Whether a treaty stands behind it: UN Trafficking in Persons Protocol."""
    for position in range(match.end, min(match.end + 6, len(context.words.tokens))):
        token, gap = context.words.tokens[position], context.words.gap(position)
        if context.is_parted(position) or "," in gap:
            return False
        if token.key in lexicon.INSTRUMENTS and token.is_capitalised:
            return True
        if not token.is_capitalised and token.key not in lexicon.CONNECTORS | {"in", "on"}:
            return False
    return False
