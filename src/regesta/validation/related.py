"""Judges what a record says of other publications and of those who contributed to it."""

from collections.abc import Iterator

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Record
from regesta.values.relators import relator_code
from regesta.values.standard_numbers import read_doi_or_iri
from regesta.values.texts import read_iri
from regesta.vocabulary import RELATION_KINDS


def judge_relations(record: Record) -> Iterator[Finding]:
    """A finding for each relation that leads nowhere, or whose kind is not known."""
    place = record.place_of("relations")
    for relation in record.relations:
        if read_doi_or_iri(relation.target) is None:
            yield new_finding("relation-malformed", place, value=relation.target)
        elif relation.kind not in RELATION_KINDS:
            kinds = ", ".join(RELATION_KINDS)
            yield new_finding("relation-unknown", place, value=relation.kind, kinds=kinds)
    for match in record.matches:
        if read_iri(match) is None:
            yield new_finding("match-malformed", record.place_of("matches"), value=match)


def judge_roles(record: Record) -> Iterator[Finding]:
    """A finding for each role that a contributor cannot have."""
    for field in ("creators", "contributors"):
        for contributor in getattr(record, field):
            if contributor.role and relator_code(contributor.role) is None:
                place = record.place_of(field)
                yield new_finding("role-unknown", place, value=contributor.role)
