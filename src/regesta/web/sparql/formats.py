"""The media types in which the endpoint answers, by the form of the query."""

from collections.abc import Mapping
from dataclasses import dataclass

from regesta.serialisation import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from regesta.store.query_analysis import QueryForm
from regesta.web.errors import ProblemError
from regesta.web.negotiation import negotiate
from regesta.web.representations import HTML

RESULTS_JSON = "application/sparql-results+json"
RESULTS_XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"

RESULTS = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
GRAPHS = tuple(one.media_type for one in (TURTLE, JSON_LD, N_TRIPLES, RDF_XML))
EVERY_TYPE = (*RESULTS, *GRAPHS, HTML)


@dataclass(frozen=True, slots=True)
class Download:
    """A format with a suffix of its own, for links, which cannot choose by Accept."""

    suffix: str
    label: str
    media_type: str


RESULT_DOWNLOADS = (
    Download("json", "JSON", RESULTS_JSON),
    Download("csv", "CSV", CSV),
    Download("tsv", "TSV", TSV),
    Download("xml", "XML", RESULTS_XML),
)
GRAPH_DOWNLOADS = tuple(
    Download(one.suffix, one.label, one.media_type) for one in (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
)

# Clients ask for these general types and can read the special ones that answer them.
_RESULT_ALIASES = {"application/json": RESULTS_JSON, "application/xml": RESULTS_XML}
_GRAPH_ALIASES = {"application/json": JSON_LD.media_type, "application/xml": RDF_XML.media_type}


def is_graph(form: QueryForm) -> bool:
    """Whether the answer to a query of this form is RDF."""
    return form in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


def downloads_for(form: QueryForm) -> tuple[Download, ...]:
    """The formats in which an answer can be downloaded."""
    return GRAPH_DOWNLOADS if is_graph(form) else RESULT_DOWNLOADS


def choose_answer_type(accept: str | None, form: QueryForm) -> str:
    """The media type of the answer; raises ProblemError (406) where none is acceptable."""
    if is_graph(form):
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


def content_type(media_type: str) -> str:
    """The value of Content-Type: text says that it is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
