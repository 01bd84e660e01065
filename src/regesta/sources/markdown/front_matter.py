"""A Markdown file taken apart: what stands between its first marks, and its body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FENCES = {"---": "yaml", "+++": "toml"}
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_START = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(?:---|\+\+\+)[ \t]*\r?\n")
_ENTRY = re.compile(rb"^[ \t]*[\"']?[\w-]+[\"']?[ \t]*[:=]", re.MULTILINE)
_ENDED = re.compile(rb"^(?:---|\.\.\.|\+\+\+)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The front matter and the body of a file, each with blank lines where the other stands.

    So the line of each value is that in the file.
    """

    language: str
    front: str
    body: tuple[str, ...]
    is_closed: bool


def begins_with_front_matter(start: bytes) -> bool:
    """Whether a file begins with front matter, and not with a line to part a text."""
    found = _START.match(start)
    if not found:
        return False
    ended = _ENDED.search(start, found.end())
    return bool(_ENTRY.search(start, found.end(), ended.start() if ended else len(start)))


def take_apart(lines: Sequence[str]) -> Parts | None:
    """The parts of a file; None if it does not begin with front matter."""
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].strip() not in FENCES:
        return None
    fence = lines[first].strip()
    after = range(first + 1, len(lines))
    end = next((index for index in after if lines[index].rstrip() in _ENDS[fence]), None)
    stop = len(lines) if end is None else end
    front = [*([""] * (first + 1)), *lines[first + 1 : stop]]
    body = (*([""] * (stop + 1)), *lines[stop + 1 :])
    return Parts(FENCES[fence], "\n".join(front), body, end is not None)
