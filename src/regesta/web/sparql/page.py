"""The query page: a plain form, examples to start from, and the first rows of an answer."""

from collections.abc import Mapping
from typing import Any

from regesta.store.query_analysis import OutsideQuery
from regesta.web.parts import Parts
from regesta.web.queries.named import PATH, read_named_queries
from regesta.web.sparql.formats import downloads_for

ROWS_ON_PAGE = 200


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
        examples=_list_examples(parts),
        list_path=parts.links.path(f"{PATH}.html"),
        rows_on_page=ROWS_ON_PAGE,
        section="sparql",
        **shown,
    )


def _list_examples(parts: Parts) -> list[tuple[str, str, str]]:
    """The summary of each question, its address on this page, and that of its own form."""
    return [
        (
            named.query.summary,
            named.editor_path(named.example(parts.service.identifiers), parts.links),
            named.form_path(parts.links),
        )
        for named in read_named_queries().values()
    ]
