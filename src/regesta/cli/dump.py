"""`regesta dump`: the current release as one file."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click

from regesta.release.repository import ReleaseRepository
from regesta.serialisation import FORMATS, format_by_name
from regesta.settings import Settings


@click.command()
@click.option(
    "--format",
    "format_name",
    type=click.Choice([item.name for item in FORMATS]),
    default=FORMATS[0].name,
    show_default=True,
    help="The RDF format. N-Quads, TriG and JSON-LD keep the named graph of each record.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. [default: standard output]",
)
@click.option("--release", "identifier", help="An earlier release. [default: the current one]")
@click.pass_obj
def dump(
    settings_of: Callable[[], Settings],
    format_name: str,
    output: Path | None,
    identifier: str | None,
) -> None:
    """Write a whole release in an RDF format.

    \b
    Example: regesta dump --format n-quads | grep Sahel
    """
    repository = ReleaseRepository(settings_of().releases)
    release = repository.get(identifier) if identifier else repository.require_current()
    path = release.dump_path(format_by_name(format_name))
    with path.open("rb") as source:
        if output:
            with output.open("wb") as target:
                shutil.copyfileobj(source, target)
        else:
            _copy(source, sys.stdout.buffer)


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    shutil.copyfileobj(source, target)
    target.flush()
