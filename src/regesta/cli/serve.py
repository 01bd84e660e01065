"""`regesta serve`: publish the current release over HTTP."""

from collections.abc import Callable

import click

from regesta.pipeline.editing import CatalogueEditor
from regesta.settings import Settings
from regesta.web.app import create_app
from regesta.web.server import run_server


@click.command(short_help="Publish the current release over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 lets the system choose.",
)
@click.pass_obj
def serve(settings_of: Callable[[], Settings], host: str, port: int) -> None:
    """Serve pages, linked data, SPARQL and dumps of the current release.

    A release that is built while the service runs is taken up within a second, without a
    restart. Behind a proxy, set base_iri in catalogue.toml to the public address.
    """
    settings = settings_of()
    shown = "localhost" if host in ("127.0.0.1", "::1") else f"[{host}]" if ":" in host else host

    def announce(chosen: int) -> None:
        click.echo(f"Serving {settings.releases} at http://{shown}:{chosen}/ (stop with Ctrl+C)")

    run_server(create_app(settings, CatalogueEditor(settings)), host, port, announce)
