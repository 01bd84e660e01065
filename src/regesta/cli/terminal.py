"""How findings and counts look in a terminal; colours only where it is one."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import click

from regesta.findings import Finding, Severity
from regesta.values.texts import shorten

_COLOURS = {Severity.VIOLATION: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_LONGEST_VALUE = 120


def print_findings(findings: Iterable[Finding], *, least: Severity = Severity.INFO) -> None:
    """Print findings, grouped by record, those graver than or as grave as `least`."""
    shown = [finding for finding in findings if finding.severity.rank <= least.rank]
    for title, group in groupby(shown, key=lambda finding: finding.record_title):
        if title:
            click.echo(click.style(printable(title), bold=True))
        for finding in group:
            _print_finding(finding)


def print_totals(counts: Mapping[tuple[Severity, str], int], shown: int) -> None:
    """Where there are more warnings than were shown, print how many there are of each sort."""
    grave = {key: number for key, number in counts.items() if key[0] is not Severity.INFO}
    if sum(grave.values()) <= shown:
        return
    click.secho(
        f"\nThe first {shown} are shown above; all are at /findings. Of each sort:", bold=True
    )
    for (severity, code), number in sorted(
        grave.items(), key=lambda item: (item[0][0].rank, -item[1])
    ):
        click.echo(f"  {number:>9,}  {severity.value}  {code}")


def print_count(counts: Mapping[str, int]) -> None:
    """Print how many findings there are of each severity."""
    click.echo(", ".join(plural(number, severity) for severity, number in counts.items()))


def plural(number: int, noun: str) -> str:
    """The number with its noun, as in “1 agency” and “2 agencies”; “info” stays as it is."""
    if number == 1 or noun == Severity.INFO.value:
        return f"{number} {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def printable(text: str, longest: int = 10_000) -> str:
    """Text that cannot steer the terminal: control and direction characters are made visible."""
    safe = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in text
    )
    return shorten(safe, longest)


def statistics_line(statistics: Mapping[str, int]) -> str:
    """The counts of records as one sentence."""
    merged = f"{statistics['merged']} merged, " if statistics.get("merged") else ""
    return (
        f"{plural(statistics['read'], 'record')} read: {statistics['published']} published, "
        f"{merged}{statistics['quarantined']} quarantined"
    )


def _print_finding(finding: Finding) -> None:
    label = click.style(finding.severity.value, fg=_COLOURS[finding.severity], bold=True)
    click.echo(f"  {label}  {printable(str(finding.place))}: {printable(finding.message)}")
    value = printable(finding.value, _LONGEST_VALUE)
    for name, text in (
        ("value", f"“{value}”" if value else ""),
        ("expected", finding.expected),
        ("example", finding.example),
        ("to do", finding.remedy),
    ):
        if text:
            click.echo(f"      {name + ':':<10}{printable(text)}")
