"""The layout of a table: what each column is, and what else was decided about the whole."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from regesta.sources.tables.headings import Certainty
from regesta.sources.tables.words import IGNORED

UNREAD = ""
"""The field of a column that is not read."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as written, the field it fills, the language of its texts."""

    heading: str
    field: str = UNREAD
    language: str | None = None
    certainty: int = Certainty.KNOWN

    @property
    def is_read(self) -> bool:
        """Whether its cells go into records."""
        return self.field not in (UNREAD, IGNORED)


@dataclass(frozen=True, slots=True)
class Layout:
    """What reading a row depends on besides the row itself.

    `date_order` is `dmy`, `mdy` or nothing where dates in figures do not tell. `is_ragged` says
    that rows end where their last value stands. `delimiter` is empty in a workbook.
    """

    columns: tuple[Column, ...]
    separator: str = ""
    delimiter: str = ""
    date_order: str = ""
    is_ragged: bool = False

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)

    def of(self, *fields: str) -> Iterator[tuple[int, Column]]:
        """The columns of these fields with their positions, in the order of the fields."""
        for field in fields:
            for position, column in enumerate(self.columns):
                if column.field == field:
                    yield position, column

    def encode(self) -> str:
        """The layout as the context of a unit."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))


@lru_cache(maxsize=16)
def decode_layout(text: str) -> Layout:
    """The layout that `encode` wrote."""
    values = json.loads(text)
    columns = tuple(Column(**column) for column in values.pop("columns"))
    return Layout(columns, **values)
