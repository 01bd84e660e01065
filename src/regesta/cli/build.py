"""`regesta build`: the sources of the catalogue become a release."""

import gc
import sys
from collections.abc import Callable
from typing import Final

import click

from regesta.cli.progress import ProgressLine
from regesta.cli.terminal import (
    plural,
    print_count,
    print_findings,
    print_totals,
    statistics_line,
)
from regesta.findings import Severity
from regesta.pipeline import Pipeline
from regesta.release.repository import ReleaseRepository
from regesta.settings import Settings, release_time

_COLLECTING: Final = (100_000, 50, 1_000)


@click.command()
@click.option("--strict", is_flag=True, help="Exit with status 1 if a record was quarantined.")
@click.pass_obj
def build(settings_of: Callable[[], Settings], strict: bool) -> None:
    """Make a release of all sources, and switch to it at once.

    What is being served changes only when the new release is whole. The same input gives the
    same release on any machine; where nothing has changed, nothing is switched. A record with a
    violation is quarantined and named here; all others are published.
    """
    # A build makes millions of objects that live to its end, and hardly any garbage.
    gc.set_threshold(*_COLLECTING)
    settings = settings_of()
    pipeline = Pipeline(settings)
    repository = ReleaseRepository(settings.releases)
    progress = ProgressLine()
    try:
        result, tally = pipeline.build(repository, release_time(), progress)
    finally:
        progress.end()
    print_findings(tally.shown, least=Severity.WARNING, language=settings.language)
    print_totals(tally.counts, shown=len(tally.shown))
    print_count(tally.severities(), settings.language)
    click.echo(statistics_line(tally.statistics()))
    release = result.release.manifest
    click.echo(f"Release {release.identifier} in {settings.releases / release.identifier}")
    if result.switched:
        changes = ", ".join(f"{number} {change}" for change, number in result.changes.items())
        click.echo(f"It is the current release now: {changes}.")
    else:
        click.echo("It was the current release already: nothing has changed.")
    if strict and tally.quarantined:
        click.echo(f"{plural(tally.quarantined, 'record')} quarantined; mend them as said above.")
        sys.exit(1)
