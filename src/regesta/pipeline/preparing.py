"""Preparing: one record through linking, mapping and validation, in any process."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from pyoxigraph import NamedNode, Quad

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
from regesta.records import LinkedRecord, Name, Place, Record, Text
from regesta.release.graphs import checksum_of, graph_lines
from regesta.settings import SourceSettings
from regesta.sources.reader import Unit
from regesta.sources.registry import reader
from regesta.validation.validator import RecordData, Validator
from regesta.validation.values import validate_values


@dataclass(frozen=True, slots=True)
class Batch:
    """Some units of one source."""

    source: SourceSettings
    units: tuple[Unit, ...]


_AT_ONCE = 100
_WARMING = (
    "Protección de las personas migrantes",
    "Menschenhandel und Ausbeutung der Arbeitskraft im Baugewerbe und in der Landwirtschaft, "
    "eine Untersuchung der Lage in den Ländern an der Donau mit Vorschlägen",
)
"""A short and a long text, of which each asks other models for its language."""

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

    def warm(self) -> None:
        """Do once what every process would else do for itself: load the models of languages."""
        for text in _WARMING:
            self._linker.link_record(Record("warm", Place("warm"), titles=(Text(text),)))

    def prepare_batch(self, batch: Batch) -> list[PreparedUnit | Unidentified]:
        """What each unit of a batch gives; not prepared where a record has no identifier yet."""
        chosen = reader(batch.source.reader)
        reads = [tuple(chosen.read(unit, batch.source)) for unit in batch.units]
        ready = [read for read in reads if all(map(_is_identified, read))]
        outcomes = iter(self._process(_records(chain.from_iterable(ready)), batch.source))
        return [
            self._unit(read, outcomes) if all(map(_is_identified, read)) else read for read in reads
        ]

    def prepare_items(
        self, read: Sequence[Record | Finding], source: SourceSettings
    ) -> PreparedUnit:
        """What the items of one unit give; its records have their identifiers from the registry."""
        outcomes = iter(self._process(_records(read), source))
        return self._unit(read, outcomes, are_registered=True)

    def key_of(self, quads: Sequence[Quad], fingerprint: bytes) -> bytes:
        """What the graph of an authority is remembered by."""
        return hashlib.sha256(fingerprint + graph_lines(quads)).digest()

    def prepare_authority(self, quads: Sequence[Quad]) -> PreparedUnit:
        """The graph of an agency, a region or a theme, with what is wrong with it."""
        neighbours = self._authorities.neighbours(quads)
        findings = self._validator.validate_record(quads, neighbours)
        lines = graph_lines(quads)
        document = quads[0].graph_name
        assert isinstance(document, NamedNode)
        graph = PreparedGraph(document.value, checksum_of(lines), 0, len(lines))
        record = PreparedRecord("", "", Place("authorities"), findings, graph)
        return PreparedUnit((record,), lines)

    def outcomes(
        self, read: Iterator[Record | Finding], source: SourceSettings
    ) -> Iterator[Outcome | Finding]:
        """What becomes of each record; a finding is told once, though several records have it."""
        told: set[tuple[object, ...]] = set()
        while group := list(islice(read, _AT_ONCE)):
            outcomes = iter(self._process(_records(group), source))
            for item in group:
                yield item if isinstance(item, Finding) else _told_once(next(outcomes), told)

    def _process(self, records: Sequence[Record], source: SourceSettings) -> list[Outcome]:
        """Link and map each record, validate all together, which is many times as fast."""
        drafts = [self._draft(_with_defaults(record, source), source) for record in records]
        judged: list[RecordData] = []
        for draft in drafts:
            judged.append((draft.quads, self._neighbours(draft), draft.linked.record))
            judged.extend((graph, (), draft.linked.record) for graph in draft.others.values())
        found = iter(self._validator.validate_records(judged))
        return [
            replace(
                draft,
                findings=self._complete(
                    draft, source, tuple(chain.from_iterable(islice(found, 1 + len(draft.others))))
                ),
            )
            for draft in drafts
        ]

    def _draft(self, record: Record, source: SourceSettings) -> Outcome:
        linked, findings = self._linker.link_record(
            record, publishes_new_agencies=reader(source.reader).publishes_new_agencies
        )
        quads = map_publication(linked, source, self._identifiers)
        document = self._identifiers.document("publication", record.identifier).value
        return Outcome(linked, document, quads, findings, self._map_others(linked))

    def _neighbours(self, draft: Outcome) -> list[Quad]:
        own = chain.from_iterable(draft.others.values())
        return [*self._authorities.neighbours(draft.quads), *own]

    def _complete(
        self, draft: Outcome, source: SourceSettings, found: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """The findings of linking, on the values and on the graphs of one record."""
        record = draft.linked.record
        iri = self._identifiers.thing("publication", record.identifier).value
        every = (*draft.findings, *validate_values(record, _latest_year(source)), *found)
        return tuple(finding.about(record.title, iri) for finding in every)

    def _unit(
        self,
        read: Iterable[Record | Finding],
        outcomes: Iterator[Outcome],
        *,
        are_registered: bool = False,
    ) -> PreparedUnit:
        """One unit out of what was read of it and the outcomes of its records, in order."""
        told: set[tuple[object, ...]] = set()
        items: list[Item] = []
        lines: list[bytes] = []
        start = 0
        for item in read:
            if isinstance(item, Finding):
                items.append(item)
                continue
            outcome = _told_once(next(outcomes), told)
            prepared = []
            for document, content in _graphs(outcome) if outcome.is_publishable else ():
                prepared.append(PreparedGraph(document, checksum_of(content), start, len(content)))
                lines.append(content)
                start += len(content)
            record = _prepared(outcome, prepared)
            named = tuple(dict.fromkeys(self._authorities.subdivisions_in(outcome.quads)))
            items.append(replace(record, is_registered=are_registered, subdivisions=named))
        return PreparedUnit(tuple(items), b"".join(lines))

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


def _latest_year(source: SourceSettings) -> int:
    """The year after that of the source, which the clock has no part in."""
    year = source.modified[:4]
    return int(year) + 1 if year.isdecimal() else 9999


def _is_identified(item: Record | Finding) -> bool:
    return isinstance(item, Finding) or bool(item.identifier)


def _records(items: Iterable[Record | Finding]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


def _told_once(outcome: Outcome, told: set[tuple[object, ...]]) -> Outcome:
    return replace(outcome, findings=tuple(_only_new(outcome.findings, told)))


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
        description=describe_record(outcome.linked) if graphs else None,
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
