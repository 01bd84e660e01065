"""Rows of a table, whatever its format, and how one travels to the process that reads it."""

import json
from dataclasses import dataclass

LAST_COLUMN = 16_384
"""The most columns that a table may have; Excel has no more."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a cell besides its text: its column, counted from 0, a kind, a text.

    The kinds are `link` (the address that the cell leads to), `formula` (one without a value),
    `error` (a formula that failed), `number` (the cell is a number), `year` (a year that was made
    a date) and `quote` (a quotation mark in the row is not closed).
    """

    column: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row; rows are counted from 1, as a spreadsheet does. `sheet` is empty in a text."""

    number: int
    cells: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    sheet: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not self.notes and not any(cell.strip() for cell in self.cells)

    def encode(self) -> bytes:
        """The row without its number, as a unit's content."""
        notes = [(note.column, note.kind, note.text) for note in self.notes]
        # ASCII, so that a byte that is no text, which stands as a lone surrogate, gets through.
        return json.dumps([self.cells, notes], separators=(",", ":")).encode("ascii")


def decode_row(content: bytes, number: int) -> Row:
    """The row that `encode` wrote."""
    cells, notes = json.loads(content)
    return Row(number, tuple(cells), tuple(Note(*note) for note in notes))
