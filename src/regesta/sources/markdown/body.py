"""The body of a Markdown file: its first paragraph as plain text."""

import re
from collections.abc import Sequence

from regesta.sources.curated.nodes import Scalar
from regesta.sources.markup import plain_text

_NO_TEXT = re.compile(
    r"\s*(?:#{1,6}\s|[-*_]{3,}\s*$|!\[|\{[%{<]|<!--|\||:::|<(?!https?:|b\b|i\b|em\b))"
)
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"\s*(?:```|~~~)")
LINK = re.compile(
    r"!?\[([^\]\[]*)\](?:\(<?(?P<target>[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)?)>?"
    r"(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"
)
"""A link or an image, with its text and, where it has one of its own, its target."""

_SIGNS = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1")
_NOTE = re.compile(r"\[\^[^\]]+\]")


def first_paragraph(lines: Sequence[str]) -> Scalar | None:
    """The first paragraph with its line; None if there is nothing but headings and lists."""
    found: list[str] = []
    start = 0
    in_code = False
    for number, line in enumerate(lines, start=1):
        if _FENCE.match(line):
            in_code = not in_code
        ends = not line.strip() or in_code or _NO_TEXT.match(line) or _FENCE.match(line)
        if ends or (not found and _LIST.match(line)):
            if found:
                break
            continue
        start = start or number
        found.append(line.strip().removeprefix("> "))
    return Scalar(start, plain(" ".join(found))) if found else None


def plain(text: str) -> str:
    """A text without the signs of Markdown."""
    text = _NOTE.sub("", LINK.sub(r"\1", text))
    for _ in range(3):
        text = _SIGNS.sub(r"\2", text)
    return plain_text(text)
