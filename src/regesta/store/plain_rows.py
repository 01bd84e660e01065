"""Answers as plain rows, for programs that know no RDF: JSON objects, and CSV of statements."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Final

import pyoxigraph as ox

from regesta.store.row_counting import TooManyRowsError
from regesta.vocabulary import XSD

PLAIN_JSON: Final = "application/json"
_PIECE_CHARACTERS = 64 * 1024
# One encoder for all rows: making it costs more than encoding a row.
_encode = json.JSONEncoder(ensure_ascii=False).encode
_INTEGERS = frozenset(
    each.value for each in (XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger)
)
_FRACTIONS = frozenset(each.value for each in (XSD.decimal, XSD.double, XSD.float))
# Longer integers do not come through every JSON reader unchanged; a greater fraction is no number
# in JSON.
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_FRACTION = re.compile(r"-?[0-9]{1,99}(?:\.[0-9]{0,99})?(?:[eE]-?[0-9]{1,2})?")

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def write_json_rows(results: Results, write: Callable[[bytes], object], most: int) -> None:
    """Write a list with an object for each row, whose keys are the columns.

    A number is a number; any other term is its text, a date of whatever precision among them, so
    that a column of dates is one of texts; what is unbound is null.
    The list is only closed when the last row is written. Raises TooManyRowsError.
    """
    columns, rows = _read(results, most)
    pieces, length = ["["], 0
    for number, row in enumerate(rows):
        values = dict(zip(columns, map(_plain, row), strict=True))
        pieces.append(("," if number else "") + "\n" + _encode(values))
        length += len(pieces[-1])
        if length > _PIECE_CHARACTERS:
            write("".join(pieces).encode())
            pieces, length = [], 0
    write("".join([*pieces, "\n]\n"]).encode())


def write_csv_statements(
    triples: ox.QueryTriples, write: Callable[[bytes], object], most: int
) -> None:
    """Write statements as a table of subject, predicate and object, as SPARQL writes CSV.

    Raises TooManyRowsError.
    """
    columns, rows = _read(triples, most)
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(map(_text, row))
        if buffer.tell() > _PIECE_CHARACTERS:
            write(buffer.getvalue().encode())
            buffer.seek(0)
            buffer.truncate()
    write(buffer.getvalue().encode())


def _read(results: Results, most: int) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    match results:
        case ox.QueryBoolean():
            return ["answer"], iter([(bool(results),)])
        case ox.QueryTriples():
            return ["subject", "predicate", "object"], _rows(results, most)
        case _:
            return [variable.value for variable in results.variables], _rows(results, most)


def _rows(results: ox.QuerySolutions | ox.QueryTriples, most: int) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(results):
        if number >= most:
            raise TooManyRowsError
        yield tuple(row)


def _plain(term: object) -> str | int | float | bool | None:
    match term:
        case ox.NamedNode():
            return term.value
        case ox.Literal():
            return term.value if term.language else _plain_literal(term)
        case None | bool():
            return term
        case _:
            return str(term)


def _plain_literal(literal: ox.Literal) -> str | int | float | bool:
    """The value as JSON has it; a literal that is not what its type says stays a text."""
    text, kind = literal.value, literal.datatype.value
    if kind in _INTEGERS and _INTEGER.fullmatch(text):
        return int(text)
    if kind in _FRACTIONS and _FRACTION.fullmatch(text):
        return float(text)
    if kind == XSD.boolean.value and text in ("true", "false"):
        return text == "true"
    return text


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
