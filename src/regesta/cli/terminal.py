"""How findings and counts look in a terminal; colours only where it is one."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import click

from regesta.finding_groups import FindingGroup
from regesta.findings import Finding, Severity
from regesta.messages.interface import Interface
from regesta.messages.translating import translate
from regesta.values.texts import shorten

_COLOURS = {Severity.VIOLATION: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_LONGEST_VALUE = 120
_SHORT_VALUE = 60
_LONGEST_GROUP = 250


def print_findings(
    findings: Iterable[Finding], *, least: Severity = Severity.INFO, language: str = "en"
) -> None:
    """Print findings, grouped by record, those graver than or as grave as `least`."""
    words = Interface(language)
    shown = [finding for finding in findings if finding.severity.rank <= least.rank]
    for title, group in groupby(shown, key=lambda finding: finding.record_title):
        if title:
            click.echo(click.style(printable(title), bold=True))
        for finding in group:
            _print_finding(translate(finding, language), words)


def print_groups(groups: Iterable[FindingGroup], language: str = "en") -> None:
    """Print how many findings there are of each code, in how many records, and what is at fault."""
    words = Interface(language)
    for group in groups:
        example = translate(group.examples[0], language)
        label = click.style(words.severity(group.severity).lower(), fg=_COLOURS[group.severity])
        records = words.count("record" if example.record_title else "place", group.records)
        values = ", ".join(
            words.say("quoted", text=printable(one.value, _SHORT_VALUE))
            for one in group.examples
            if one.value
        )
        said = f"{words.say('for-example').lower()} {values}" if values else example.message
        said = printable(said, _LONGEST_GROUP)
        click.echo(f"  {words.number(group.number):>9}  {label}  {group.code}")
        click.echo(f"             {records}, {said}")


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


def print_count(counts: Mapping[str, int], language: str = "en") -> None:
    """Print how many findings there are of each severity."""
    words = Interface(language)
    click.echo(", ".join(words.count(severity, number) for severity, number in counts.items()))


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


def _print_finding(finding: Finding, words: Interface) -> None:
    severity = words.severity(finding.severity).lower()
    label = click.style(severity, fg=_COLOURS[finding.severity], bold=True)
    place = printable(words.place(finding.place))
    said = words.say("told-at", place=place, message=printable(finding.message))
    click.echo(f"  {label}  {said}")
    value = printable(finding.value, _LONGEST_VALUE)
    told = {
        "value": words.say("quoted", text=value) if value else "",
        "expected": finding.expected,
        "example": finding.example,
        "remedy": finding.remedy,
    }
    for name, text in told.items():
        if text:
            heading = words.say("heading", name=words.say(name).lower())
            click.echo(f"      {heading:<10}{printable(text)}")
