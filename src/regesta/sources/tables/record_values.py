"""The values of a record, each gathered from the columns of one row that hold it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Contributor, Identifier, Name, Place, Text
from regesta.sources.tables.dates import (
    contradicting,
    date_of_cell,
    is_undated,
    joined_date,
    month_number,
)
from regesta.sources.tables.layout import Column, Layout
from regesta.sources.tables.names import read_names
from regesta.sources.tables.numbers import read_number, split_numbers
from regesta.sources.tables.splitting import split_acronyms, split_cell, split_terms
from regesta.values.standard_numbers import normalise_orcid

_CONTRIBUTORS = {"editor": "edt", "translator": "trl", "contributor": None}
_RANGE = re.compile(
    r"(?:pp?\.? ?|s\. ?)?([a-z]{0,3}\d+\s*[-–—−]+\s*[a-z]{0,3}\d+(?:,.*)?|e\d+"
    r"|(?<=[ps. ])\d+)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(\d{1,5})(?: ?p(?:p|ages?|áginas?|ág)?\.?)?", re.IGNORECASE)


@dataclass(slots=True)
class RowValues:
    """The cells of one row, clean, and what becomes of them; findings gather as they are read."""

    cells: tuple[str, ...]
    layout: Layout
    place: Place
    findings: list[Finding] = field(default_factory=list)
    left_out: frozenset[int] = frozenset()
    places: dict[str, Place] = field(default_factory=dict)

    def of(self, name: str, *fields: str) -> Iterator[tuple[str, Column, Place]]:
        """The filled cells of these fields; `name` is that of the record's field they fill."""
        for position, column in self.layout.of(*fields):
            text = self.cells[position] if position < len(self.cells) else ""
            if text and position not in self.left_out:
                place = replace(self.place, field=column.heading)
                self.places.setdefault(name, place)
                yield text, column, place

    def first(self, name: str, *fields: str) -> str | None:
        """The first filled cell of these fields as one line."""
        return next((" ".join(text.split()) for text, _, _ in self.of(name, *fields)), None)

    def titles(self) -> tuple[Text, ...]:
        """The titles, each with the subtitle in its language."""
        subtitles = {column.language: text for text, column, _ in self.of("titles", "subtitle")}
        found = []
        for text, column, _ in self.of("titles", "title"):
            title = " ".join(text.split()).removesuffix(" :").removesuffix(" /")
            subtitle = " ".join(subtitles.pop(column.language, "").split())
            if subtitle and not title.casefold().endswith(subtitle.casefold()):
                title = f"{title.rstrip(' :')}: {subtitle}"
            found.append(Text(title, column.language))
        return tuple(dict.fromkeys(found))

    def texts(self, name: str, *fields: str) -> tuple[Text, ...]:
        """Texts that are not split, with their paragraphs."""
        read = [Text(_paragraphs(text), each.language) for text, each, _ in self.of(name, *fields)]
        return tuple(dict.fromkeys(read))

    def terms(self, name: str, *fields: str) -> tuple[Name, ...]:
        """Short names: regions, themes, keywords."""
        return tuple(
            Name(term, place)
            for text, _, place in self.of(name, *fields)
            for term in dict.fromkeys(split_terms(text, self.layout.separator))
        )

    def bodies(self, name: str, *fields: str) -> tuple[Name, ...]:
        """Names of bodies, such as publishers."""
        return tuple(
            Name(body, place)
            for text, _, place in self.of(name, *fields)
            for body in split_acronyms(text, self.layout.separator)
        )

    def listed(self, name: str, *fields: str) -> tuple[str, ...]:
        """Values between separators."""
        values = [
            value
            for text, _, _ in self.of(name, *fields)
            for value in split_cell(text, self.layout.separator)
        ]
        return tuple(dict.fromkeys(values))

    def creators_and_contributors(
        self,
    ) -> tuple[tuple[Contributor, ...], tuple[Contributor, ...]]:
        """The authors and the agencies among them; and editors, translators and all others."""
        authors = self._authors()
        creators = [*(each for each in authors if each.role is None), *self._agencies()]
        found = [each for each in authors if each.role]
        for kind, role in _CONTRIBUTORS.items():
            for text, _, place in self.of("contributors", kind):
                found += read_names(text, place, self.layout.separator, role)
        return _each_once(creators), _each_once(found)

    def _authors(self) -> list[Contributor]:
        separator = self.layout.separator
        found = [
            name
            for text, _, place in self.of("creators", "author")
            for name in read_names(text, place, separator, None)
        ]
        families = list(self.of("creators", "author_family"))
        givens = [text for text, _, _ in self.of("creators", "author_given")]
        for position, (family, _, place) in enumerate(families):
            given = givens[position] if position < len(givens) else None
            name = Name(f"{family}, {given}" if given else family, place)
            found.append(Contributor(name, family_name=family, given_name=given))
        return self._with_orcids(found)

    def _with_orcids(self, authors: list[Contributor]) -> list[Contributor]:
        cells = list(self.of("creators", "orcid"))
        orcids = [orcid for text, _, _ in cells for orcid in split_cell(text, "")]
        if not orcids:
            return authors
        if len(orcids) != len(authors):
            self.findings.append(
                new_finding("orcids-not-assigned", cells[0][2], value="; ".join(orcids))
            )
            return authors
        return [
            replace(author, orcid=author.orcid or normalise_orcid(orcid) or orcid)
            for author, orcid in zip(authors, orcids, strict=True)
        ]

    def _agencies(self) -> Iterator[Contributor]:
        for text, _, place in self.of("creators", "agency"):
            yield from read_names(text, place, self.layout.separator, None, is_agency=True)

    def issued(self) -> str | None:
        """The date of publication, of one cell or of several."""
        dates = list(self.of("issued", "date"))
        year, month, day = (self.first("issued", one) or "" for one in ("year", "month", "day"))
        text = dates[0][0] if dates else ""
        date, is_counted = date_of_cell(text, self.layout.date_order)
        year, year_is_counted = date_of_cell(year, self.layout.date_order)
        if is_counted or year_is_counted:
            self.findings.append(
                new_finding(
                    "date-as-number", self.places["issued"], value=text or year, date=date or year
                )
            )
        if date and year and contradicting(date, year):
            self.findings.append(
                new_finding("date-contradicts-year", dates[0][2], value=text, year=year)
            )
        if month and month_number(month) is None:
            there = next(place for _, _, place in self.of("issued", "month"))
            self.findings.append(new_finding("month-unclear", there, value=month))
        joined = joined_date(year, month, day) if year or month else ""
        dated = (each for each in (date, joined) if each and not is_undated(each))
        return next(dated, None)

    def modified(self) -> str | None:
        """The date of the last change."""
        return date_of_cell(self.first("modified", "modified") or "", self.layout.date_order)[0]

    def identifiers(self) -> tuple[Identifier, ...]:
        """DOI, ISBN, ISSN, and what the table itself calls the publication."""
        found: list[Identifier] = []
        for scheme in ("doi", "isbn", "issn"):
            for text, _, place in self.of("identifiers", scheme):
                for value in split_numbers(text, scheme):
                    found += read_number(value, scheme, place, self.findings)
        if own := self.first("identifier", "id"):
            found.append(Identifier("local", own))
        return tuple(dict.fromkeys(found))

    def page_range_and_extent(self) -> tuple[str | None, str | None]:
        """Where in a journal, and how many pages: a column of pages may mean either."""
        extent = self.first("extent", "extent")
        pages = self.first("page_range", "pages")
        if extent and (count := _COUNT.fullmatch(extent)):
            extent = f"{int(count[1])} p."
        if pages and (count := _COUNT.fullmatch(pages)):
            return None, extent or f"{int(count[1])} p."
        if pages and (span := _RANGE.fullmatch(pages)):
            return re.sub(r"\s*[-–—−]+\s*", "–", span[1]), extent
        return (None, pages) if pages and not extent else (pages, extent)


def _each_once(contributors: list[Contributor]) -> tuple[Contributor, ...]:
    known: dict[tuple[str, str | None], Contributor] = {}
    for one in contributors:
        known.setdefault((one.name.value.casefold(), one.role), one)
    return tuple(known.values())


def _paragraphs(text: str) -> str:
    parts = re.split(r"\n\s*\n|\n", text)
    return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())
