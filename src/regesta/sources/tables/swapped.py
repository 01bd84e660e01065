"""Columns and cells that stand in the wrong place, by the kinds of their values."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.tables.headings import Certainty
from regesta.sources.tables.kinds import HOMES, SAID, is_alien, kind_of
from regesta.sources.tables.layout import Column, Layout
from regesta.sources.tables.rows import Row

_SAMPLE = 200
_FEWEST = 2
_MOST = 0.75
# Of a whole column these say something; of one cell they do not.
_ALIEN_COLUMNS = {"title": "person", "author": "text"}


@dataclass(frozen=True, slots=True)
class Displaced:
    """A cell whose value has no business in its column; `home` is the column it belongs to."""

    position: int
    column: Column
    kind: str
    value: str
    home: Column | None
    home_position: int = -1


def exchange_columns(
    columns: tuple[Column, ...], data: Sequence[Row], place: Place
) -> tuple[tuple[Column, ...], list[Finding]]:
    """The columns, those exchanged whose values plainly belong to each other's; what was found.

    A column that the catalogue names is not exchanged, only reported.
    """
    kinds = [_kind_of_column(columns, position, data) for position in range(len(columns))]
    alien = [at for at, kind in enumerate(kinds) if kind]
    findings: list[Finding] = []
    changed = list(columns)
    done: set[int] = set()
    for at in alien:
        if at in done:
            continue
        partner = next((other for other in alien if _belong(columns, kinds, at, other)), None)
        there = replace(place, field=columns[at].heading)
        if partner is None and _ALIEN_COLUMNS.get(columns[at].field) == kinds[at]:
            continue
        if partner is None:
            findings.append(_of_other_kind(columns, kinds, at, there))
            continue
        done |= {at, partner}
        one, two = columns[at], columns[partner]
        findings.append(
            new_finding(
                "columns-swapped",
                there,
                value=_first(data, at),
                one=one.heading,
                two=two.heading,
                kind_of_one=SAID[kinds[at]],
                kind_of_two=SAID[kinds[partner]],
            )
        )
        if Certainty.STATED not in (one.certainty, two.certainty):
            changed[at] = replace(one, field=two.field, language=two.language)
            changed[partner] = replace(two, field=one.field, language=one.language)
    return tuple(changed), findings


def displaced_cells(cells: Sequence[str], layout: Layout) -> list[Displaced]:
    """The cells of one row whose values plainly belong to another column."""
    found = []
    for position, column in enumerate(layout.columns):
        value = cells[position].strip() if position < len(cells) else ""
        if not value or not column.is_read:
            continue
        kind = kind_of(value)
        if is_alien(kind, column.field, value):
            home = next(layout.of(*HOMES.get(kind, ())), (-1, None))
            found.append(Displaced(position, column, kind, value, home[1], home[0]))
    return found


def _kind_of_column(columns: Sequence[Column], position: int, data: Sequence[Row]) -> str:
    """The kind that nearly all values of a column are of, if that is not one of its own."""
    column = columns[position]
    if not column.is_read:
        return ""
    values = list(_values(data, position))
    kinds = Counter(
        kind
        for value in values
        if (kind := _kind_in_column(value, column.field))
        and (is_alien(kind, column.field, value) or _ALIEN_COLUMNS.get(column.field) == kind)
    )
    if not kinds:
        return ""
    kind, times = kinds.most_common(1)[0]
    together = sum(kinds.values())
    return kind if together >= max(_FEWEST, _MOST * len(values)) and times * 2 > together else ""


def _kind_in_column(value: str, field: str) -> str:
    # Of many short texts where years should be, it is plain that they are texts.
    is_text = field in ("date", "year") and not any(letter.isdigit() for letter in value)
    return kind_of(value) or ("text" if is_text else "")


def _belong(columns: Sequence[Column], kinds: Sequence[str], at: int, other: int) -> bool:
    return (
        other != at
        and columns[other].field in HOMES.get(kinds[at], ())
        and columns[at].field in HOMES.get(kinds[other], ())
    )


def _of_other_kind(
    columns: Sequence[Column], kinds: Sequence[str], at: int, place: Place
) -> Finding:
    return new_finding(
        "column-of-other-kind",
        place,
        value=columns[at].heading,
        kind=SAID[kinds[at]],
        field=columns[at].field,
        meant=next(iter(HOMES.get(kinds[at], ())), "ignored"),
    )


def _first(data: Sequence[Row], position: int) -> str:
    return next(_values(data, position), "")


def _values(data: Sequence[Row], position: int) -> Iterator[str]:
    for row in data[:_SAMPLE]:
        if position < len(row.cells) and row.cells[position].strip():
            yield row.cells[position].strip()
