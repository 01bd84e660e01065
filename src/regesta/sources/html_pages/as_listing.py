"""Reads a page without data in it as the listing reader would read its text.

The lines given to that reader are numbered by their order, since many may stand on one line of the
page; all places are then those in the page again. Headings are known here, so that the themes of a
publication are those that stand above it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Name, Place, Record
from regesta.sources.decoding import Line
from regesta.sources.html_pages.blocks import Block
from regesta.sources.html_pages.outline import Heading, Outline
from regesta.sources.html_pages.themes import is_period, is_theme
from regesta.sources.listing import reports
from regesta.sources.listing.dates import read_date
from regesta.sources.listing.lines import PageLine, read_page
from regesta.sources.listing.reader import LONGEST_PAGE, read_listing
from regesta.sources.listing.references import read_references
from regesta.sources.listing.tables import read_tables

_OUTSIDE = frozenset({"navigation-skipped", "text-not-understood"})
_FEW = 2
_TITLE = 25
_FILES = (".pdf", ".doc", ".docx", ".epub", ".odt", ".rtf")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page gives as a list: its records and findings in their order."""

    results: tuple[Record | Finding, ...]

    @property
    def records(self) -> int:
        """How many records there are."""
        return sum(isinstance(each, Record) for each in self.results)


def find_sections(blocks: Sequence[Block]) -> frozenset[int]:
    """The headings that surely head sections, by index: no publication's title stands there.

    Below each stands a deeper heading, or the first title of a list. So does the one heading of
    the first level on a page with others.
    """
    levels = [block.level for block in blocks if block.level]
    single = levels.count(1) == 1 and len(levels) > _FEW
    return frozenset(
        index
        for index, (block, below) in enumerate(pairwise(blocks))
        if block.level
        and (
            below.level > block.level
            or (not below.level and _begins_list(below))
            or (single and block.level == 1)
        )
    )


def _begins_list(block: Block) -> bool:
    return bool(block.mark and len(block.text) >= _TITLE)


def read_as_listing(blocks: Sequence[Block], place: Place, *, themes: bool) -> Listed:
    """The records and findings of a page whose content the blocks are."""
    if len(blocks) > LONGEST_PAGE:
        return Listed((new_finding("html-too-long", place, most=f"{LONGEST_PAGE:,}"),))
    sections = find_sections(blocks)
    lines = tuple(_lines(blocks, sections))
    numbered = read_page(read_references(read_tables(iter(lines), place)), place)
    page: list[PageLine] = []
    results: list[Record | Finding] = []
    for line in numbered:
        if isinstance(line, Finding):
            results.append(line)
        else:
            page.append(line)
    results.extend(read_listing(page, place))
    return Listed(tuple(_Pages(blocks, place, themes, sections).settled(results)))


def _lines(blocks: Sequence[Block], sections: frozenset[int]) -> Iterator[Line]:
    """Two lines a block, of which the first parts it from the one before or is not there."""
    for index, block in enumerate(blocks):
        if block.parted:
            yield Line(2 * index + 1, "")
        if index not in sections:
            yield Line(2 * index + 2, block.mark + _told(block.text))


def _told(text: str) -> str:
    """The text, a date of figures and points in another form than the numbers of pages have."""
    is_date = len(text) < len("on 00. 00. 0000 г.") and text[:1].isdecimal()
    return (is_date and "." in text and read_date(text)) or text


@dataclass(frozen=True, slots=True)
class _Pages:
    blocks: Sequence[Block]
    place: Place
    with_themes: bool
    sections: frozenset[int]

    def settled(self, results: Sequence[Record | Finding]) -> Iterator[Record | Finding]:
        """The results with their places in the page, themes and web addresses."""
        records = (each for each in results if isinstance(each, Record))
        titles = [*sorted({self._index(each.place) for each in records}), len(self.blocks)]
        outlines = self._outlines(frozenset(titles))
        used = {heading.line for index in titles[:-1] for heading in outlines[index]}
        yield from (
            reports.not_part_of_item(self._line(index), self.place)
            for index in sorted(self.sections - used)
        )
        for each in results:
            if isinstance(each, Finding):
                is_outside = each.code in _OUTSIDE and each.place.line is not None
                if not (is_outside and self._index(each.place) in used):
                    yield replace(each, place=self._located(each.place))
            else:
                yield self._record(each, outlines[self._index(each.place)], titles)

    def _record(self, record: Record, above: Sequence[Heading], titles: Sequence[int]) -> Record:
        index = self._index(record.place)
        end = titles[bisect_right(titles, index)]
        links = self.blocks[index].links or self._files(index, end)
        themed = self._themes(record, above)
        located: Record = self._located(record)
        pages = tuple(dict.fromkeys((*links[:1], *located.pages)))
        places = dict(located.places)
        period = next((each for each in reversed(above) if is_period(each.text)), None)
        if period and located.issued is None:
            located = replace(located, issued=read_date(period.text) or period.text)
            places["issued"] = replace(self.place, line=self.blocks[period.line].line)
        if pages:
            places.setdefault("pages", located.place)
        places.pop("themes", None)
        if themed:
            places["themes"] = themed[0].place
        return replace(located, themes=themed, pages=pages, places=tuple(places.items()))

    def _themes(self, record: Record, above: Sequence[Heading]) -> tuple[Name, ...]:
        """The headings above, then what the text itself calls a topic."""
        stated = tuple(
            self._located(name)
            for name in record.themes
            if name.place.line is None or not self.blocks[self._index(name.place)].level
        )
        if not self.with_themes:
            return stated
        headings = (
            Name(heading.text, replace(self.place, line=self.blocks[heading.line].line))
            for heading in above
            if is_theme(heading.text)
        )
        return tuple({name.value: name for name in (*headings, *stated)}.values())

    def _files(self, index: int, end: int) -> list[str]:
        """The links to files below a title, as far as the next."""
        links = (link for block in self.blocks[index + 1 : end] for link in block.links)
        return [link for link in links if link.lower().partition("?")[0].endswith(_FILES)]

    def _outlines(self, titles: frozenset[int]) -> list[tuple[Heading, ...]]:
        """The headings above each block that are no titles; `line` is the block's index."""
        outline = Outline()
        outlines = []
        for index, block in enumerate(self.blocks):
            is_heading = block.level and index not in titles
            if is_heading and (is_theme(block.text) or is_period(block.text)):
                outline.add(Heading(block.level, block.text, index))
            outlines.append(outline.current())
        return outlines

    def _line(self, index: int) -> PageLine:
        block = self.blocks[index]
        return PageLine(block.line, block.text, block.text, 0)

    @staticmethod
    def _index(place: Place) -> int:
        return ((place.line or 2) - 2) // 2

    def _located(self, value: Any) -> Any:
        """A value with every place in it moved to the line of the page."""
        if isinstance(value, Place):
            if value.line is None:
                return value
            block = self.blocks[min(max(self._index(value), 0), len(self.blocks) - 1)]
            return replace(value, line=block.line)
        if isinstance(value, tuple):
            return tuple(map(self._located, value))
        if is_dataclass(value) and not isinstance(value, type):
            changed = {
                field.name: moved
                for field in fields(value)
                if (moved := self._located(old := getattr(value, field.name))) is not old
            }
            return replace(value, **changed) if changed else value
        return value
