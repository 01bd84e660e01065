"""`regesta check`: what would be read, linked, and what is wrong, before anything is built."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from regesta.cli.terminal import plural, print_count, print_findings, printable
from regesta.findings import Finding, Severity, count_by_severity
from regesta.identifiers import Identifiers
from regesta.outputs.findings_csv import serialise_findings_csv
from regesta.pipeline import Outcome, Pipeline
from regesta.records import Link
from regesta.serialisation import TURTLE, serialise
from regesta.settings import Settings
from regesta.sources.registry import READERS
from regesta.validation.report import build_report
from regesta.web.findings_report import render_findings_report


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
@click.pass_obj
def check(
    settings_of: Callable[[], Settings], file: Path, reader_name: str | None, format_name: str
) -> None:
    """Show what would be read from FILE, what it would be linked to, and what is wrong.

    Nothing is kept. Exit status 1 means that there is something to put right: a violation keeps
    its record from being published, a warning does not.

    \b
    Example: regesta check page.txt
    Example: regesta check page.txt --format html > findings.html
    """
    settings = settings_of()
    outcomes, findings = [], []
    for item in Pipeline(settings).check(file, reader_name):
        if isinstance(item, Finding):
            findings.append(item)
        else:
            outcomes.append(item)
            findings.extend(item.findings)
    match format_name:
        case "json":
            click.echo(json.dumps(_as_json(outcomes, findings), ensure_ascii=False, indent=2))
        case "html":
            click.echo(render_findings_report(file.name, findings))
        case "csv":
            rows = (finding.as_dict() for finding in findings)
            click.echo(serialise_findings_csv(rows), nl=False)
        case "turtle":
            click.echo(_as_report(findings, settings.catalogue.base_iri), nl=False)
        case _:
            _print_text(outcomes, findings)
    if any(finding.severity is not Severity.INFO for finding in findings):
        sys.exit(1)


def _print_text(outcomes: list[Outcome], findings: list[Finding]) -> None:
    for outcome in outcomes:
        _print_outcome(outcome)
    if findings:
        click.secho("\nFindings", bold=True)
        print_findings(findings)
    click.echo()
    good = sum(outcome.is_publishable for outcome in outcomes)
    click.echo(f"{plural(len(outcomes), 'record')} read, {good} of them fit to be published")
    print_count(count_by_severity(findings))


def _print_outcome(outcome: Outcome) -> None:
    record = outcome.linked.record
    click.echo(click.style(printable(record.title), bold=True))
    language = record.titles[0].language if record.titles else None
    facts = [str(record.place), f"language {language}" if language else "language not recognised"]
    click.echo("  " + ", ".join(facts))
    for link in outcome.linked.links:
        click.echo(f"  {link.role.value + ':':<12}{_describe(link)}")


def _describe(link: Link) -> str:
    certainty = "stated" if link.stated else f"score {link.score:.2f}"
    return f"{printable(link.name)} → {link.iri} ({certainty}; {printable(link.evidence)})"


def _as_report(findings: list[Finding], base_iri: str) -> bytes:
    identifiers = Identifiers(base_iri)
    report = build_report(findings, identifiers.page("findings"), identifiers)
    return serialise(report, TURTLE)


def _as_json(outcomes: list[Outcome], findings: list[Finding]) -> dict[str, object]:
    return {
        "records": [_outcome_as_json(outcome) for outcome in outcomes],
        "findings": [finding.as_dict() for finding in findings],
        "count": count_by_severity(findings),
    }


def _outcome_as_json(outcome: Outcome) -> dict[str, object]:
    record = outcome.linked.record
    return {
        "title": record.title,
        "language": record.titles[0].language if record.titles else None,
        "document": outcome.document_iri,
        "place": str(record.place),
        "publishable": outcome.is_publishable,
        "links": [
            {
                "role": link.role.value,
                "kind": link.kind.value,
                "iri": link.iri,
                "name": link.name,
                "score": link.score,
                "stated": link.stated,
                "evidence": link.evidence,
            }
            for link in outcome.linked.links
        ],
    }
