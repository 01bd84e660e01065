"""`regesta check`: what would be read, linked, and what is wrong, before anything is built."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from regesta.cli.check_forms import Checked, print_checked, write_form
from regesta.findings import Severity
from regesta.messages.places import LANGUAGES
from regesta.pipeline import Pipeline
from regesta.settings import Settings
from regesta.sources.registry import READERS


@click.command(short_help="See what would be read from a file, and what is wrong.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--reader",
    "reader_name",
    type=click.Choice([reader.name for reader in READERS]),
    help="How to read the file. [default: guessed from its name and content]",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "html", "csv", "turtle"]),
    default="text",
    show_default=True,
    help="CSV and Turtle (a SHACL validation report) hold the findings only.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the findings as a page to this file as well; “-” writes it instead of text.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a table to correct the records in (.xlsx or .csv), each row with its findings.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="The language of what is found. [default: that of REGESTA_LANGUAGE, else English]",
)
@click.option("--all", "is_whole", is_flag=True, help="Show every record and every finding.")
@click.pass_obj
def check(  # noqa: PLR0913, PLR0917 - click gives all by name
    settings_of: Callable[[], Settings],
    file: Path,
    reader_name: str | None,
    format_name: str,
    html: Path | None,
    template: Path | None,
    language: str | None,
    *,
    is_whole: bool,
) -> None:
    """Show what would be read from FILE, what it would be linked to, and what is wrong.

    Nothing is kept. Exit status 1 means that there is something to put right: a violation keeps
    its record from being published, a warning does not.

    \b
    Example: regesta check list.xlsx
    Example: regesta check list.xlsx --html findings.html --language fr
    Example: regesta check list.bib --template corrected.xlsx
    """
    settings = settings_of()
    language = language or settings.language
    pipeline = Pipeline(settings)
    form = "html" if html == Path("-") else format_name
    checked = Checked(file.name, language, is_whole=is_whole, keeps_records=bool(template))
    for item in pipeline.check(file, reader_name):
        checked.add(item, form)
    if form == "text":
        print_checked(checked)
    else:
        write_form(form, checked, settings.catalogue.base_iri)
    if html and html != Path("-"):
        write_form("html", checked, settings.catalogue.base_iri, html)
    if template:
        pipeline.write_corrections(file, checked.items, template, language, reader_name)
        click.echo(f"regesta: {template}", err=True)
    if any(checked.groups.by_severity()[grave] for grave in (Severity.VIOLATION, Severity.WARNING)):
        sys.exit(1)
