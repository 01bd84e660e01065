"""Places: whether the words around the name of a region let it stand for that region."""

from regesta.linking import lexicon
from regesta.linking.context import Casing, Context
from regesta.linking.folding import Token, is_unspaced
from regesta.linking.given_names import is_given_name
from regesta.linking.inflection import arabic_stems, is_cyrillic
from regesta.linking.institutions import belongs_to_feature, belongs_to_institution
from regesta.linking.matching import Match
from regesta.records import Kind


def allows_region(context: Context, match: Match) -> bool:
    """Whether a match may stand for a region, judged by its neighbours."""
    if is_unspaced(context.words.tokens[match.start].text):
        return _allows_unspaced(context, match)
    before, after = context.before(match), context.after(match)
    return not (
        _lacks_support(context, match)
        or (before is not None and _refuses_after_it(context, before, match))
        or (after is not None and _refuses_before_it(context, after, match))
        or _is_name_of_person(context, match)
        or is_given_name(context, match)
        or _is_river(context, match)
        or _is_in_a_state(context, match)
        or belongs_to_feature(context, match)
        or belongs_to_institution(context, match)
    )


def _lacks_support(context: Context, match: Match) -> bool:
    """Whether it may mean something else, and nothing beside it shows that it does not."""
    labels = {entry.label.text for entry in match.of(Kind.REGION)}
    if match.end - match.start > 1 or not labels <= lexicon.SUPPORTED_ONLY.keys():
        return False
    before = context.words.tokens[match.start - 1].key if match.start else ""
    if any(before in lexicon.SUPPORTED_ONLY[label] for label in labels):
        return False
    return not (_is_listed(context, match.start - 1, -1) or _is_listed(context, match.end, 1))


def _is_listed(context: Context, position: int, step: int) -> bool:
    """Whether another region stands there, or behind a joining word."""
    if context.is_region(position):
        return True
    if not 0 <= position < len(context.words.tokens):
        return False
    return context.words.tokens[position].key in lexicon.CONNECTORS and context.is_region(
        position + step
    )


def _refuses_after_it(context: Context, before: Token, match: Match) -> bool:
    """Whether the word before makes another name of it: New Mexico, Michael Jordan."""
    first = context.words.tokens[match.start].key
    if (before.key, first) in lexicon.NOT_PLACES:
        return True
    if before.key in lexicon.NEW and (before.is_capitalised or context.casing is Casing.LOWER):
        return True
    forms = {before.key, *arabic_stems(before.key)}
    if not forms.isdisjoint(lexicon.FEATURES_BEFORE | lexicon.ANY_CASE_INSTITUTIONS):
        return True
    if before.key in lexicon.PERSON_TITLES and before.is_capitalised:
        return True
    if before.text[0].isalpha() and before.text.lower() == before.text.upper():
        return not forms.isdisjoint(lexicon.INSTITUTIONS)
    if is_cyrillic(before.key) and before.key in lexicon.INSTITUTIONS:
        return True
    is_hyphened = context.words.gap(match.start) in "-‐‑"
    if before.key in lexicon.DIRECTIONS:
        is_country = any(entry.thing.is_country for entry in match.of(Kind.REGION))
        return is_hyphened and not is_country  # Nord-Amerika is not Amerika
    if (match.start - 1) in context.owners or (is_hyphened and _lies_between(context, match)):
        return False
    return before.is_capitalised and context.is_strange(match.start - 1)


def _lies_between(context: Context, match: Match) -> bool:
    after = context.after(match)
    return after is not None and after.key in lexicon.BETWEEN


def _refuses_before_it(context: Context, after: Token, match: Match) -> bool:
    """Whether the word after makes another name of it: Niger Delta, Chad Smith."""
    last = context.words.tokens[match.end - 1]
    if after.key in lexicon.FEATURES and (
        after.is_capitalised or after.key in lexicon.FEATURES_BEFORE or last.key in lexicon.RIVERS
    ):
        return not context.is_region(match.end)
    if after.key in lexicon.INSTITUTIONS and after.is_capitalised:
        return True
    if after.key in lexicon.THINGS and match.end - match.start == 1:
        return True
    if last.is_upper and after.key in lexicon.STATE_WORDS:
        return True
    if match.end in context.owners:
        return False
    return after.is_capitalised and context.is_strange(match.end)


def _is_name_of_person(context: Context, match: Match) -> bool:
    """Whether initials stand beside it: M. Jordan; Jordan, M."""
    tokens = context.words.tokens
    before = tokens[match.start - 1] if match.start else None
    if before is not None and before.is_capitalised and context.words.gap(match.start) == ". ":
        is_title = before.key in lexicon.PERSON_TITLES and len(before.key) <= 4
        if len(before.text) == 1 or is_title:
            return True
    if match.end == len(tokens) or not context.words.gap(match.end).startswith(", "):
        return False
    after = tokens[match.end]
    return len(after.text.replace(".", "")) == 1 and context.words.gap(match.end + 1)[:1] == "."


def _is_river(context: Context, match: Match) -> bool:
    """Whether it has the article of a river, and no noun that the article may belong to."""
    before, after = context.before(match), context.after(match)
    if context.words.tokens[match.start].key not in lexicon.RIVERS or match.end - match.start > 1:
        return False
    has_noun = after is not None and after.key not in lexicon.FUNCTION_WORDS
    return before is not None and before.key == "the" and not has_noun


def _is_in_a_state(context: Context, match: Match) -> bool:
    """Whether it is a town of the United States: Lebanon, Tennessee."""
    tokens = context.words.tokens
    if match.end == len(tokens) or tokens[match.end].key not in lexicon.US_STATES:
        return False
    listed = (
        match.end + 2 < len(tokens)
        and tokens[match.end + 1].key in {"and", "or"}
        and (tokens[match.end + 2].key in lexicon.US_STATES or context.is_region(match.end + 2))
    )
    return context.words.gap(match.end) == ", " and not listed


def _allows_unspaced(context: Context, match: Match) -> bool:
    start = context.words.tokens[match.start].start
    stop = context.words.tokens[match.end - 1].end
    return not (
        context.words.text.startswith(lexicon.UNSPACED_AFTER, stop)
        or context.words.text.endswith(lexicon.UNSPACED_BEFORE, 0, start)
    )
