"""`PUT`, `PATCH`, `POST` and `DELETE` on `/publication/NAME`, and the record as it was written."""

import json
from functools import partial

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta import __version__
from regesta.editing.editor import NoSuchRecordError
from regesta.web.conditional import make_etag
from regesta.web.errors import ProblemError
from regesta.web.media_types import JSON
from regesta.web.openapi import offered_as, problems
from regesta.web.parts import parts_of
from regesta.web.presence import require_document
from regesta.web.representations import RDF_TYPES, Representation
from regesta.web.writing.answers import act, answer, authorise, withdraw, writer_of
from regesta.web.writing.bodies import MERGE_PATCH, read_body, read_graph_body, read_patch
from regesta.web.writing.conditions import make_check
from regesta.web.writing.documentation import writes

router = APIRouter(tags=["writing"])
_ADDRESS = "/publication/{name}"


@router.put(
    _ADDRESS, summary="Write a publication", response_class=Response,
    **writes(*RDF_TYPES, JSON, refusals=(428,)),
)  # fmt: skip
async def put_publication(request: Request, name: str) -> Response:
    """Let the document say this, and nothing else: its whole graph, or a record."""
    editor, author = authorise(request, name)
    check = make_check(request.headers, is_required=True)
    body = await read_body(request)
    return answer(request, await act(request, partial(editor.replace, name, body, author, check)))


@router.post(
    _ADDRESS, summary="Add statements to a publication", response_class=Response,
    **writes(*RDF_TYPES),
)  # fmt: skip
async def post_publication(request: Request, name: str) -> Response:
    """Let the document say this as well."""
    editor, author = authorise(request, name)
    check = make_check(request.headers, is_required=False)
    body = await read_graph_body(request)
    return answer(request, await act(request, partial(editor.merge, name, body, author, check)))


@router.patch(
    _ADDRESS, summary="Change a record", response_class=Response,
    **writes(MERGE_PATCH, refusals=(409, 428)),
)  # fmt: skip
async def patch_publication(request: Request, name: str) -> Response:
    """Change the record that the document was written as, by a JSON Merge Patch (RFC 7396)."""
    editor, author = authorise(request, name)
    check = make_check(request.headers, is_required=True)
    patch = await read_patch(request)
    require_document(request, "publication", name)
    return answer(request, await act(request, partial(editor.patch, name, patch, author, check)))


@router.delete(
    _ADDRESS, summary="Withdraw a publication", response_class=Response,
    **writes(refusals=(428,)),
)  # fmt: skip
async def delete_publication(request: Request, name: str) -> Response:
    """Withdraw the document; its address answers 410 from then on."""
    return await withdraw(request, name, make_check(request.headers, is_required=True))


@router.get(
    _ADDRESS + "/record",
    summary="A publication as the record that it was written as",
    responses={**offered_as(JSON), **problems(410)},
    response_class=Response,
)
async def get_record(request: Request, name: str) -> Response:
    """The record, to be changed and sent again; 404 for a document that was not written as one."""
    checksum = require_document(request, "publication", name)
    editor, parts = writer_of(request).editor, parts_of(request)
    if editor is None:
        raise ProblemError(404, "This service publishes no records.")
    try:
        record = await run_in_threadpool(editor.record, name)
    except NoSuchRecordError as error:
        raise ProblemError(404, str(error)) from None
    representation = Representation(
        media_type=JSON,
        location=parts.links.absolute(f"publication/{name}/record"),
        etag=make_etag(checksum, JSON, __version__),
    )
    body = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return representation.answer_if_current(request) or representation.answer(body)
