"""First stage: the lines of a page, clean, with what stood before each of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from regesta.findings import Finding
from regesta.records import Place
from regesta.sources.decoding import Line, control_characters

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS_AT_END = "\u200c\u200d "
_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□►▶▸➤➔→⁃∙·*+»›✓✔–—-]|o(?=\s+[A-Z]))\s+(?=\S)")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[٠-٩]{1,3})[.)\]．、]\s+|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*"
    r"|[一二三四五六七八九十]{1,3}、\s*|\(?[a-z]\)\s+|\(?[ivx]{1,4}\)\s+|№?\s?\d{1,3}\)\s+)(?=\S)"
)
_HASH = re.compile(r"#{1,6}\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with text in it.

    `text` is without the mark that an item of a list starts with, `whole` has it. `gap` is the
    number of blank lines before it. `mark` is `bullet`, `number`, `hash` or nothing. `closes` says
    that a line such as "Read more" came right after it, which ends an item; `listed` that it is of
    a list within a text, which a colon announced.
    """

    number: int
    text: str
    whole: str
    gap: int
    mark: str = ""
    fault: Finding | None = None
    closes: bool = False
    listed: bool = False
    also: tuple[int, ...] = ()
    """The numbers of further lines that were joined to this one."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all lines that this one is made of."""
        return (self.number, *self.also)


def read_page(lines: Iterable[Line | Finding], place: Place) -> Iterator[PageLine | Finding]:
    """The lines of a page that have text, and the findings on single characters."""
    gap = 0
    for line in lines:
        if isinstance(line, Finding):
            yield line
            continue
        sound, finding = control_characters(line, place)
        if finding:
            yield finding
        whole = clean(sound.text)
        mark, text = _unmarked(whole)
        if text or sound.fault:
            yield PageLine(sound.number, text, whole, gap, mark, sound.fault)
            gap = 0
        else:
            gap += 1


def clean(text: str) -> str:
    """The text in NFC with plain single spaces and nothing invisible in it."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(visible.split()).strip(_JOINERS_AT_END)


def without(lines: list[PageLine], left_out: set[int], closing: set[int]) -> list[PageLine]:
    """The lines without those of the given numbers, each of which leaves a gap."""
    kept: list[PageLine] = []
    gap = 0
    for line in lines:
        if line.number in left_out:
            if line.number in closing and kept and not gap:
                kept[-1] = replace(kept[-1], closes=True)
            gap += line.gap + 1
            continue
        kept.append(replace(line, gap=line.gap + gap) if gap else line)
        gap = 0
    return kept


def _unmarked(text: str) -> tuple[str, str]:
    for mark, pattern in (("bullet", _BULLET), ("number", _NUMBER), ("hash", _HASH)):
        if found := pattern.match(text):
            return mark, text[found.end() :]
    return "", text
