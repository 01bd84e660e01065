"""Organisations of ROR as candidates beside our own agencies, which always come first."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from regesta.linking.organisations import Organisation, Organisations
from regesta.outputs.reconciliation.model import LIKE, Candidate
from regesta.values.authority_iris import authority_iri
from regesta.vocabulary import ROR

_VERY_NAME = 0.98
_EXACT = 97.0
_BESIDE = 80.0
_LIKELY = 0.8
_MOST = 5
_IDENTIFIER = re.compile(rf"{re.escape(ROR)}0[a-z0-9]{{6}}[0-9]{{2}}")


class Registry:
    """The organisations of a table of ROR, which is read when the first agency is looked up."""

    def __init__(self, path: Path) -> None:
        self._organisations = _read_once(path)

    def prepare(self) -> None:
        """Read the table, if that has not been done."""
        self._organisations.search("")

    def get(self, iri: str) -> Candidate | None:
        """The organisation with an IRI of ROR, however that is written."""
        known = authority_iri(iri) or ""
        found = self._organisations.get(known) if is_ror(known) else None
        return _candidate(found, 100.0, is_safe=True) if found else None

    def find(self, text: str, ours: Sequence[Candidate]) -> list[Candidate]:
        """The organisations that a name may mean, beside those of our agencies that it may.

        One that alone bears the very name is safe, if none of ours bears it.
        """
        found = self._organisations.search(text, _MOST)
        named = [one for one in found if one.score >= _VERY_NAME]
        if any(one.score > LIKE for one in ours):
            return [_candidate(one, min(_BESIDE, one.score * 100 * _LIKELY)) for one in found]
        return [
            _candidate(one, _EXACT, is_safe=len(named) == 1)
            if one in named
            else _candidate(one, one.score * 100 * _LIKELY)
            for one in found
        ]


def is_ror(iri: str) -> bool:
    """Whether a text is an IRI of ROR, and nothing else."""
    return _IDENTIFIER.fullmatch(iri) is not None


@cache
def _read_once(path: Path) -> Organisations:
    """The table is the same for every release."""
    return Organisations(path)


def _candidate(found: Organisation, score: float, *, is_safe: bool = False) -> Candidate:
    parts = ("Organisation", found.country, "in ROR, not in this catalogue")
    described = " · ".join(part for part in parts if part)
    return Candidate(found.iri, "agency", found.name, round(score, 1), is_safe, described)
