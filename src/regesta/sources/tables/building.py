"""Builds the record of one row."""

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.findings import Finding, has_violation
from regesta.identifiers import local_name
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.sources.reader import with_record
from regesta.sources.tables.cell_texts import read_cell
from regesta.sources.tables.kinds import SAID
from regesta.sources.tables.layout import Layout
from regesta.sources.tables.numbers import is_scientific
from regesta.sources.tables.record_values import RowValues
from regesta.sources.tables.rows import Row
from regesta.sources.tables.splitting import split_languages
from regesta.sources.tables.swapped import Displaced, displaced_cells
from regesta.values.texts import shorten

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_TITLE = frozenset({"doi", "url", "isbn", "issn", "email", "orcid"})


def read_row(row: Row, layout: Layout, place: Place) -> Iterator[Record | Finding]:
    """The findings of a row, and the record if none of them forbids it."""
    values = RowValues((), layout, place)
    values.cells = tuple(_cells(row, values))
    key = values.first("identifier", "id")
    if key:
        values.place = replace(place, key=shorten(key))
    links = tuple(_noted(row, values))
    linked = {note.column for note in row.notes if note.kind == "link"}
    values.findings += _misplaced(row, values)
    # The words of a link, such as “PDF”, are no address beside the one that it leads to.
    values.left_out |= {
        at for at, _ in values.layout.of("url") if at in linked and _is_label(values, at)
    }
    record = _record(values, key, links)
    title = record.titles[0].value if record.titles else ""
    if not title:
        values.findings.append(_without_title(values))
    named = title or key or next(filter(None, values.cells), "")
    yield from (with_record(finding, shorten(named)) for finding in values.findings)
    if not has_violation(values.findings):
        yield record


def _cells(row: Row, values: RowValues) -> Iterator[str]:
    columns = values.layout.columns
    for position, text in enumerate(row.cells):
        heading = columns[position].heading if position < len(columns) else None
        if not text or text.isspace():
            yield ""
            continue
        there = replace(values.place, field=heading or None)
        is_read = position < len(columns) and columns[position].is_read
        yield read_cell(text, there, values.findings if is_read else [])


def _is_label(values: RowValues, position: int) -> bool:
    return "://" not in values.cells[position] and "www." not in values.cells[position]


def _noted(row: Row, values: RowValues) -> Iterator[str]:
    """The findings that the notes on cells ask for; yields the addresses they lead to."""
    columns = values.layout.columns
    for note in row.notes:
        column = columns[note.column] if note.column < len(columns) else None
        there = replace(values.place, field=(column.heading or None) if column else None)
        if note.kind == "link":
            yield note.text
        elif note.kind == "quote":
            code = "quote-open" if len(row.cells) == len(columns) else "row-quote-open"
            values.findings.append(new_finding(code, values.place, value=note.text))
        elif note.kind in ("formula", "year") and column and column.is_read:
            code = {"formula": "formula-without-value", "year": "year-as-date"}[note.kind]
            values.findings.append(new_finding(code, there, value=note.text))


def _misplaced(row: Row, values: RowValues) -> Iterator[Finding]:
    """What is wrong with the number of cells, or with the columns that they stand in."""
    layout = values.layout
    width, filled = layout.width, [cell for cell in row.cells[layout.width :] if cell.strip()]
    parts = {"count": str(len(row.cells)), "width": str(width)}
    if filled and layout.delimiter:
        yield new_finding("row-too-long", values.place, value=filled[0], **parts)
        return
    if layout.delimiter and len(row.cells) < width and not layout.is_ragged:
        yield new_finding("row-too-short", values.place, value=row.cells[-1], **parts)
    displaced = displaced_cells(values.cells, layout)
    moves = [one for one in displaced if one.home]
    if len(displaced) > 1 and moves and any(_can_move(one, displaced, values) for one in moves):
        said = "; ".join(_said(one) for one in displaced)
        there = replace(values.place, field=displaced[0].column.heading)
        yield new_finding("cells-displaced", there, value=displaced[0].value, moves=said)
        return
    values.left_out = frozenset(one.position for one in displaced if one.column.field != "title")
    for one in displaced:
        yield _of_other_kind(one, values)


def _can_move(one: Displaced, displaced: list[Displaced], values: RowValues) -> bool:
    """Whether the cell where a value belongs is empty, or holds what does not belong there."""
    is_empty = one.home_position >= len(values.cells) or not values.cells[one.home_position]
    return is_empty or one.home_position in {other.position for other in displaced}


def _said(one: Displaced) -> str:
    belongs = f", which belongs to “{one.home.heading}”" if one.home else ""
    return f"“{one.column.heading}” holds {SAID[one.kind]}{belongs}"


def _of_other_kind(one: Displaced, values: RowValues) -> Finding:
    there = replace(values.place, field=one.column.heading)
    home = one.home.heading if one.home else SAID[one.kind]
    if one.column.field == "title":
        code = "title-is-no-title" if one.kind in _NO_TITLE else "title-doubtful"
        return new_finding(code, there, value=one.value, kind=SAID[one.kind], home=home)
    return new_finding("cell-of-other-kind", there, value=one.value, kind=SAID[one.kind], home=home)


def _without_title(values: RowValues) -> Finding:
    heading = next((column.heading for _, column in values.layout.of("title")), None)
    there = replace(values.place, field=heading)
    shown = " | ".join(cell for cell in values.cells if cell)
    return new_finding("row-without-title", there, value=shown)


def _record(values: RowValues, key: str | None, links: tuple[str, ...]) -> Record:
    if key and is_scientific(key):
        there = replace(values.place, field=next(values.layout.of("id"))[1].heading)
        values.findings.append(new_finding("id-shortened", there, value=key))
    creators, contributors = values.creators_and_contributors()
    page_range, extent = values.page_range_and_extent()
    languages = [
        language
        for text, _, _ in values.of("languages", "language")
        for language in split_languages(text, values.layout.separator)
    ]
    record = Record(
        identifier=local_name(values.place.source, key) if key else "",
        place=values.place,
        titles=values.titles(),
        alternative_titles=values.texts("alternative_titles", "alternative"),
        abstracts=values.texts("abstracts", "abstract"),
        creators=creators,
        publishers=values.bodies("publishers", "publisher"),
        contributors=contributors,
        funders=values.bodies("funders", "funder"),
        regions=values.terms("regions", "region"),
        themes=values.terms("themes", "theme"),
        keywords=values.terms("keywords", "keyword"),
        issued=values.issued(),
        languages=tuple(dict.fromkeys(languages)),
        document_type=_spaced(values.first("document_type", "type")),
        identifiers=values.identifiers(),
        pages=_pages(values, links),
        part_of=values.texts("part_of", "series", "journal"),
        volume=_plain(values.first("volume", "volume")),
        issue=_plain(values.first("issue", "issue")),
        page_range=page_range,
        edition=_plain(values.first("edition", "edition")),
        report_number=_plain(values.first("report_number", "report_number")),
        publication_places=values.listed("publication_places", "place"),
        extent=extent,
        licence=values.first("licence", "licence"),
        modified=values.modified() or None,
    )
    return replace(record, places=tuple(values.places.items()))


def _pages(values: RowValues, links: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses in cells, and those that cells lead to."""
    written = [page for cell in values.listed("pages", "url") for page in _apart(cell)]
    return tuple(dict.fromkeys([*written, *links]))


def _apart(text: str) -> list[str]:
    parts = [part.strip(",") for part in text.split()]
    are_addresses = all(part.startswith(("http://", "https://", "www.")) for part in parts)
    return parts if are_addresses else [text]


def _spaced(text: str | None) -> str | None:
    """A kind of document in words: reference managers write “journalArticle”."""
    return _CAMEL.sub(" ", text).lower() if text and _CAMEL.search(text) else text


def _plain(text: str | None) -> str | None:
    """A number without the decimals that a spreadsheet gave it."""
    return text.removesuffix(".0") if text else None
