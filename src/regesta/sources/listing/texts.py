"""Titles and abstracts: one text of one or more lines, as a reader would write it down."""

import re

from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import read_label
from regesta.sources.listing.words import fold, words

_TIGHT_COLON = re.compile(r"(?<=[^\W\d_]):(?=[^\W\d_])")
_FILE_NOTE = re.compile(
    r"\s*[(\[](?:pdf|docx?|xlsx?|epub)(?:[\s,:;–-]+[\w.,]+){0,4}[)\]]$", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?:;。！？؟…۔।][\"”»’')\]]*$")
_QUOTES = tuple(map(tuple, ("“”", "„“", "«»", "‘’", "《》", "「」", "『』", '""')))


def title_text(lines: list[PageLine]) -> str:
    """A title of one or more lines: without enclosing quotes, with a space after its colon."""
    text = _unlabelled(lines[0].text)
    for line in lines[1:]:
        text += (" " if _is_open(text) or line.text[:1].islower() else ": ") + line.text
    bare = _FILE_NOTE.sub("", text) or text
    for opening, closing in _QUOTES:
        inner = bare[1:-1]
        if bare.startswith(opening) and bare.endswith(closing) and len(bare) > 2:
            bare = inner if opening not in inner and closing not in inner else bare
    return _TIGHT_COLON.sub(": ", bare).strip()


def _is_open(text: str) -> bool:
    """Whether a title's line cannot be its end, so that no colon is wanting before the next."""
    last = fold(text).rpartition(" ")[2]
    return not text[-1:].isalnum() or last in words().connectives


def _unlabelled(text: str) -> str:
    label = read_label(text)
    return label.value if label and label.value and label.field in ("title", "abstract") else text


def abstract_text(lines: list[PageLine]) -> str:
    """Paragraphs parted by a blank line; the lines of a wrapped paragraph are joined."""
    text = _unlabelled(lines[0].whole)
    for line in lines[1:]:
        ended = _ENDED.search(text)
        wrapped = not line.gap and not line.mark and (line.text[:1].islower() or not ended)
        between = " " if wrapped else "\n" if line.mark and not line.gap else "\n\n"
        text += between + line.whole
    return text
