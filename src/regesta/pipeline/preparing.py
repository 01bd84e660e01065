"""Preparing: one record through linking, mapping and validation, in any process."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pyoxigraph import Quad

from regesta.findings import Finding, Severity
from regesta.identifiers import Identifiers
from regesta.linking.duplicates import describe_record
from regesta.linking.linker import Linker
from regesta.mapping.agencies import map_agency
from regesta.mapping.persons import map_person
from regesta.mapping.publications import map_publication
from regesta.pipeline.authorities import AuthorityGraphs
from regesta.pipeline.outcome import Outcome
from regesta.pipeline.prepared import Item, PreparedGraph, PreparedRecord, PreparedUnit
from regesta.records import LinkedRecord, Name, Place, Record
from regesta.release.graphs import checksum_of, graph_lines
from regesta.settings import SourceSettings
from regesta.sources.reader import Unit
from regesta.sources.registry import reader
from regesta.validation.validator import Validator
from regesta.validation.values import validate_values


@dataclass(frozen=True, slots=True)
class Batch:
    """Some units of one source."""

    source: SourceSettings
    units: tuple[Unit, ...]


Unidentified = tuple[Record | Finding, ...]
"""What a unit gave whose records still need their identifiers."""


class Preparer:
    """All that the stages between reading and release need; made once, shared by processes."""

    def __init__(
        self,
        identifiers: Identifiers,
        authorities: AuthorityGraphs,
        linker: Linker,
        validator: Validator,
    ) -> None:
        self._identifiers, self._authorities = identifiers, authorities
        self._linker, self._validator = linker, validator

    def prepare_batch(self, batch: Batch) -> list[PreparedUnit | Unidentified]:
        """What each unit of a batch gives; not prepared where a record has no identifier yet."""
        return [self._prepare_unit(unit, batch.source) for unit in batch.units]

    def _prepare_unit(self, unit: Unit, source: SourceSettings) -> PreparedUnit | Unidentified:
        read = tuple(reader(source.reader).read(unit, source))
        if any(isinstance(item, Record) and not item.identifier for item in read):
            return read
        return self.prepare_items(read, source)

    def prepare_items(
        self,
        read: Iterable[Record | Finding],
        source: SourceSettings,
        *,
        are_registered: bool = False,
    ) -> PreparedUnit:
        """What the records and findings of one unit give; every record has its identifier."""
        items: list[Item] = []
        lines: list[bytes] = []
        start = 0
        for item in self.outcomes(read, source):
            if isinstance(item, Finding):
                items.append(item)
                continue
            graphs = _graphs(item) if item.is_publishable else ()
            prepared = []
            for document, content in graphs:
                prepared.append(PreparedGraph(document, checksum_of(content), start, len(content)))
                lines.append(content)
                start += len(content)
            items.append(replace(_prepared(item, prepared), is_registered=are_registered))
        return PreparedUnit(tuple(items), b"".join(lines))

    def key_of(self, quads: Sequence[Quad], fingerprint: bytes) -> bytes:
        """What the graph of an authority is remembered by."""
        return hashlib.sha256(fingerprint + graph_lines(quads)).digest()

    def prepare_authority(self, document: str, quads: Sequence[Quad]) -> PreparedUnit:
        """The graph of an agency, a region or a theme, with what is wrong with it."""
        neighbours = self._authorities.neighbours(quads)
        findings = self._validator.validate_record(quads, neighbours)
        lines = graph_lines(quads)
        graph = PreparedGraph(document, checksum_of(lines), 0, len(lines))
        record = PreparedRecord("", "", Place("authorities"), findings, graph)
        return PreparedUnit((record,), lines)

    def outcomes(
        self, read: Iterable[Record | Finding], source: SourceSettings
    ) -> Iterator[Outcome | Finding]:
        """What becomes of each record; a finding is told once, though several records have it."""
        told: set[tuple[object, ...]] = set()
        for item in read:
            if isinstance(item, Finding):
                yield item
            else:
                outcome = self._process(_with_defaults(item, source), source)
                yield replace(outcome, findings=tuple(_only_new(outcome.findings, told)))

    def _process(self, record: Record, source: SourceSettings) -> Outcome:
        linked, link_findings = self._linker.link_record(
            record, publishes_new_agencies=reader(source.reader).publishes_new_agencies
        )
        quads = map_publication(linked, source, self._identifiers)
        others = self._map_others(linked)
        neighbours = [*self._authorities.neighbours(quads), *chain.from_iterable(others.values())]
        document = self._identifiers.document("publication", record.identifier).value
        found = (
            *link_findings,
            *validate_values(linked.record),
            *self._validator.validate_record(quads, neighbours, linked.record),
            *chain.from_iterable(
                self._validator.validate_record(graph, record=linked.record)
                for graph in others.values()
            ),
        )
        iri = self._identifiers.thing("publication", record.identifier).value
        findings = tuple(replace(each, record_title=record.title, record_iri=iri) for each in found)
        return Outcome(linked, document, quads, findings, others)

    def _map_others(self, linked: LinkedRecord) -> dict[str, tuple[Quad, ...]]:
        """The graphs of the persons and new agencies that a record names, by their documents."""
        graphs = (
            *(map_person(person, self._identifiers) for person in linked.persons),
            *(map_agency(agency, self._identifiers) for agency in linked.agencies),
        )
        names = (
            *(("person", person.identifier) for person in linked.persons),
            *(("agency", agency.identifier) for agency in linked.agencies),
        )
        return {
            self._identifiers.document(*name).value: graph
            for name, graph in zip(names, graphs, strict=True)
        }


def _graphs(outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    yield outcome.document_iri, graph_lines(outcome.quads)
    for document, quads in outcome.others.items():
        yield document, graph_lines(quads)


def _prepared(outcome: Outcome, graphs: Sequence[PreparedGraph]) -> PreparedRecord:
    record = outcome.linked.record
    return PreparedRecord(
        identifier=record.identifier,
        title=record.title,
        place=record.place,
        findings=outcome.findings,
        graph=graphs[0] if graphs else None,
        others=tuple(graphs[1:]),
        description=describe_record(outcome.linked) if graphs else (),
        named_at=dict(record.places).get("identifier"),
    )


def _only_new(findings: Iterable[Finding], told: set[tuple[object, ...]]) -> Iterator[Finding]:
    """A finding on a heading would else return in each record below it.

    A violation is always kept, since it is what keeps its record from being published.
    """
    for finding in findings:
        key = (finding.code, finding.place, finding.value)
        if key not in told or finding.severity is Severity.VIOLATION:
            told.add(key)
            yield finding


def _with_defaults(record: Record, source: SourceSettings) -> Record:
    """The record with what `catalogue.toml` says of all records of its source."""
    themes = tuple(Name(theme, record.place, theme) for theme in source.themes)
    publisher = Name(source.publisher, record.place, source.publisher)
    return replace(
        record,
        themes=record.themes + themes,
        publishers=record.publishers or ((publisher,) if source.publisher else ()),
        languages=record.languages or ((source.language,) if source.language else ()),
    )
