"""Suggesting: the names of authorities that are spelt most like an unknown name."""

from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from regesta.linking.authorities import Authorities
from regesta.linking.folding import keys
from regesta.records import Kind

_NEAR = 0.72
_SHORT = 5
"""Short names are alike by chance."""
_LONGER = 0.4
_MOST = 3
_REMEMBERED = 1 << 14

Suggestion = tuple[str, float]


class _Group(NamedTuple):
    """Different labels of one length and one kind, and whom each of them names."""

    labels: tuple[str, ...]
    owners: tuple[tuple[tuple[str, str], ...], ...]


class Suggestions:
    """Every label by its length, so that a name is compared with those it may be like.

    A likeness that is quick to compute and never too small leaves few labels to the exact one.
    """

    def __init__(self, authorities: Authorities) -> None:
        table: dict[tuple[Kind, int], dict[str, list[tuple[str, str]]]] = {}
        for thing in authorities.things:
            for label in () if thing.is_subdivision else thing.labels:
                folded = " ".join(keys(label.text))
                group = table.setdefault((thing.kind, len(folded)), {})
                group.setdefault(folded, []).append((thing.iri, label.text))
        self._groups = {
            key: _Group(tuple(group), tuple(map(tuple, group.values())))
            for key, group in table.items()
        }
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)

    def _find(self, text: str, kinds: tuple[Kind, ...]) -> tuple[Suggestion, ...]:
        """The names most like a text, with their likeness, at most three and best first."""
        folded = " ".join(keys(text))
        if len(folded) < _SHORT:
            return ()
        matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
        matcher.set_seq2(folded)
        found: dict[str, tuple[float, str]] = {}
        for label, owners in self._likely(folded, kinds):
            matcher.set_seq1(label)
            likeness = matcher.ratio()
            for iri, written in owners:
                found[iri] = max(found.get(iri, (0.0, "")), (likeness, written))
        best = sorted(found.values(), key=lambda item: (-item[0], item[1]))[:_MOST]
        return tuple((written, likeness) for likeness, written in best if likeness > _NEAR)

    def _likely(
        self, folded: str, kinds: tuple[Kind, ...]
    ) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        margin = int(_LONGER * len(folded))
        likely = []
        for length in range(len(folded) - margin, len(folded) + margin + 1):
            for kind in kinds:
                if group := self._groups.get((kind, length)):
                    likely += [
                        (label, group.owners[at])
                        for label, _, at in process.extract(
                            folded,
                            group.labels,
                            scorer=fuzz.ratio,
                            processor=None,
                            score_cutoff=100 * _NEAR,
                            limit=None,
                        )
                    ]
        return likely
