"""Tables copied from a page: rows whose cells are parted by tabs, under a row of labels."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.findings import Finding
from regesta.records import Place
from regesta.sources.decoding import Line
from regesta.sources.listing import reports
from regesta.sources.listing.lines import PageLine, clean
from regesta.sources.listing.metadata import read_label


def read_tables(lines: Iterable[Line | Finding], place: Place) -> Iterator[Line | Finding]:
    """The lines, with each row of a table made into one labelled line a cell.

    A table starts with a row of which a cell says "Title" and another is a label as well, and
    goes on while rows have as many cells. A tab elsewhere is a space.
    """
    header: tuple[str, ...] = ()
    for line in lines:
        if isinstance(line, Finding) or line.fault or "\t" not in line.text.strip():
            header = header if isinstance(line, Finding) or not line.text.strip() else ()
            yield line
            continue
        cells = tuple(clean(cell) for cell in line.text.strip("\r\n").split("\t"))
        if _is_header(cells):
            header = cells
            page_line = PageLine(line.number, " | ".join(cells), " | ".join(cells), 0)
            yield reports.navigation_skipped(page_line, place)
        elif header and len(cells) == len(header):
            yield from _row(line, header, cells)
        else:
            yield line


def _is_header(cells: tuple[str, ...]) -> bool:
    found = [read_label(cell) for cell in cells]
    fields = {label.field for label in found if label and not label.value}
    return "title" in fields and len(fields) > 1


def _row(line: Line, header: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[Line]:
    """The title first, since the other cells belong to it; a cell without a label has none."""
    yield replace(line, text="")
    labelled = sorted(
        (pair for pair in zip(header, cells, strict=True) if pair[1]),
        key=lambda pair: not _is_title(pair[0]),
    )
    for label, cell in labelled:
        yield replace(line, text=f"{label}: {cell}" if label else cell)


def _is_title(cell: str) -> bool:
    label = read_label(cell)
    return label is not None and label.field == "title"
