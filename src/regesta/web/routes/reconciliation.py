"""`/reconcile`: the Reconciliation Service API 0.2, for OpenRefine and its kin."""

import json
import re
from typing import Any

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from regesta.identifiers import is_local_name
from regesta.outputs.reconciliation.manifest import describe_reconciliation
from regesta.outputs.reconciliation.model import TYPES, RequestError, TooLargeError
from regesta.outputs.reconciliation.registry import is_ror
from regesta.outputs.reconciliation.requests import read_extension, read_queries
from regesta.outputs.reconciliation.service import (
    propose_properties,
    suggest_properties,
    suggest_types,
)
from regesta.outputs.wording import Reference
from regesta.serialisation import content_type
from regesta.web.errors import ProblemError
from regesta.web.form_requests import read_parameters
from regesta.web.media_types import HTML, JAVASCRIPT, JSON
from regesta.web.parts import parts_of
from regesta.web.presence import require_document
from regesta.web.reconciliation import (
    ASKED_BY_GET,
    ASKED_BY_POST,
    PREVIEW,
    PROPOSAL,
    SUGGESTION,
    VIEW,
)

_CALLBACK = re.compile(r"[\w$.]{1,100}", re.ASCII)
_FRAMED = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    ),
    "Cache-Control": "no-cache",
}

router = APIRouter(tags=["reconciliation"])


@router.get("/reconcile", **ASKED_BY_GET)
@router.post("/reconcile", **ASKED_BY_POST)
@router.get("/reconcile/", include_in_schema=False)
@router.post("/reconcile/", include_in_schema=False)
async def answer_reconciliation(request: Request) -> Response:
    """Reconcile a batch of names, or give values of properties; else, describe the service.

    Whoever reads the description is about to ask, so the indexes are made after it is sent.
    """
    parameters = await read_parameters(request)
    return await run_in_threadpool(_answer, request, parameters)


def _answer(request: Request, parameters: dict[str, str]) -> Response:
    parts = parts_of(request)
    try:
        if "queries" in parameters:
            found = parts.service.reconciliation.match(read_queries(parameters["queries"]))
        elif "extend" in parameters:
            found = parts.service.reconciliation.extend(read_extension(parameters["extend"]))
        elif request.method == "POST":
            raise ProblemError(400, "Give a batch of names in “queries”, or “extend”.")
        else:
            title = next(iter(parts.service.settings.catalogue.titles.values()))
            found = describe_reconciliation(title, parts.service.identifiers)
            return _json(found, parameters, BackgroundTask(parts.service.reconciliation.prepare))
    except TooLargeError as error:
        raise ProblemError(413, str(error)) from None
    except RequestError as error:
        raise ProblemError(400, str(error)) from None
    return _json(found, parameters)


@router.get("/reconcile/suggest/{what}", **SUGGESTION)
@router.get("/reconcile/suggest/{what}/", include_in_schema=False)
async def suggest(request: Request, what: str) -> Response:
    """What somebody may be typing the name of."""
    parameters = await read_parameters(request)
    prefix = parameters.get("prefix", "")[:200]
    if what == "entity":
        kinds = tuple(one for one in parameters.get("type", "").split(",") if one in TYPES)
        offset = _read_number(parameters, "cursor") or 0
        reconciliation = parts_of(request).service.reconciliation
        found = await run_in_threadpool(reconciliation.suggest_entities, prefix, kinds, offset)
    elif what == "property":
        found = suggest_properties(prefix)
    elif what == "type":
        found = suggest_types(prefix)
    else:
        raise ProblemError(404, "There are suggestions of entity, property and type only.")
    return _json(found, parameters)


@router.get("/reconcile/extend/propose", **PROPOSAL)
@router.get("/reconcile/extend/propose/", include_in_schema=False)
async def propose(request: Request) -> Response:
    """The properties by which a column can be extended."""
    parameters = await read_parameters(request)
    kind = parameters.get("type", "")
    return _json(propose_properties(kind, _read_number(parameters, "limit")), parameters)


@router.get("/reconcile/view", **VIEW)
@router.get("/reconcile/view/", include_in_schema=False)
def view(request: Request) -> Response:
    """The document about a thing that a table names by its IRI."""
    iri = request.query_params.get("id", "").strip()
    parts = parts_of(request)
    parsed = parts.service.identifiers.parse_thing(iri)
    if is_ror(iri):
        return RedirectResponse(iri, 303)
    if parsed is None or not is_local_name(parsed[1]):
        raise ProblemError(404, "The parameter “id” is not the IRI of anything here.")
    require_document(request, *parsed)
    return RedirectResponse(parts.links.path("/".join(parsed)), 303)


@router.get("/reconcile/preview", **PREVIEW)
@router.get("/reconcile/preview/", include_in_schema=False)
def preview(request: Request) -> Response:
    """A small page about a thing, which any site may show in a frame."""
    iri = request.query_params.get("id", "").strip()
    parts = parts_of(request)
    found = parts.service.reconciliation.preview(iri)
    if found is None:
        detail = "The parameter “id” is not the IRI of anything here."
        raise ProblemError(404, detail, headers=_FRAMED)
    name, kind, told = found
    facts = [
        (title, [one.label.value if isinstance(one, Reference) else one for one in values])
        for title, values in told
    ]
    text = parts.pages.render("preview", name=name, kind=kind, facts=facts, iri=iri)
    return Response(text, headers={**_FRAMED, "Content-Type": content_type(HTML)})


def _read_number(parameters: dict[str, str], name: str) -> int | None:
    text = parameters.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise ProblemError(400, f"The parameter “{name}” must be a whole number.")
    return int(text)


def _json(
    value: dict[str, Any], parameters: dict[str, str], then: BackgroundTask | None = None
) -> Response:
    """The answer as JSON, or as the call of a function for clients that cannot do otherwise."""
    text = json.dumps(value)
    headers = {"Cache-Control": "no-cache"}
    callback = parameters.get("callback", "")
    if not callback:
        return Response(text, headers=headers, media_type=JSON, background=then)
    if not _CALLBACK.fullmatch(callback):
        raise ProblemError(400, "The parameter “callback” must be the name of a function.")
    escaped = text.replace("<", "\\u003c")
    text = f"/**/{callback}({escaped});"
    return Response(text, headers=headers, media_type=JAVASCRIPT, background=then)
