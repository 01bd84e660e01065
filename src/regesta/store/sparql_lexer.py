"""Splits SPARQL 1.1 and 1.2 text into tokens, in linear time whatever the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is; `unknown` is text that no SPARQL grammar allows where it stands."""

    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    LANGUAGE = "language"
    VARIABLE = "variable"
    BLANK_NODE = "blank_node"
    PREFIXED_NAME = "prefixed_name"
    NUMBER = "number"
    WORD = "word"
    PUNCTUATION = "punctuation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; lines and columns are counted from 1, `start` from 0."""

    kind: TokenKind
    text: str
    start: int
    line: int
    column: int

    @property
    def end(self) -> int:
        """The offset of the first character after the token."""
        return self.start + len(self.text)


_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_VARIABLE_PART = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_PART = _VARIABLE_PART + r"\-"
_CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_CHARACTER = rf"\\[tbnrf\"'\\]|{_CODE_POINT}"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
# The length of a prefix is bounded, since each of its dots may prove to be the end of a word.
_PREFIX = rf"[{_BASE}](?:[{_PART}.]{{0,99}}+(?<!\.))?"
_LOCAL_PART = rf"[{_PART}:]|{_ESCAPED}"
_LOCAL = rf"(?:[{_VARIABLE_PART}:]|{_ESCAPED})(?:{_LOCAL_PART}|\.+(?:{_LOCAL_PART}))*"
# Single characters repeat possessively; groups do not, since Python before 3.11.5 forgets where a
# possessive group has to end (gh-106052). Each group can be read in one way only, so that nothing
# is tried twice.
# An unterminated string takes the rest of its line, or of the text, so that nothing is read twice.
_PATTERNS = {
    "space": r"\s++",
    TokenKind.COMMENT: r"#[^\r\n]*+",
    TokenKind.IRI: r'<(?:[^<>"{}|^`\\\x00-\x20]|' + _CODE_POINT + ")*>",
    TokenKind.STRING: (
        rf'"""(?:[^"\\]|{_CHARACTER}|"{{1,2}}+(?!"))*"""'
        rf"|'''(?:[^'\\]|{_CHARACTER}|'{{1,2}}+(?!'))*'''"
        rf'|"(?!"")(?:[^"\\\r\n]|{_CHARACTER})*"'
        rf"|'(?!'')(?:[^'\\\r\n]|{_CHARACTER})*'"
    ),
    "unterminated": r"(?:\"\"\"|''')[\s\S]*+|[\"'][^\r\n]*+",
    TokenKind.LANGUAGE: r"@[A-Za-z]++(?:-++[A-Za-z0-9]++)*",
    TokenKind.VARIABLE: rf"[?$][{_VARIABLE_PART}]++",
    TokenKind.BLANK_NODE: rf"_:[{_VARIABLE_PART}](?:[{_PART}]|\.+[{_PART}])*",
    TokenKind.PREFIXED_NAME: rf"(?:{_PREFIX})?:(?:{_LOCAL})?",
    TokenKind.NUMBER: r"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+\-]?[0-9]++)?",
    TokenKind.WORD: rf"[{_BASE}_][{_PART}]*+",
    TokenKind.PUNCTUATION: r"[{}()\[\].,;*/|^?+!=<>&~\-]",
    TokenKind.UNKNOWN: r"[\s\S]",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))
_NEW_LINE = re.compile(r"\r\n|\r|\n")


def read_tokens(text: str) -> Iterator[Token]:
    """Every token of the text with its place, comments among them, white space left out.

    Where the same characters may be an IRI or comparisons (`?a<?b && ?c>?d`), the longest token
    is taken, as the SPARQL grammar says.
    """
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, start = str(match.lastgroup), match.start()
        if kind != "space":
            known = TokenKind(kind) if kind != "unterminated" else TokenKind.UNKNOWN
            yield Token(known, match.group(), start, line, start - line_start + 1)
        for new_line in _NEW_LINE.finditer(match.group()):
            line, line_start = line + 1, start + new_line.end()
