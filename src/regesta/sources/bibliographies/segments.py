"""Takes a stream apart at the lines where records begin, in memory bounded by one record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

LONGEST_RECORD = 1_000_000
"""The most bytes that a record may have; a longer one is not kept."""


@dataclass(slots=True)
class Segment:
    """What stands between two beginnings of records; `length` counts what was not kept, too."""

    line: int
    content: bytes
    length: int

    @property
    def is_too_long(self) -> bool:
        """Whether something of it was not kept."""
        return self.length > LONGEST_RECORD


class _Pending:
    """The segment that is being gathered."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._kept: list[bytes] = []
        self._length = 0
        self._lines = 0

    def add(self, content: bytes) -> None:
        room = LONGEST_RECORD - self._length
        if room > 0:
            self._kept.append(content[:room])
        self._length += len(content)
        self._lines += content.count(b"\n")

    def take(self) -> tuple[Segment, "_Pending"]:
        content = b"".join(self._kept)
        return Segment(self._line, content, self._length), _Pending(self._line + self._lines)


def segments(
    chunks: Iterable[bytes], start: re.Pattern[bytes], *, behind: bytes = b"\n"
) -> Iterator[Segment]:
    """The segments of a stream; the first is what stands before any record, and may be empty.

    `start` is what a record begins with, within one line, behind nothing but blanks and one of
    the signs in `behind`.
    """
    pending = _Pending(1)
    held, at_line_start = b"", True
    for chunk in chunks:
        block = held + chunk
        cut = block.rfind(b"\n") + 1 or (len(block) if len(block) > LONGEST_RECORD else 0)
        text, held = block[:cut], block[cut:]
        position = 0
        for found in start.finditer(text):
            before = text[position : found.start()]
            last = before.rstrip(b" \t")[-1:] or (b"\n" if at_line_start and not position else b"")
            if last and last in behind:
                pending.add(before)
                segment, pending = pending.take()
                yield segment
                position = found.start()
        pending.add(text[position:])
        at_line_start = text.endswith(b"\n") if text else at_line_start
    blanks = len(held) - len(held.lstrip(b" \t"))
    if held and at_line_start and start.match(held, blanks):
        pending.add(held[:blanks])
        segment, pending = pending.take()
        yield segment
        held = held[blanks:]
    pending.add(held)
    yield pending.take()[0]


def too_long(segment: Segment, place: Place) -> Finding:
    """The finding for a segment that was not kept."""
    start = segment.content[:120].decode(errors="replace")
    return new_finding(
        "reference-too-long", place, value=" ".join(start.split()), length=f"{segment.length:,}"
    )


def decoded(content: bytes, place: Place) -> str | Finding:
    """The text of a record, or the finding that it is not UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        around = content[max(0, error.start - 40) : error.start + 40].decode(errors="replace")
        line = (place.line or 1) + content.count(b"\n", 0, error.start)
        return new_finding(
            "reference-not-in-utf", place, value=" ".join(around.split()), broken_line=str(line)
        )
