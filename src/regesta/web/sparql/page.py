"""The query page: a plain form, examples to start from, and the first rows of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from regesta.assets import asset
from regesta.store.query import load_query
from regesta.store.query_analysis import OutsideQuery
from regesta.web.links import Links
from regesta.web.parts import Parts
from regesta.web.sparql.formats import downloads_for

ROWS_ON_PAGE = 200


@dataclass(frozen=True, slots=True)
class Example:
    """A question that a researcher might ask, and the query that asks it."""

    summary: str
    text: str


@cache
def read_examples() -> tuple[Example, ...]:
    """The queries of `queries/examples/`, in the order of their names."""
    names = sorted(path.stem for path in asset("queries", "examples").glob("*.rq"))
    queries = [load_query(f"examples/{name}") for name in names]
    return tuple(Example(query.summary, query.text) for query in queries)


def render_form(parts: Parts, query: str = "", error: str = "") -> str:
    """The page with the form, and what is wrong with the query in it, if anything."""
    return _render(parts, query, error=error)


def render_rows(parts: Parts, query: OutsideQuery, found: Mapping[str, Any], address: str) -> str:
    """The page with the first rows of an answer, and links to the whole of it."""
    downloads = [
        (download.label, f"{parts.links.path('sparql')}.{download.suffix}?{address}")
        for download in downloads_for(query.form)
    ]
    return _render(parts, query.text, found=found, downloads=downloads)


def _render(parts: Parts, query: str, **values: object) -> str:
    shown = {"error": "", "found": None, "downloads": (), **values}
    return parts.pages.render(
        "sparql",
        query=query,
        examples=[(one.summary, _example_address(parts.links, one)) for one in read_examples()],
        rows_on_page=ROWS_ON_PAGE,
        section="sparql",
        **shown,
    )


def _example_address(links: Links, example: Example) -> str:
    return links.query("sparql", {"query": example.text})
