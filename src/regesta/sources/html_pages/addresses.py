"""Addresses that lead nowhere, since the site that they are of is not known."""

from collections.abc import Iterator
from dataclasses import replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record


def without_relative(
    results: Iterator[Record | Finding], place: Place
) -> Iterator[Record | Finding]:
    """The results, but for addresses that lead nowhere since the page's own is not known."""
    relative: list[str] = []
    for each in results:
        if isinstance(each, Record) and not all(map(_is_whole, each.pages)):
            relative += [address for address in each.pages if not _is_whole(address)]
            yield _without_relative(each)
        else:
            yield each
    if relative:
        yield new_finding("html-base-unknown", place, value=relative[0], count=len(relative))


def _without_relative(record: Record) -> Record:
    pages = tuple(address for address in record.pages if _is_whole(address))
    places = tuple(each for each in record.places if each[0] != "pages" or pages)
    return replace(record, pages=pages, places=places)


def _is_whole(address: str) -> bool:
    return ":" in address.partition("/")[0] or address.startswith("www.")
