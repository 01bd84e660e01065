"""Subjects: which of the themes that a record names it is about."""

from collections import Counter
from collections.abc import Iterator, Sequence

from regesta.linking.folding import keys
from regesta.linking.lexicon import COMMON_THEMES, FIELD_THEMES
from regesta.linking.mentions import Mention
from regesta.records import Kind, Record

_SHORT = 80
"""An abstract of fewer words than this names hardly anything in passing."""

FoundIn = tuple[str, Mention]
"""The field of the record that a mention was found in, and the mention."""


def without_passing(found: Sequence[FoundIn], record: Record) -> Iterator[FoundIn]:
    """All mentions but the themes that are said in passing or of something else.

    Those are in passing that only a long abstract has, and only once. “Shelter” and the like are
    words of any field, and themes only where one of ours is named that is no such word.
    """
    is_of_field = bool(record.themes or record.tags) or any(
        mention.candidates[0].entry.thing.local_name in FIELD_THEMES for _, mention in found
    )
    found = [(field, each) for field, each in found if is_of_field or not _is_common(each)]
    longest = max((len(keys(text.value)) for text in record.abstracts), default=0)
    times = Counter(mention.candidates[0].entry.thing.iri for _, mention in found)
    for field, mention in found:
        repeated = times[mention.candidates[0].entry.thing.iri] > 1
        is_theme = mention.kind is Kind.THEME and field == "abstracts"
        if repeated or not is_theme or longest < _SHORT:
            yield field, mention


def _is_common(mention: Mention) -> bool:
    """Whether a theme is named by one word that may be said of anything."""
    thing = mention.candidates[0].entry.thing
    return thing.local_name in COMMON_THEMES and len(keys(mention.name)) == 1
