"""Does what a request wants to be done to one publication, and says what became of it."""

import json
from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regesta import __version__
from regesta.editing.editor import (
    Author,
    Editor,
    EditRefusedError,
    MalformedBodyError,
    NoSuchRecordError,
    Written,
)
from regesta.findings import Finding
from regesta.identifiers import is_local_name
from regesta.messages.translating import choose_language, translate
from regesta.serialisation import prefixes_for, serialise
from regesta.web.conditional import make_etag
from regesta.web.errors import ProblemError
from regesta.web.media_types import JSON, PROBLEM
from regesta.web.negotiation import negotiate
from regesta.web.parts import parts_of
from regesta.web.presence import require_document
from regesta.web.reader_languages import read_languages
from regesta.web.representations import RDF_TYPES, rdf_format
from regesta.web.writing.writer import Writer

Act = Callable[[Editor, Author], Written]


def authorise(request: Request, name: str) -> tuple[Editor, Author]:
    """Who writes. Raises ProblemError where the request may not write this publication."""
    editor, token = writer_of(request).authorise(request, "publication", name)
    if not is_local_name(name):
        raise ProblemError(
            404, "The name of a publication has small letters, digits and single hyphens only."
        )
    return editor, Author(token.name, request.method)


async def act(request: Request, act_on: Callable[[], Written]) -> Written:
    """Do it when it is this request's turn, and serve the release that comes of it."""
    try:
        async with writer_of(request).turn():
            written = await run_in_threadpool(act_on)
            await parts_of(request).service.follow_now()
            return written
    except EditRefusedError as error:
        raise _refused(request, error) from None
    except MalformedBodyError as error:
        raise ProblemError(400, str(error)) from None
    except NoSuchRecordError as error:
        raise ProblemError(409, str(error)) from None


def answer(request: Request, written: Written, *, is_terse: bool = False) -> Response:
    """201 for what is new, 200 with warnings for what was replaced, 204 where nothing is said."""
    headers = {"Regesta-Release": written.release, "Cache-Control": "no-store"}
    if written.checksum is None:
        return Response(status_code=204, headers=headers)
    headers["ETag"] = make_etag(written.checksum, JSON, __version__)
    if written.is_new:
        headers["Location"] = written.document
    elif is_terse and not written.findings:
        return Response(status_code=204, headers=headers)
    values = {
        "document": written.document,
        "release": written.release,
        "findings": told(request, written.findings),
    }
    body = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return Response(body, 201 if written.is_new else 200, headers, JSON)


async def withdraw(request: Request, name: str, check: Callable[[str | None], None]) -> Response:
    """Withdraw a document that is there; 404 and 410 are those of GET."""
    editor, author = authorise(request, name)
    require_document(request, "publication", name)
    return answer(request, await act(request, partial(editor.withdraw, name, author, check)))


def told(request: Request, findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    """Findings as `/findings.json` gives them, in the reader's language."""
    language = choose_language(read_languages(request))
    return [translate(finding, language).as_dict() for finding in findings]


def writer_of(request: Request) -> Writer:
    """The writer of the application that a request came to."""
    return parts_of(request).writer


def _refused(request: Request, error: EditRefusedError) -> ProblemError:
    """422 with the findings, or with a validation report where RDF is liked better."""
    problem = ProblemError(422, str(error), members={"findings": told(request, error.findings)})
    chosen = negotiate(request.headers.get("accept"), (PROBLEM, *RDF_TYPES))
    if chosen in RDF_TYPES:
        form = rdf_format(chosen)
        prefixes = prefixes_for(parts_of(request).service.identifiers.base_iri)
        problem.body = serialise(error.report, form, prefixes)
        problem.media_type = form.content_type
    return problem
