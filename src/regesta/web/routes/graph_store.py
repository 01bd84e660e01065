"""`/rdf-graph-store`: the SPARQL 1.1 Graph Store HTTP Protocol over the documents."""

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from regesta import __version__
from regesta.editing.editor import Author, Check, Editor, RdfBody, Written
from regesta.serialisation import prefixes_for, serialise
from regesta.web.conditional import make_etag
from regesta.web.errors import ProblemError
from regesta.web.openapi import offered_as, problems
from regesta.web.parts import parts_of
from regesta.web.presence import require_document
from regesta.web.representations import (
    NAMING_THE_GRAPH,
    RDF_TYPES,
    Representation,
    choose_media_type,
    rdf_format,
)
from regesta.web.writing.answers import act, answer, authorise, withdraw
from regesta.web.writing.bodies import read_graph_body
from regesta.web.writing.conditions import make_check
from regesta.web.writing.documentation import writes

router = APIRouter(tags=["writing"])
_ADDRESS = "/rdf-graph-store"


@router.get(
    _ADDRESS,
    summary="The graph of a document",
    responses={**offered_as(*RDF_TYPES), **problems(400, 410)},
    response_class=Response,
)
def get_graph(request: Request) -> Response:
    """The graph that the parameter `graph` names."""
    parts = parts_of(request)
    graph = _named_graph(request)
    parsed = parts.service.identifiers.parse_document(graph)
    if parsed is None:
        raise ProblemError(404, f"There is no graph “{graph}” in this catalogue.")
    checksum = require_document(request, *parsed)
    media_type = choose_media_type(request, "", RDF_TYPES)
    chosen = rdf_format(media_type)
    representation = Representation(
        media_type=chosen.content_type,
        location=f"{graph}.{chosen.suffix}",
        etag=make_etag(checksum, media_type, __version__),
    )
    quads = parts.service.catalogue.document(*parsed)
    statements = quads if chosen in NAMING_THE_GRAPH else [quad.triple for quad in quads]
    prefixes = prefixes_for(parts.service.identifiers.base_iri)
    return representation.answer_if_current(request) or representation.answer(
        serialise(statements, chosen, prefixes)
    )


@router.put(
    _ADDRESS, summary="Replace a graph", response_class=Response, **writes(*RDF_TYPES)
)  # fmt: skip
async def put_graph(request: Request) -> Response:
    """Let the graph say this, and nothing else."""
    return await _write(request, lambda editor: editor.replace)


@router.post(
    _ADDRESS, summary="Add to a graph", response_class=Response, **writes(*RDF_TYPES)
)  # fmt: skip
async def post_graph(request: Request) -> Response:
    """Let the graph say this as well."""
    return await _write(request, lambda editor: editor.merge)


@router.delete(_ADDRESS, summary="Withdraw a graph", response_class=Response, **writes())
async def delete_graph(request: Request) -> Response:
    """Withdraw the document of this graph."""
    return await withdraw(
        request, _publication(request), make_check(request.headers, is_required=False)
    )


async def _write(
    request: Request, way: Callable[[Editor], Callable[[str, RdfBody, Author, Check], Written]]
) -> Response:
    name = _publication(request)
    editor, author = authorise(request, name)
    check = make_check(request.headers, is_required=False)
    body = await read_graph_body(request)
    written = await act(request, partial(way(editor), name, body, author, check))
    return answer(request, written, is_terse=True)


def _publication(request: Request) -> str:
    """The name of the publication whose graph is to be written; who asks is looked at first."""
    writer = parts_of(request).writer
    if "graph" not in request.query_params:
        writer.authorise(request, "publication", "")
    graph = _named_graph(request)
    parsed = parts_of(request).service.identifiers.parse_document(graph)
    if parsed is None or parsed[0] != "publication":
        writer.authorise(request, "publication", "")
        start = parts_of(request).service.identifiers.document("publication", "NAME").value
        raise ProblemError(403, f"Only graphs such as {start} can be written.")
    return parsed[1]


def _named_graph(request: Request) -> str:
    """The IRI that the parameter `graph` gives. Raises ProblemError: 400, 403."""
    parameters = request.query_params
    graphs = parameters.getlist("graph")
    if "default" in parameters and not graphs:
        dumps = parts_of(request).links.absolute("dataset")
        raise ProblemError(
            403,
            "The default graph is the union of all documents: write these one by one, and read "
            f"the whole from the dumps at {dumps}.",
        )
    if len(graphs) != 1 or "default" in parameters:
        raise ProblemError(400, "Name exactly one graph in the parameter “graph”.")
    try:
        return NamedNode(graphs[0]).value
    except ValueError:
        raise ProblemError(400, "The parameter “graph” must be an absolute IRI.") from None
