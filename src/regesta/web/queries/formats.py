"""The formats in which a named query is answered, by the form of the query."""

from regesta.serialisation import GRAPH_FORMATS
from regesta.store.plain_rows import PLAIN_JSON
from regesta.store.query_analysis import QueryForm
from regesta.store.result_formats import RESULTS_JSON
from regesta.web.errors import ProblemError
from regesta.web.media_types import CSV, HTML
from regesta.web.negotiation import negotiate

_ROWS = {"json": PLAIN_JSON, "csv": CSV}
_RESULTS = {**_ROWS, "srj": RESULTS_JSON.media_type, "html": HTML}
_GRAPHS = {**_ROWS, **{each.suffix: each.media_type for each in GRAPH_FORMATS}, "html": HTML}
_LABELS = {
    "json": "JSON rows",
    "csv": "CSV",
    "srj": "SPARQL results JSON",
    **{each.suffix: each.label for each in GRAPH_FORMATS},
}


def formats_of(form: QueryForm) -> dict[str, str]:
    """The media types by suffix, the preferred one first."""
    return _GRAPHS if form.is_graph else _RESULTS


def downloads_of(form: QueryForm) -> dict[str, str]:
    """What a reader may download: the label of each suffix."""
    return {suffix: _LABELS[suffix] for suffix in formats_of(form) if suffix != "html"}


def choose_format(accept: str | None, form: QueryForm, suffix: str) -> tuple[str, str]:
    """The suffix and media type of the answer; raises ProblemError (404 or 406)."""
    formats = formats_of(form)
    if suffix:
        if suffix not in formats:
            known = ", ".join(f".{each}" for each in formats)
            raise ProblemError(404, f"There is no format “.{suffix}” here; there are {known}.")
        return suffix, formats[suffix]
    offers = tuple(formats.values())
    chosen = negotiate(accept, offers)
    if chosen is None:
        names = ", ".join(offers)
        raise ProblemError(406, f"This is offered as {names}; ask for one of them.", offers=offers)
    return next(each for each, kind in formats.items() if kind == chosen), chosen
