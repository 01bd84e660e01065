"""The stages over one catalogue: check a file, or build a release of all sources."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from regesta.findings import Finding
from regesta.identifiers import Identifiers, slugify
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.linking.organisations import Organisations
from regesta.pipeline.authorities import AuthorityGraphs, read_authority_graphs
from regesta.pipeline.building import CatalogueBuild, Progress
from regesta.pipeline.corrections import write_corrections
from regesta.pipeline.doubles import Doubles
from regesta.pipeline.fingerprint import fingerprint
from regesta.pipeline.outcome import Outcome, Tally
from regesta.pipeline.outcome_cache import OutcomeCache
from regesta.pipeline.preparing import Preparer
from regesta.records import Record
from regesta.release.repository import BuildResult, ReleaseRepository
from regesta.settings import Settings, SourceSettings
from regesta.sources.identifier_registry import IdentifierRegistry
from regesta.sources.registry import guess_reader, reader
from regesta.validation.validator import Validator

_CACHE = Path("cache", "outcomes.sqlite")


class Pipeline:
    """The stages over one catalogue; making it reads the authorities and the shapes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._identifiers = Identifiers(settings.catalogue.base_iri)
        self._authorities = read_authority_graphs(settings, self._identifiers)
        self._preparer = make_preparer(settings, self._authorities, Validator.load())

    def check(self, path: Path, reader_name: str | None = None) -> Iterator[Outcome | Finding]:
        """Read, link, map and validate the records of one file; nothing is kept.

        A file that a source of the catalogue declares is read as that says.
        """
        source = self._source(path, reader_name)
        registry = IdentifierRegistry(self._settings.data / "registry" / f"{source.name}.tsv")
        read = (
            registry.assign(item) if isinstance(item, Record) else item
            for item in reader(source.reader).read_records(path, source)
        )
        doubles = Doubles(self._identifiers)
        for item in self._preparer.outcomes(read, source):
            yield item if isinstance(item, Finding) else _noticed(item, doubles)

    def write_corrections(
        self,
        path: Path,
        checked: Sequence[Outcome | Finding],
        target: Path,
        language: str = "en",
        reader_name: str | None = None,
    ) -> None:
        """Write the table to correct a file in that was checked; see `write_corrections`."""
        write_corrections(path, self._source(path, reader_name), checked, target, language)

    def build(
        self, repository: ReleaseRepository, created: datetime, progress: Progress | None = None
    ) -> tuple[BuildResult, Tally]:
        """Make a release of every source that the catalogue declares, and switch to it.

        What has not changed since an earlier build, even one that was interrupted, is not done
        again. Raises SourceError where a source gives no record at all: a catalogue that lacks a
        whole source would look complete. Then, and at any other error, the release before stays.
        """
        tell = progress or _silent
        cache = OutcomeCache(self._settings.releases / _CACHE)
        try:
            # The file has no name, so it is gone whatever ends this process.
            spool = tempfile.TemporaryFile("w+b", dir=cache.path.parent)  # noqa: SIM115 - the tally that is returned reads it
            build = CatalogueBuild(
                self._settings, self._preparer, cache, fingerprint(self._settings), Tally(spool)
            )
            build.run(self._authorities, tell)
            result = repository.build(
                build.graphs,
                build.findings(),
                base_iri=self._settings.catalogue.base_iri,
                created=created,
                statistics=build.statistics,
                progress=tell,
            )
            build.finish()
            for finding in result.release.catalogue_findings():
                build.tally.add_finding(finding)
        finally:
            cache.close()
        return result, build.tally

    def _source(self, path: Path, reader_name: str | None) -> SourceSettings:
        return self._declared(path, reader_name) or self._undeclared(path, reader_name)

    def _declared(self, path: Path, reader_name: str | None) -> SourceSettings | None:
        for source in self._settings.catalogue.sources:
            declared = self._settings.data / source.path
            if declared.exists() and path.exists() and declared.samefile(path):
                return source if reader_name in (None, source.reader) else None
        return None

    def _undeclared(self, path: Path, reader_name: str | None) -> SourceSettings:
        chosen = reader(reader_name) if reader_name else guess_reader(path)
        return SourceSettings(
            name=slugify(path.stem) or "file",
            reader=chosen.name,
            path=str(path),
            title=path.name,
            modified=self._settings.catalogue.modified,
        )


def make_preparer(
    settings: Settings, authorities: AuthorityGraphs, validator: Validator
) -> Preparer:
    """What links, maps and validates the records of a catalogue."""
    identifiers = Identifiers(settings.catalogue.base_iri)
    linker = Linker(
        Authorities.from_quads(authorities.quads(), identifiers),
        identifiers,
        settings.catalogue.languages,
        Organisations(settings.data / "authorities" / "ror.tsv.gz"),
    )
    return Preparer(identifiers, authorities, linker, validator)


def _noticed(outcome: Outcome, doubles: Doubles) -> Outcome:
    record = outcome.linked.record
    where = record.place_of("identifier")
    double = doubles.find(record.identifier, record.title, record.place, where)
    return replace(outcome, findings=(*outcome.findings, double)) if double else outcome


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody how far a build has come."""
