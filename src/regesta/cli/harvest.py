"""`regesta harvest`: fetch remote sources into the data folder."""

import sys
from collections.abc import Callable

import click

from regesta.cli.terminal import plural, printable
from regesta.errors import ConfigurationError, HarvestError, RegestaError
from regesta.harvesting.harvest import harvest_source
from regesta.harvesting.oai_pmh import HarvestResult
from regesta.settings import Settings, SourceSettings


@click.command(short_help="Fetch remote sources (OAI-PMH, files) into the data folder.")
@click.argument("source", required=False)
@click.option("--all", "every", is_flag=True, help="All sources that have [sources.harvest].")
@click.option(
    "--from-scratch",
    is_flag=True,
    help="Ask for everything anew, and see what is gone; what is there stays until the end.",
)
@click.pass_obj
def harvest(
    settings_of: Callable[[], Settings], source: str | None, every: bool, from_scratch: bool
) -> None:
    """Fetch SOURCE, as its table [sources.harvest] in catalogue.toml says, for the next build.

    \b
    [[sources]]
    name = "iris"
    reader = "oai-pmh"
    path = "harvested/iris"
    [sources.harvest]
    protocol = "oai-pmh"
    url = "https://iris.example.org/oai/request"

    The first run fetches everything, later ones what has changed. A run that was broken off, even
    by a power cut, is gone on with by the next. Only the host of the url, and those listed as
    hosts, are asked.

    \b
    Example: regesta harvest iris && regesta build

    Exit status: 0 done, 1 done, but some records came broken, 2 it could not be done.
    """
    settings = settings_of()
    failed = broken = 0
    for chosen in _chosen(settings, source, every=every):
        try:
            result = _harvest(chosen, settings, from_scratch=from_scratch)
        except RegestaError as error:
            if not every:
                raise
            failed += 1
            click.secho(f"{chosen.name}: {printable(str(error))}", fg="red", err=True)
        else:
            broken += result.changes.broken
    if failed:
        raise HarvestError(f"{plural(failed, 'source')} could not be harvested.")
    sys.exit(1 if broken else 0)


def _chosen(settings: Settings, name: str | None, *, every: bool) -> list[SourceSettings]:
    remote = [source for source in settings.catalogue.sources if source.harvest]
    if every == bool(name):
        raise click.UsageError("Name one source, or give --all.")
    if every and not remote:
        raise ConfigurationError("No source in catalogue.toml has a table [sources.harvest].")
    if every:
        return remote
    named = [source for source in settings.catalogue.sources if source.name == name]
    if not named:
        known = ", ".join(source.name for source in remote) or "none"
        raise ConfigurationError(
            f"There is no source “{name}” in catalogue.toml; those that can be harvested: {known}."
        )
    return named


def _harvest(source: SourceSettings, settings: Settings, *, from_scratch: bool) -> HarvestResult:
    shows = sys.stderr.isatty()

    def progress(received: int, size: int | None) -> None:
        if shows:
            of = f" of {size:,}" if size else ""
            click.echo(f"\r\x1b[K{source.name}: {received:,}{of} records", nl=False, err=True)

    def tell(message: str) -> None:
        start = "\r\x1b[K" if shows else ""
        click.echo(f"{start}{source.name}: {printable(message)}", err=True)

    try:
        result = harvest_source(
            source, settings.data, from_scratch=from_scratch, progress=progress, tell=tell
        )
    except KeyboardInterrupt:
        raise HarvestError(
            f"The harvest of “{source.name}” was stopped; run the command again to go on."
        ) from None
    finally:
        if shows:
            click.echo("\r\x1b[K", nl=False, err=True)
    _print(source, result)
    return result


def _print(source: SourceSettings, result: HarvestResult) -> None:
    changes = result.changes
    if result.total or changes.received:
        kind = "everything" if result.is_full else "what has changed"
        again = ", going on where the last run stopped" if result.is_resumed else ""
        click.echo(f"{source.name}: harvested {kind}{again}.")
        counts = (
            f"{changes.new:,} new, {changes.changed:,} changed, {changes.unchanged:,} unchanged"
        )
        gone = changes.deleted + result.gone
        click.echo(f"  {counts}, {gone:,} deleted; {result.total:,} records now.")
    elif not result.remarks:
        click.echo(f"{source.name}: nothing has changed.")
    if changes.broken:
        click.echo(f"  {plural(changes.broken, 'record')} came broken; regesta build names them.")
    for remark in result.remarks:
        click.echo(f"  {remark}" if result.total else f"{source.name}: {remark}")
