"""`regesta releases`: list the releases, compare two, go back to one."""

from collections.abc import Callable

import click

from regesta.cli.terminal import plural
from regesta.identifiers import KINDS
from regesta.release.repository import ReleaseRepository
from regesta.settings import Settings, release_time


@click.group(short_help="List releases, compare two, roll back, delete old ones.")
def releases() -> None:
    """List the releases, compare two, roll back to an earlier one, delete old ones.

    A release can be named by the first characters of its identifier.
    """


@releases.command("list")
@click.pass_obj
def list_releases(settings_of: Callable[[], Settings]) -> None:
    """List all releases, the newest first; an asterisk marks the one that is served."""
    repository = ReleaseRepository(settings_of().releases)
    current = repository.current()
    for release in repository.list():
        manifest = release.manifest
        mark = "*" if current and manifest.identifier == current.manifest.identifier else " "
        counts = ", ".join(
            plural(number, kind) for kind, number in manifest.counts.items() if kind in KINDS
        )
        click.echo(f"{mark} {manifest.identifier}  {manifest.created}  {counts}")


@releases.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def diff(settings_of: Callable[[], Settings], old: str, new: str) -> None:
    """Show which documents the release NEW has created, updated or deleted since OLD."""
    repository = ReleaseRepository(settings_of().releases)
    difference = repository.diff(old, new)
    for change, documents in difference.items():
        for document in documents:
            click.echo(f"{change}  {document}")
    click.echo(", ".join(f"{len(documents)} {change}" for change, documents in difference.items()))


@releases.command()
@click.option(
    "--since",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="The number of the switch after which to begin.",
)
@click.option("--written", is_flag=True, help="Only what was written over HTTP.")
@click.pass_obj
def changes(settings_of: Callable[[], Settings], since: int, written: bool) -> None:
    """Show the change log: what each switch did to which document, and who wrote it over HTTP."""
    for change in ReleaseRepository(settings_of().releases).changes(since):
        if change.by or not written:
            by = f"  {change.method} by {change.by}" if change.by else ""
            click.echo(f"{change.sequence}  {change.time}  {change.change}  {change.document}{by}")


@releases.command("roll-back")
@click.argument("identifier")
@click.pass_obj
def roll_back(settings_of: Callable[[], Settings], identifier: str) -> None:
    """Serve the earlier release IDENTIFIER again.

    The change log records it, so that whoever harvests follows.
    """
    repository = ReleaseRepository(settings_of().releases)
    result = repository.roll_back(identifier, release_time())
    click.echo(f"Release {result.release.manifest.identifier} is the current one now.")


@releases.command()
@click.option("--keep", type=click.IntRange(min=1), default=5, show_default=True)
@click.pass_obj
def prune(settings_of: Callable[[], Settings], keep: int) -> None:
    """Delete all but the newest releases; the current one always stays."""
    for identifier in ReleaseRepository(settings_of().releases).prune(keep):
        click.echo(f"Deleted release {identifier}")


@releases.command()
@click.argument("identifier", required=False)
@click.pass_obj
def verify(settings_of: Callable[[], Settings], identifier: str | None) -> None:
    """Compare the files of a release with the checksums in its manifest."""
    repository = ReleaseRepository(settings_of().releases)
    release = repository.get(identifier) if identifier else repository.require_current()
    release.verify()
    click.echo(f"Release {release.identifier} is sound.")
