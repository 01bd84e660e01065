"""A table to correct a source in: its rows, and beside each what was found in it."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TextIO

from regesta.findings import Finding
from regesta.messages import messages
from regesta.outputs.record_cells import COLUMNS, cells_of, column_of
from regesta.records import Record

FINDINGS_HEADING: Final = {"en": "Findings", "fr": "Constats"}
"""The heading of the column that holds the findings; the reader of tables leaves it alone."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A row as it stands, what was found in it, and the positions of the cells at fault."""

    cells: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    faults: tuple[tuple[int, Finding], ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionTable:
    """A heading, the rows below it, and what was found about the file as a whole."""

    heading: tuple[str, ...]
    rows: Iterable[CorrectionRow]
    about_file: tuple[Finding, ...] = ()


def correct_rows(
    heading: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    findings: Iterable[Finding],
) -> CorrectionTable:
    """The table of a source that has rows; each comes with its number.

    A finding in a row that could not be taken apart gets a row of its own at the end.
    """
    numbered = iter(rows)
    first = next(numbered, None)
    by_row: dict[int, list[Finding]] = defaultdict(list)
    about_file = []
    for finding in findings:
        row = finding.place.row
        if row is None or (first and row < first[0]):
            about_file.append(finding)
        else:
            by_row[row].append(finding)
    every = chain([first] if first else [], numbered)
    return CorrectionTable(tuple(heading), _with_rows(heading, every, by_row), tuple(about_file))


def correct_records(
    records: Sequence[tuple[Record, Sequence[Finding]]], findings: Sequence[Finding]
) -> CorrectionTable:
    """The table of a source without rows: a row for each record, and for each that was not read."""
    about_file = [finding for finding in findings if not finding.record_title]
    unread: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.record_title:
            unread[finding.record_title, finding.place.key or ""].append(finding)
    return CorrectionTable(COLUMNS, _with_records(records, unread), tuple(about_file))


def write_correction_csv(table: CorrectionTable, file: TextIO, language: str = "en") -> None:
    """Write the table as CSV; a cell that a spreadsheet would run gets an apostrophe."""
    writer = csv.writer(file)
    writer.writerow(map(_neutral, (*table.heading, findings_heading(language))))
    width = len(table.heading)
    for row in table.rows:
        said = say_findings(row.findings, language)
        writer.writerow(map(_neutral, (*fitted(row.cells, width), said)))


def fitted(cells: Sequence[str], width: int) -> list[str]:
    """As many cells as there are headings; those that have none stand in the last one."""
    fit = [*cells, *([""] * (width - len(cells)))]
    over = [text for text in fit[width:] if text.strip()]
    return [*fit[: width - 1], " | ".join([fit[width - 1], *over])] if over else fit[:width]


def findings_heading(language: str) -> str:
    """The heading of the column of findings in a language, in English where there is none."""
    return FINDINGS_HEADING.get(language, FINDINGS_HEADING["en"])


def say_findings(findings: Iterable[Finding], language: str) -> str:
    """Findings in words, the gravest first, one a line."""
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    return "\n".join(dict.fromkeys(say_finding(finding, language) for finding in ordered))


def say_finding(finding: Finding, language: str) -> str:
    """What a finding says and what to do, in a language where its message is known in it."""
    message, remedy = finding.message, finding.remedy
    known = messages().get(finding.code)
    if known and finding.parts:
        texts = known.render(dict(finding.parts), language)
        message, remedy = texts["message"], texts["remedy"]
    where = f"{finding.place.field}: " if finding.place.field else ""
    return f"{where}{message} → {remedy}" if remedy else f"{where}{message}"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text instead of showing it."""
    return text.startswith(_FORMULA)


def _neutral(text: str) -> str:
    # A lone surrogate has no form in UTF-8.
    written = text.encode("utf-8", "replace").decode("utf-8")
    return f"'{written}" if is_formula(written) else written


def _with_rows(
    heading: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    by_row: dict[int, list[Finding]],
) -> Iterator[CorrectionRow]:
    positions: dict[str, int] = {}
    for position, name in enumerate(heading):
        positions.setdefault(name, position)
    for number, cells in rows:
        found = by_row.pop(number, [])
        yield CorrectionRow(tuple(cells), tuple(found), tuple(_faults(found, positions)))
    for number in sorted(by_row):
        yield CorrectionRow((), tuple(by_row[number]))


def _faults(
    findings: Iterable[Finding], positions: Mapping[str, int]
) -> Iterator[tuple[int, Finding]]:
    for finding in findings:
        position = positions.get(finding.place.field or "")
        if position is not None:
            yield position, finding


def _with_records(
    records: Sequence[tuple[Record, Sequence[Finding]]],
    unread: Mapping[tuple[str, str], list[Finding]],
) -> Iterator[CorrectionRow]:
    for record, found in records:
        own = (*unread.get((record.title, record.place.key or ""), ()), *found)
        faults = (
            (position, finding)
            for finding in own
            if (position := column_of(record, finding.place)) is not None
        )
        yield CorrectionRow(cells_of(record), own, tuple(faults))
    read = {(record.title, record.place.key or "") for record, _ in records}
    for (title, key), found in unread.items():
        if (title, key) not in read:
            cells = tuple({"Id": key, "Title": title}.get(heading, "") for heading in COLUMNS)
            yield CorrectionRow(cells, tuple(found))
