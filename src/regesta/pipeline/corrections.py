"""Writes what a check found into a table that a source can be corrected in."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from regesta.errors import SourceError
from regesta.findings import Finding
from regesta.outputs.correction_table import (
    CorrectionTable,
    correct_records,
    correct_rows,
    write_correction_csv,
)
from regesta.outputs.correction_workbook import write_correction_workbook
from regesta.pipeline.outcome import Outcome
from regesta.settings import SourceSettings
from regesta.sources.reader import Unit
from regesta.sources.registry import reader
from regesta.sources.tables.layout import decode_layout
from regesta.sources.tables.reader import TableReader
from regesta.sources.tables.rows import decode_row


def write_corrections(
    path: Path,
    source: SourceSettings,
    checked: Sequence[Outcome | Finding],
    target: Path,
    language: str = "en",
) -> None:
    """Write a workbook, or CSV where the target's name ends so.

    `checked` is all that a check of the file at `path` gave. A table keeps its own columns; any
    other source gets the columns by which the reader of tables knows the fields of a record.
    Raises SourceError where the target cannot be written.
    """
    table = correction_table(path, source, checked)
    try:
        if target.suffix.lower() == ".csv":
            # With its mark, since Excel would else not take the file for UTF-8.
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                write_correction_csv(table, file, language)
        else:
            with target.open("wb") as binary:
                write_correction_workbook(table, binary, language)
    except OSError as error:
        raise SourceError(
            f"The table of corrections {target.name} cannot be written: {error.strerror}; "
            "check who may write it, and whether it is open in another program."
        ) from None


def correction_table(
    path: Path, source: SourceSettings, checked: Sequence[Outcome | Finding]
) -> CorrectionTable:
    """The table of what a check found, its rows read again from the file as they are asked for."""
    chosen = reader(source.reader)
    findings = [item for item in checked if isinstance(item, Finding)]
    outcomes = [item for item in checked if isinstance(item, Outcome)]
    first = _first_unit(chosen, path, source) if isinstance(chosen, TableReader) else None
    if isinstance(chosen, TableReader) and first and path.is_file():
        columns = decode_layout(first.context[0]).columns
        of_records = [finding for outcome in outcomes for finding in outcome.findings]
        return correct_rows(
            [column.heading for column in columns],
            _rows(chosen, path, source),
            [*findings, *of_records],
        )
    records = [(outcome.linked.record, outcome.findings) for outcome in outcomes]
    return correct_records(records, findings)


def _first_unit(chosen: TableReader, path: Path, source: SourceSettings) -> Unit | None:
    return next(_units(chosen.split(path, source)), None)


def _rows(
    chosen: TableReader, path: Path, source: SourceSettings
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for unit in _units(chosen.split(path, source)):
        number = unit.place.row or 0
        yield number, decode_row(unit.content, number).cells


def _units(items: Iterable[Unit | Finding]) -> Iterator[Unit]:
    return (item for item in items if isinstance(item, Unit))
