"""One record of JSON as Python values, with what is wrong with it in words."""

import json
import re
from typing import Any

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

Table = dict[str, Any]

_LONGEST_NUMBER = 18
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma or a bracket is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Unterminated string starting at": "a closing quotation mark is missing",
    "Invalid control character at": "a text has a line break or a control character in it",
    "Invalid \\escape": "a backslash stands before a character that needs none",
    "Invalid \\uXXXX escape": "a character is given by a code that is not complete",
    "Extra data": "something stands behind the closing brace",
    "Illegal trailing comma before end of object": "a comma stands before a closing brace",
    "Illegal trailing comma before end of array": "a comma stands before a closing bracket",
}


class _RefusedError(ValueError):
    """A value that JSON does not have; its text says which."""


def parse_item(content: bytes, place: Place) -> tuple[Any, list[Finding]]:
    """The value that the bytes of a record stand for, None where they stand for none.

    Numbers with a fraction, and those longer than any that is counted, stay as they are written.
    """
    duplicates: dict[str, None] = {}

    def pairs(listed: list[tuple[str, Any]]) -> Table:
        table = dict(listed)
        if len(table) < len(listed):
            keys = [key for key, _ in listed]
            duplicates.update(dict.fromkeys(key for key in table if keys.count(key) > 1))
        return table

    try:
        value = json.loads(
            content.decode(),
            object_pairs_hook=pairs,
            parse_float=str,
            parse_int=_number,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        return None, [_encoding_finding(error, place)]
    except RecursionError:
        return None, [new_finding("json-nesting-too-deep", place, deepest=100)]
    except json.JSONDecodeError as error:
        return None, [_broken(error, content, place)]
    except _RefusedError as error:
        reason = f"it has the word {error} where a value is needed"
        return None, [new_finding("json-record-broken", place, value=str(error), reason=reason)]
    return value, [new_finding("json-key-duplicated", place, value=key) for key in duplicates]


def text_of(value: object) -> str:
    """A value as a text with single spaces; empty where it is none, a table or a list."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(_LONE_SURROGATE.sub("�", str(value)).split())


def texts_of(value: object) -> list[str]:
    """The texts of a list, or of one value that stands for a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, listed) if text]


def tables_of(value: object) -> list[Table]:
    """The tables of a list, or one that stands for a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, dict)]


def table_of(value: object) -> Table:
    """The table that a value is, else an empty one."""
    return value if isinstance(value, dict) else {}


def _number(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_NUMBER else text


def _constant(text: str) -> Any:
    raise _RefusedError(text)


def _encoding_finding(error: UnicodeDecodeError, place: Place) -> Finding:
    before = error.object[max(0, error.start - 40) : error.start].decode(errors="replace")
    byte = f"{error.object[error.start]:02X}"
    return new_finding("json-encoding-broken", place, value=before, byte=byte)


def _broken(error: json.JSONDecodeError, content: bytes, place: Place) -> Finding:
    words = _WORDS.get(error.msg, error.msg)
    near = error.doc[max(0, error.pos - 40) : error.pos + 20]
    reason = f"in line {error.lineno} of the record, character {error.colno}, {words}"
    shown = near or content[:60].decode(errors="replace")
    return new_finding("json-record-broken", place, value=shown, reason=reason)
