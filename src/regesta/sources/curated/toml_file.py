"""TOML as tables of located values.

The parser gives no lines, so they are looked up in the text: a record starts at its header, and a
key stands on the first line below it that begins with it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from regesta.findings import Finding
from regesta.records import Place
from regesta.sources.curated.nodes import Node, Scalar, Sequence, Table, fault

_HEADER = re.compile(r"\s*\[\[\s*[\"']?(\w+)[\"']?\s*\]\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(?:\.\s*\w+\s*)*=")
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def read_toml(text: str, place: Place) -> Iterator[Node | Finding]:
    """The one document of a file, or a finding on its syntax."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield _syntax_fault(str(error), place, text.count("\n") + 1)
        return
    except RecursionError:
        yield fault("brackets-too-deep", place, None)
        return
    yield _document(values, text.split("\n"))


def _document(values: Mapping[str, Any], lines: list[str]) -> Table:
    entries: dict[str, Node] = {}
    for key, value in values.items():
        spans = _spans(key, lines)
        if isinstance(value, list) and len(spans) == len(value):
            pairs = zip(value, spans, strict=True)
            items = tuple(_located(item, span, _key_lines(lines, span)) for item, span in pairs)
            entries[key] = Sequence(spans[0][0] if spans else None, items)
        else:
            entries[key] = _located(value, (1, len(lines)), _key_lines(lines, (1, len(lines))))
    return Table(1, len(lines), entries)


def _spans(key: str, lines: list[str]) -> list[tuple[int, int]]:
    """The first and last line of each table headed `[[key]]`."""
    headers = [number for number, line in enumerate(lines, start=1) if _HEADER.match(line)]
    ends = [*(number - 1 for number in headers[1:]), len(lines)]
    found = (_HEADER.match(lines[number - 1]) for number in headers)
    return [
        (start, end)
        for start, end, header in zip(headers, ends, found, strict=False)
        if header and header[1] == key
    ]


def _key_lines(lines: list[str], span: tuple[int, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in range(span[0], span[1] + 1):
        if key := _KEY.match(lines[number - 1]):
            found.setdefault(key[1], number)
    return found


def _located(value: Any, span: tuple[int, int], key_lines: Mapping[str, int]) -> Node:
    line = span[0]
    if isinstance(value, dict):
        entries: dict[str, Node] = {}
        for key, inner in value.items():
            there = key_lines.get(key, line)
            entries[str(key)] = _located(inner, (there, span[1]), key_lines)
        return Table(line, span[1], entries)
    if isinstance(value, list):
        return Sequence(line, tuple(_located(item, span, key_lines) for item in value))
    if isinstance(value, bool):
        return Scalar(line, "true" if value else "false")
    return Scalar(line, value.isoformat() if hasattr(value, "isoformat") else str(value))


def _syntax_fault(message: str, place: Place, last_line: int) -> Finding:
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else last_line
    return fault("toml-broken", place, line, problem=_AT.sub("", message).rstrip("."))
