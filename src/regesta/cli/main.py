"""The command `regesta` and what all its commands share."""

import sys
from pathlib import Path
from typing import Any

import click

from regesta import __version__
from regesta.cli.build import build
from regesta.cli.check import check
from regesta.cli.decide import decide
from regesta.cli.dump import dump
from regesta.cli.harvest import harvest
from regesta.cli.query import query
from regesta.cli.releases import releases
from regesta.cli.serve import serve
from regesta.cli.token import token
from regesta.errors import RegestaError
from regesta.settings import load_settings

COULD_NOT_BE_DONE = 2


class _Group(click.Group):
    """Shows the commands in the order of work, and an error as one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RegestaError as error:
            click.secho(f"regesta: {error}", fg="red", err=True)
            ctx.exit(COULD_NOT_BE_DONE)
        except BrokenPipeError:
            # Whoever read our output has seen enough, as `head` does; Python must not complain
            # again when it closes the stream at exit.
            sys.stdout = None
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder with catalogue.toml. [default: data/, else the catalogue Regesta brings]",
)
@click.option(
    "--releases",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that holds the releases. [default: releases/]",
)
@click.version_option(__version__, prog_name="regesta")
@click.pass_context
def main(context: click.Context, data: Path | None, releases: Path | None) -> None:
    """Turn the publication lists of agencies into a validated knowledge graph.

    \b
    A first round, in the order of work:
      regesta check page.txt     see what would be read, linked, and what is wrong
      regesta build              make a release of all sources in data/catalogue.toml
      regesta serve              publish it at http://localhost:8000/

    Exit status: 0 done, 1 there is something to put right (check, build --strict),
    2 it could not be done, and the message says why.

    The same settings can come from the environment: REGESTA_DATA, REGESTA_RELEASES,
    REGESTA_BASE_IRI, REGESTA_LANGUAGE (en or fr, of what is found), and the limits of a query,
    REGESTA_QUERY_SECONDS, _COMPUTING_SECONDS, _MEMORY, _ANSWER (both bytes), _ROWS, _WORKERS,
    _QUEUE and _STORE_MEMORY (bytes; 0 leaves the release on disk).
    """
    context.obj = lambda: load_settings(data, releases)


for command in (check, harvest, decide, build, serve, dump, query, releases, token):
    main.add_command(command)
