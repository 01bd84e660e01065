"""The stages over one catalogue: check a file, or build a release of all sources."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from regesta.errors import SourceError
from regesta.findings import Finding, Severity
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.linking.organisations import Organisations
from regesta.mapping.persons import map_person
from regesta.mapping.publications import map_publication
from regesta.mapping.sources import map_source
from regesta.pipeline.authorities import read_authority_graphs, read_ontology
from regesta.pipeline.outcome import Outcome, Tally
from regesta.records import Name, Place, Record
from regesta.release.repository import BuildResult, ReleaseRepository
from regesta.settings import Settings, SourceSettings
from regesta.sources.identifier_registry import IdentifierRegistry
from regesta.sources.registry import guess_reader, reader
from regesta.validation.validator import Validator
from regesta.validation.values import validate_values

Progress = Callable[[str, int], None]
"""Told the name of a source, and how many of its records are done."""


class Pipeline:
    """The stages over one catalogue; making it reads the authorities and the shapes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._identifiers = Identifiers(settings.catalogue.base_iri)
        self._authorities = read_authority_graphs(settings, self._identifiers)
        self._linker = Linker(
            Authorities.from_quads(self._authorities.quads(), self._identifiers),
            self._identifiers,
            settings.catalogue.languages,
            Organisations(settings.data / "authorities" / "ror.tsv.gz"),
        )
        self._validator = Validator.load()

    def check(self, path: Path, reader_name: str | None = None) -> Iterator[Outcome | Finding]:
        """Read, link, map and validate the records of one file; nothing is kept."""
        chosen = reader(reader_name) if reader_name else guess_reader(path)
        source = SourceSettings(
            name=path.stem or path.name,
            reader=chosen.name,
            path=str(path),
            title=path.name,
            modified=self._settings.catalogue.modified,
        )
        return self._outcomes(source, path, self._registry(source), Tally())

    def build(
        self, repository: ReleaseRepository, created: datetime, progress: Progress | None = None
    ) -> tuple[BuildResult, Tally]:
        """Make a release of every source that the catalogue declares, and switch to it.

        Raises SourceError where a source gives no record at all: a catalogue that lacks a whole
        source would look complete. Then, and at any other error, the release before stays.
        """
        tally = Tally()
        registries: list[IdentifierRegistry] = []
        result = repository.build(
            self._quads(tally, registries, progress),
            tally.findings,
            base_iri=self._settings.catalogue.base_iri,
            created=created,
            statistics=tally.statistics,
        )
        for registry in registries:
            registry.save()
        return result, tally

    def _quads(
        self, tally: Tally, registries: list[IdentifierRegistry], progress: Progress | None
    ) -> Iterator[Quad]:
        """Every quad of a release; the tally is complete when the last one has been taken."""
        yield from read_ontology()
        for quads in self._authorities.always():
            yield from self._judged(quads, tally)
        for source in self._settings.catalogue.sources:
            registry = self._registry(source)
            registries.append(registry)
            yield from map_source(source, self._identifiers)
            yield from self._source_quads(source, registry, tally, progress)
        for name in sorted(tally.subdivisions):
            yield from self._judged(self._authorities.graphs[name], tally)
        for person in tally.persons.values():
            yield from map_person(person, self._identifiers)

    def _judged(self, quads: tuple[Quad, ...], tally: Tally) -> tuple[Quad, ...]:
        neighbours = self._authorities.neighbours(quads)
        tally.findings += self._validator.validate_record(quads, neighbours)
        return quads

    def _source_quads(
        self,
        source: SourceSettings,
        registry: IdentifierRegistry,
        tally: Tally,
        progress: Progress | None,
    ) -> Iterator[Quad]:
        path = self._settings.data / source.path
        before = tally.published, tally.read
        for item in self._outcomes(source, path, registry, tally):
            if isinstance(item, Finding):
                tally.count_finding(item)
                continue
            tally.count_outcome(item)
            if item.is_publishable:
                tally.subdivisions.update(self._authorities.subdivisions_in(item.quads))
                yield from item.quads
            if progress:
                progress(source.title, tally.read - before[1])
        if tally.published == before[0]:
            raise SourceError(_nothing_to_publish(source, path, tally.findings))

    def _outcomes(
        self,
        source: SourceSettings,
        path: Path,
        registry: IdentifierRegistry,
        tally: Tally,
    ) -> Iterator[Outcome | Finding]:
        for item in reader(source.reader).read_records(path, source):
            if isinstance(item, Finding):
                yield item
            else:
                yield self._process(_with_defaults(registry.assign(item), source), source, tally)

    def _process(self, record: Record, source: SourceSettings, tally: Tally) -> Outcome:
        linked, link_findings = self._linker.link_record(record)
        quads = map_publication(linked, source, self._identifiers)
        persons = {
            person.identifier: map_person(person, self._identifiers) for person in linked.persons
        }
        neighbours = [*self._authorities.neighbours(quads), *chain.from_iterable(persons.values())]
        document = self._identifiers.document("publication", record.identifier).value
        found = (
            *link_findings,
            *validate_values(linked.record),
            *self._validator.validate_record(quads, neighbours, linked.record),
            *self._judge_persons(persons, linked.record, tally),
            *_double(record, document, tally.places),
        )
        iri = self._identifiers.thing("publication", record.identifier).value
        findings = tuple(
            replace(each, record_title=record.title, record_iri=iri)
            for each in tally.only_new(found)
        )
        return Outcome(linked, document, quads, findings)

    def _judge_persons(
        self, persons: Mapping[str, tuple[Quad, ...]], record: Record, tally: Tally
    ) -> Iterator[Finding]:
        """What is wrong with persons whom no published record has named yet."""
        for identifier, quads in persons.items():
            if identifier not in tally.persons:
                yield from self._validator.validate_record(quads, record=record)

    def _registry(self, source: SourceSettings) -> IdentifierRegistry:
        return IdentifierRegistry(self._settings.data / "registry" / f"{source.name}.tsv")


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


def _double(record: Record, document: str, places: dict[str, Place]) -> list[Finding]:
    """A violation where an earlier record of this run has the same identifier."""
    first = places.setdefault(document, record.place)
    if first is record.place:
        return []
    return [
        Finding(
            code="identifier-duplicated",
            severity=Severity.VIOLATION,
            message=f"The id “{record.identifier}” is also that of the record at {first}.",
            place=record.place_of("identifier"),
            value=record.identifier,
            expected="an id that no other record has",
            example=f"{record.identifier}-2",
            remedy="Give this record another id, or remove it if both are the same publication.",
        )
    ]


def _nothing_to_publish(source: SourceSettings, path: Path, findings: Sequence[Finding]) -> str:
    why = findings[-1].message.rstrip(".") if findings else "it is empty"
    return (
        f"The source “{source.name}” ({path}) gave no record that can be published: {why}. "
        "Nothing was changed; mend the source, or take it out of catalogue.toml."
    )
