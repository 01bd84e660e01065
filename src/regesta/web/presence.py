"""Whether a document is there, was there once, or never was."""

from typing import NoReturn

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request

from regesta.identifiers import is_local_name
from regesta.release.change_log import Change, ChangeType
from regesta.serialisation import prefixes_for, serialise
from regesta.vocabulary import FOAF, PROV, RDF_TYPE, XSD
from regesta.web.errors import ProblemError
from regesta.web.media_types import HTML, PROBLEM
from regesta.web.negotiation import negotiate
from regesta.web.parts import Parts, parts_of
from regesta.web.representations import RDF_TYPES, SUFFIXES, rdf_format


def require_document(request: Request, kind: str, name: str, suffix: str = "") -> str:
    """The checksum of a document's graph.

    Raises ProblemError: 410 with a tombstone for one that has been withdrawn, else 404.
    """
    parts = parts_of(request)
    document = parts.service.identifiers.document(kind, name) if is_local_name(name) else None
    checksum = parts.service.release.record_checksum(document.value) if document else None
    if checksum is not None:
        return checksum
    change = parts.service.repository.last_change(document.value) if document else None
    if document and change and change.change is ChangeType.DELETED:
        _refuse_withdrawn(request, parts, document, change, suffix)
    raise ProblemError(404, f"There is no {kind} “{name}” in this catalogue.")


def _refuse_withdrawn(
    request: Request, parts: Parts, document: NamedNode, change: Change, suffix: str
) -> NoReturn:
    detail = f"The document {document.value} was withdrawn on {change.time[:10]}."
    offers = (PROBLEM, HTML, *RDF_TYPES)
    chosen = SUFFIXES.get(suffix) or negotiate(request.headers.get("accept"), offers)
    problem = ProblemError(410, detail, members={"withdrawn": change.time})
    if chosen in RDF_TYPES:
        form = rdf_format(chosen)
        base_iri = parts.service.identifiers.base_iri
        tombstone = serialise(_describe_withdrawn(document, change), form, prefixes_for(base_iri))
        problem.body, problem.media_type = tombstone, form.content_type
    raise problem


def _describe_withdrawn(document: NamedNode, change: Change) -> list[Triple]:
    moment = Literal(change.time, datatype=XSD.dateTime)
    return [
        Triple(document, RDF_TYPE, FOAF.Document),
        Triple(document, PROV.invalidatedAtTime, moment),
    ]
