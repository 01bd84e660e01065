"""Hints: the organisations of a registry that an unknown agency may be, told to a curator."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.findings import Finding
from regesta.linking.organisations import Candidates, Organisation

_UNKNOWN = frozenset(
    f"{what}-not-known" for what in ("agency", "contributor", "creator", "funder", "publisher")
)
_ASKING = "did you mean "
_LIKELY = 0.85
_MOST = 2


def with_hints(findings: Iterable[Finding], organisations: Candidates) -> Iterator[Finding]:
    """The findings; one on an unknown agency also asks whether an organisation of ROR is meant."""
    for finding in findings:
        found = organisations.search(finding.value) if finding.code in _UNKNOWN else ()
        likely = [each for each in found if each.score >= _LIKELY][:_MOST]
        yield replace(finding, example=_example(finding.example, likely)) if likely else finding


def _example(example: str, likely: list[Organisation]) -> str:
    named = ", ".join(
        f"“{each.name}” ({each.country}; {each.evidence}; ROR {each.iri})" for each in likely
    )
    asked = example.removesuffix("?") + ", " if example.startswith(_ASKING) else _ASKING
    return f"{asked}{named}?"
