"""The media types in which the endpoint answers, by the form of the query."""

from collections.abc import Mapping

from regesta.serialisation import GRAPH_FORMATS, JSON_LD, RDF_XML, Format
from regesta.store.query_analysis import QueryForm
from regesta.store.result_formats import (
    RESULT_FORMATS,
    RESULTS_CSV,
    RESULTS_JSON,
    RESULTS_TSV,
    RESULTS_XML,
    ResultFormat,
)
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML, JSON
from regesta.web.negotiation import negotiate

RESULTS = tuple(one.media_type for one in RESULT_FORMATS)
GRAPHS = tuple(one.media_type for one in GRAPH_FORMATS)
EVERY_TYPE = (*RESULTS, *GRAPHS, HTML)

_RESULT_DOWNLOADS = (RESULTS_JSON, RESULTS_CSV, RESULTS_TSV, RESULTS_XML)

# Clients ask for these general types and can read the special ones that answer them.
_RESULT_ALIASES = {
    JSON: RESULTS_JSON.media_type,
    "application/xml": RESULTS_XML.media_type,
}
_GRAPH_ALIASES = {JSON: JSON_LD.media_type, "application/xml": RDF_XML.media_type}


def downloads_for(form: QueryForm) -> tuple[Format | ResultFormat, ...]:
    """The formats in which an answer can be downloaded, by links, which cannot send Accept."""
    return GRAPH_FORMATS if form.is_graph else _RESULT_DOWNLOADS


def choose_answer_type(accept: str | None, form: QueryForm) -> str:
    """The media type of the answer; raises ProblemError (406) where none is acceptable."""
    if form.is_graph:
        return _choose(accept, GRAPHS, _GRAPH_ALIASES)
    return _choose(accept, RESULTS, _RESULT_ALIASES)


def choose_description_type(accept: str | None) -> str:
    """The media type in which the service is described; raises ProblemError (406)."""
    return _choose(accept, GRAPHS, _GRAPH_ALIASES)


def prefers_page(accept: str | None) -> bool:
    """Whether the client is a browser, whatever the form of the query."""
    return negotiate(accept, EVERY_TYPE) == HTML


def _choose(accept: str | None, offers: tuple[str, ...], aliases: Mapping[str, str]) -> str:
    offered = (*offers, HTML)
    chosen = negotiate(accept, (*offered, *aliases))
    if chosen is None:
        names = ", ".join(offered)
        raise ProblemError(
            406, f"This is answered as {names}; ask for one of them.", offers=offered
        )
    return aliases.get(chosen, chosen)


def suffix_type(suffix: str, form: QueryForm) -> str:
    """The media type that a suffix fixes; raises ProblemError (404) where it has none."""
    for download in downloads_for(form):
        if download.suffix == suffix:
            return download.media_type
    known = ", ".join(f".{download.suffix}" for download in downloads_for(form))
    raise ProblemError(
        404, f"There is no format “.{suffix}” for the answer to this query; there are {known}."
    )
