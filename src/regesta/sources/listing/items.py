"""Fifth stage: the lines of each publication, by their roles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from regesta.sources.listing.features import Features
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.scores import Role

_YEAR_AT_END = re.compile(r"(?P<title>.{8,}?)\s*[(\[（](?P<year>(?:19|20)\d\d)[)\]）]\.?")
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line with its features."""

    line: PageLine
    features: Features


@dataclass(slots=True)
class Item:
    """The lines of one publication, and the headings that it stands under."""

    headings: tuple[PageLine, ...]
    year: PageLine | None = None
    """The line with nothing but a year, or a month of one, that heads the section."""
    titles: list[PageLine] = field(default_factory=list)
    abstracts: list[PageLine] = field(default_factory=list)
    metadata: list[SeenLine] = field(default_factory=list)

    def lines(self) -> Iterator[PageLine]:
        """Every line of the item."""
        yield from self.titles
        yield from self.abstracts
        yield from (seen.line for seen in self.metadata)


@dataclass(slots=True)
class Grouped:
    """A page taken apart: its publications, and the lines that belong to none."""

    items: list[Item] = field(default_factory=list)
    headings: list[PageLine] = field(default_factory=list)
    navigation: list[PageLine] = field(default_factory=list)
    introductions: list[PageLine] = field(default_factory=list)
    years: list[PageLine] = field(default_factory=list)
    site: list[PageLine] = field(default_factory=list)
    """Lines that were known to be the site's; `navigation` are those that seem to be."""

    def lines(self) -> Iterator[PageLine]:
        """Every line of the page."""
        yield from chain(self.site, self.navigation, self.introductions, self.headings, self.years)
        yield from chain.from_iterable(item.lines() for item in self.items)


def group(seen: Sequence[SeenLine], roles: Sequence[Role]) -> Grouped:
    """The items of a page in its order.

    The first heading before any title is the page's and stays; a later one replaces the section's.
    """
    grouped = Grouped()
    sections = _Sections()
    leads: list[SeenLine] = []
    for one, role in zip(seen, roles, strict=True):
        if role is Role.NAVIGATION:
            grouped.navigation.append(one.line)
        elif role is Role.INTRODUCTION:
            grouped.introductions.append(one.line)
        elif role is Role.HEADING:
            grouped.headings.append(one.line)
            sections.add(one.line, has_items=bool(grouped.items))
        elif role is Role.LEAD:
            leads.append(one)
        elif role is Role.TITLE:
            sections.used = True
            grouped.items.append(Item(sections.current(), titles=[one.line], metadata=leads))
            leads = []
        elif role is Role.SUBTITLE:
            grouped.items[-1].titles.append(one.line)
        elif role is Role.ABSTRACT:
            grouped.items[-1].abstracts.append(one.line)
        else:
            grouped.items[-1].metadata.append(one)
    grouped.navigation.extend(one.line for one in leads)
    return grouped


def head_by_years(page: Grouped, years: Sequence[PageLine]) -> None:
    """Give each item the year that it stands under; a year over nothing is navigation."""
    for item in page.items:
        before = [year for year in years if year.number < item.titles[0].number]
        item.year = before[-1] if before else None
    used = {item.year.number for item in page.items if item.year}
    page.years.extend(year for year in years if year.number in used)
    page.navigation.extend(year for year in years if year.number not in used)


def date_by_titles(page: Grouped) -> None:
    """Take the year in brackets off the titles where all of several end with one."""
    found = [_YEAR_AT_END.fullmatch(item.titles[-1].text) for item in page.items]
    if len(found) < _SEVERAL or not all(found):
        return
    for item, match in zip(page.items, found, strict=True):
        if match:
            item.year = replace(item.titles[-1], text=match["year"])
            item.titles[-1] = replace(item.titles[-1], text=match["title"])


@dataclass(slots=True)
class _Sections:
    page: PageLine | None = None
    section: list[PageLine] = field(default_factory=list)
    used: bool = False

    def add(self, line: PageLine, *, has_items: bool) -> None:
        if self.page is None and not has_items:
            self.page = line
            return
        if self.used:
            if self.page and not self.section:
                self.page = None
            self.section = []
            self.used = False
        self.section.append(line)

    def current(self) -> tuple[PageLine, ...]:
        return tuple(filter(None, (self.page, *self.section)))
