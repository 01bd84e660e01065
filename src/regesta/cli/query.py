"""`regesta query`: ask the current release a question in SPARQL."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from regesta.cli.terminal import plural, printable
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_query
from regesta.release.repository import ReleaseRepository
from regesta.serialisation import GRAPH_FORMATS
from regesta.settings import Settings
from regesta.store.query import Query, read_query
from regesta.store.query_analysis import OutsideQuery, analyse_query
from regesta.store.query_parameters import PARAMETER
from regesta.store.result_formats import RESULT_FORMATS
from regesta.store.worker_pool import QueryWorkers

_RESULT_FORMATS = {item.suffix: item.media_type for item in RESULT_FORMATS}
_GRAPH_FORMATS = {item.name: item.media_type for item in GRAPH_FORMATS}
_MOST_ROWS = 1_000
_WIDEST = 80


@click.command(short_help="Ask the current release a question in SPARQL.")
@click.argument("text", required=False)
@click.option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the query from a file.",
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for a parameter that the file declares; without it, its default or example.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", *_RESULT_FORMATS, *_GRAPH_FORMATS]),
    default="table",
    show_default=True,
    help="The table is for people; the others are whole, for SELECT and ASK or for graphs.",
)
@click.option("--seconds", default=60.0, show_default=True, help="Give up after so many seconds.")
@click.pass_obj
def query(  # noqa: PLR0913, PLR0917 - click gives all by name
    settings_of: Callable[[], Settings],
    text: str | None,
    file: Path | None,
    given: tuple[str, ...],
    format_name: str,
    seconds: float,
) -> None:
    """Ask the current release a question in SPARQL 1.1; each record is a named graph of its own.

    The query is the argument, or the content of --file, or comes from standard input.

    \b
    Example: regesta query 'SELECT DISTINCT ?type { ?thing a ?type }'
    Example: regesta query --file queries/examples/04-authors.rq --format csv
    Example: regesta query --file queries/examples/04-authors.rq --set least=3
    """
    settings = settings_of()
    asked = _question(text, file, given, Identifiers(settings.catalogue.base_iri))
    release = ReleaseRepository(settings.releases).require_current()
    limits = replace(settings.query_limits, seconds=seconds, workers=1)
    workers = QueryWorkers(release.store_path, limits, settings.catalogue.base_iri)
    asyncio.run(_answer(workers, asked, format_name))


def _question(
    text: str | None, file: Path | None, given: tuple[str, ...], identifiers: Identifiers
) -> OutsideQuery:
    if text and file:
        raise click.UsageError("Give the query as an argument or with --file, not both.")
    source = text or (file.read_text("utf-8") if file else sys.stdin.read())
    if file and PARAMETER in source:
        source = _fill(read_query(file.stem, source), given, identifiers)
    elif given:
        raise click.UsageError("--set needs a --file that declares parameters.")
    return analyse_query(source)


def _fill(query: Query, given: tuple[str, ...], identifiers: Identifiers) -> str:
    """The text of a query with its values, as the address of its API has it."""
    values = {one.name: one.value for one in query.declared}
    values.update((name, value) for name, _, value in (each.partition("=") for each in given))
    return fill_query(query, values.items(), identifiers).text


async def _answer(workers: QueryWorkers, asked: OutsideQuery, format_name: str) -> None:
    try:
        if format_name == "table":
            _print_table(await workers.run_rows(asked, _MOST_ROWS))
            return
        output = sys.stdout.buffer
        async for piece in workers.run(asked, _media_type(asked, format_name)):
            output.write(piece)
        output.flush()
    finally:
        await workers.close()


def _media_type(asked: OutsideQuery, format_name: str) -> str:
    known = _GRAPH_FORMATS if asked.form.is_graph else _RESULT_FORMATS
    if format_name not in known:
        raise click.UsageError(
            f"The answer to {asked.form} cannot be written as {format_name}; "
            f"use {', '.join(known)} or table."
        )
    return known[format_name]


def _print_table(answer: dict[str, Any]) -> None:
    columns: list[str] = answer["columns"]
    rows = [[_cell(value) for value in row] for row in answer["rows"]]
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    for row in (columns, ["-" * width for width in widths], *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    more = ", and there are more: use --format csv for all" if answer["has_more"] else ""
    click.echo(f"({plural(len(rows), 'row')}{more})", err=True)


def _cell(value: dict[str, str] | None) -> str:
    return printable(value["text"], _WIDEST) if value else ""
