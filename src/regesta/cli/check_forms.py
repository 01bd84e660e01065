"""What `regesta check` has found, in each form that it can be had in."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from regesta.cli.terminal import print_count, print_findings, print_groups, printable
from regesta.errors import SourceError
from regesta.finding_groups import FindingGroups
from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.messages.interface import Interface
from regesta.messages.translating import translate
from regesta.outputs.findings import describe_group
from regesta.outputs.findings_csv import serialise_findings_csv
from regesta.pipeline import Outcome
from regesta.records import Link
from regesta.serialisation import TURTLE, serialise
from regesta.validation.report import build_report
from regesta.web.findings_report import render_findings_report

_MOST_RECORDS = 50
_MOST_FINDINGS = 200


@dataclass(slots=True)
class Checked:
    """Gathers what a check gives: all findings, and of the records what is to be shown.

    `items` are kept for a table of corrections only.
    """

    name: str
    language: str
    is_whole: bool
    keeps_records: bool
    read: int = 0
    good: int = 0
    groups: FindingGroups = field(default_factory=FindingGroups)
    findings: list[Finding] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    items: list[Outcome | Finding] = field(default_factory=list)

    def add(self, item: Outcome | Finding, form: str) -> None:
        """Take one record with its findings, or a finding on its own."""
        if isinstance(item, Finding):
            found: tuple[Finding, ...] = (item,)
        else:
            found = item.findings
            self.read += 1
            self.good += item.is_publishable
            # The statements of hundreds of thousands of records would not fit in memory.
            item = replace(item, quads=(), others={})
            if form == "json" or self.is_whole or len(self.outcomes) < _MOST_RECORDS:
                self.outcomes.append(item)
        if self.keeps_records:
            self.items.append(item)
        for finding in found:
            self.groups.add(finding)
            self.findings.append(finding)


def print_checked(checked: Checked) -> None:
    """Print records and findings, the first of them in full, and what there is of each kind."""
    words = Interface(checked.language)
    for outcome in checked.outcomes:
        _print_outcome(outcome, words)
    shown, total = words.number(len(checked.outcomes)), words.number(checked.read)
    if shown != total:
        click.echo(words.say("first-records-shown", shown=shown, total=total))
    if checked.findings:
        _print_findings(checked, words)
    click.echo()
    click.echo(words.count("records-read", checked.read, good=words.number(checked.good)))
    print_count(checked.groups.by_severity(), checked.language)


def write_form(form: str, checked: Checked, base_iri: str, path: Path | None = None) -> None:
    """Write the findings in a form, to a file or to the standard output."""
    text = _FORMS[form](checked, base_iri)
    if path is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SourceError(
            f"The page {path} cannot be written: {error.strerror}; check its folder and who may "
            "write there."
        ) from None


def _print_findings(checked: Checked, words: Interface) -> None:
    click.secho("\n" + words.say("title"), bold=True)
    shown = checked.findings if checked.is_whole else first_of(checked.findings, _MOST_FINDINGS)
    print_findings(shown, language=checked.language)
    numbers = {"shown": words.number(len(shown)), "total": words.number(len(checked.findings))}
    if len(shown) < len(checked.findings):
        click.secho("\n" + words.say("first-shown", **numbers), bold=True)
    click.secho("\n" + words.say("by-kind"), bold=True)
    print_groups(checked.groups.in_order(), checked.language)


def first_of(findings: list[Finding], most: int) -> list[Finding]:
    """At most so many findings: the gravest, in the order in which they were made."""
    if len(findings) <= most:
        return findings
    ranked = sorted(range(len(findings)), key=lambda at: (findings[at].severity.rank, at))
    return [findings[at] for at in sorted(ranked[:most])]


def _print_outcome(outcome: Outcome, words: Interface) -> None:
    record = outcome.linked.record
    click.echo(click.style(printable(record.title), bold=True))
    language = record.titles[0].language if record.titles else None
    known = words.say("language-of-title", language=language)
    facts = [words.place(record.place), known if language else words.say("language-not-recognised")]
    click.echo("  " + ", ".join(facts))
    for link in outcome.linked.links:
        click.echo(f"  {link.role.value + ':':<12}{_describe(link)}")


def _describe(link: Link) -> str:
    certainty = "stated" if link.stated else f"score {link.score:.2f}"
    return f"{printable(link.name)} → {link.iri} ({certainty}; {printable(link.evidence)})"


def _as_html(checked: Checked, base_iri: str) -> str:
    return render_findings_report(
        checked.name, checked.findings, checked.groups, checked.language, is_whole=checked.is_whole
    )


def _as_csv(checked: Checked, base_iri: str) -> str:
    return serialise_findings_csv(_dicts(checked))


def _as_turtle(checked: Checked, base_iri: str) -> str:
    identifiers = Identifiers(base_iri)
    report = build_report(checked.findings, identifiers.page("findings"), identifiers)
    return serialise(report, TURTLE).decode()


def _as_json(checked: Checked, base_iri: str) -> str:
    groups = checked.groups.in_order()
    values = {
        "records": [_outcome_as_json(outcome) for outcome in checked.outcomes],
        "groups": [describe_group(group, checked.language) for group in groups],
        "findings": list(_dicts(checked)),
        "count": checked.groups.by_severity(),
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _dicts(checked: Checked) -> Iterable[dict[str, object]]:
    return (translate(finding, checked.language).as_dict() for finding in checked.findings)


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


_FORMS = {"html": _as_html, "csv": _as_csv, "turtle": _as_turtle, "json": _as_json}
