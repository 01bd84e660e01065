"""Answers as plain rows, for programs that know no RDF: JSON objects, and CSV of statements."""

import csv
import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Final

import pyoxigraph as ox

from regesta.vocabulary import XSD

PLAIN_JSON: Final = "application/json"
_PIECE_CHARACTERS = 64 * 1024
_LONGEST_INTEGER = 15
# One encoder for all rows: making it costs more than encoding a row.
_encode = json.JSONEncoder(ensure_ascii=False).encode
_INTEGERS = frozenset((XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.gYear))

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def write_json_rows(results: Results, write: Callable[[bytes], object]) -> None:
    """Write a list with an object for each row, whose keys are the columns.

    A number, a year among them, is a number; any other term is its text; what is unbound is null.
    The list is only closed when the last row is written.
    """
    columns, rows = _read(results)
    pieces, length = ["["], 0
    for number, row in enumerate(rows):
        values = dict(zip(columns, map(_plain, row), strict=True))
        pieces.append(("," if number else "") + "\n" + _encode(values))
        length += len(pieces[-1])
        if length > _PIECE_CHARACTERS:
            write("".join(pieces).encode())
            pieces, length = [], 0
    write("".join([*pieces, "\n]\n"]).encode())


def write_csv_statements(triples: ox.QueryTriples, write: Callable[[bytes], object]) -> None:
    """Write statements as a table of subject, predicate and object, as SPARQL writes CSV."""
    columns, rows = _read(triples)
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


def _read(results: Results) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    match results:
        case ox.QueryBoolean():
            return ["answer"], iter([(bool(results),)])
        case ox.QueryTriples():
            return ["subject", "predicate", "object"], (tuple(triple) for triple in results)
        case _:
            names = [variable.value for variable in results.variables]
            return names, (tuple(row) for row in results)


def _plain(term: object) -> str | int | float | bool | None:
    if term is None or isinstance(term, bool):
        return term
    if isinstance(term, ox.Literal):
        return _plain_literal(term)
    return _text(term)


def _plain_literal(literal: ox.Literal) -> str | int | float | bool:
    text, kind = literal.value, literal.datatype
    digits = text.removeprefix("-")
    # Longer numbers do not come through every JSON reader unchanged.
    if kind in _INTEGERS and digits.isascii() and digits.isdecimal():
        return int(text) if len(digits) <= _LONGEST_INTEGER else text
    if kind == XSD.boolean and text in ("true", "false"):
        return text == "true"
    if kind == XSD.decimal and len(digits) <= _LONGEST_INTEGER:
        return _number(text)
    return text


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
