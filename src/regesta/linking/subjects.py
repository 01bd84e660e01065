"""Subjects: which of the themes that a record names it is about."""

from collections import Counter
from collections.abc import Iterator, Sequence

from regesta.linking.folding import keys
from regesta.linking.mentions import Mention
from regesta.records import Kind, Record

_SHORT = 80
"""An abstract of fewer words than this names hardly anything in passing."""

FoundIn = tuple[str, Mention]
"""The field of the record that a mention was found in, and the mention."""


def without_passing(found: Sequence[FoundIn], record: Record) -> Iterator[FoundIn]:
    """All mentions but the themes that only a long abstract has, and only once."""
    longest = max((len(keys(text.value)) for text in record.abstracts), default=0)
    times = Counter(mention.candidates[0].entry.thing.iri for _, mention in found)
    for field, mention in found:
        repeated = times[mention.candidates[0].entry.thing.iri] > 1
        is_theme = mention.kind is Kind.THEME and field == "abstracts"
        if repeated or not is_theme or longest < _SHORT:
            yield field, mention
