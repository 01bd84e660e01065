"""What a client and the caches on the way to it may do with an answer."""

from collections.abc import Mapping

from starlette.requests import Request

from regesta.web.conditional import is_current
from regesta.web.sparql.kept_answers import AnswerKey


def answer_headers(request: Request, key: AnswerKey | None) -> Mapping[str, str]:
    """Caches keep what was asked by GET and ask here whether it is current, each time.

    They keep nothing without a key: another answer would be as good.
    """
    if key is None:
        return {"Vary": "Accept", "Cache-Control": "no-store"}
    if request.method != "GET":
        return {"Vary": "Accept", "Cache-Control": "no-cache"}
    return {"Vary": "Accept", "Cache-Control": "public, no-cache", "ETag": f"W/{key.etag}"}


def is_copy_current(request: Request, key: AnswerKey) -> bool:
    """Whether the client has the answer that it asks for, so that nothing need be run.

    “*” does not say so: whether the query has an answer is only known after it was run.
    """
    known = request.headers.get("if-none-match", "*").strip()
    return request.method == "GET" and known != "*" and is_current(request.headers, key.etag)
