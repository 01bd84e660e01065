"""What a request says of the state that it is to change (RFC 9110, section 13.1)."""

import re

from starlette.datastructures import Headers

from regesta import __version__
from regesta.editing.editor import Check
from regesta.web.conditional import make_etag
from regesta.web.errors import ProblemError
from regesta.web.media_types import JSON
from regesta.web.representations import RDF_TYPES

_ETAG = re.compile(r'(W/)?("[^"]*")')


def make_check(headers: Headers, *, is_required: bool) -> Check:
    """The condition of a request; where one is required, what is there is not changed without.

    The check raises ProblemError: 412 where the state is another one, 428 without a condition.
    """
    match, none_match = headers.get("if-match"), headers.get("if-none-match")

    def check(checksum: str | None) -> None:
        if match is not None and not _matches(match, checksum):
            raise ProblemError(
                412, "The document is not the one that you know; GET it again, then decide."
            )
        if none_match is not None and _matches(none_match, checksum):
            raise ProblemError(412, "The document is there already, and you said that it is not.")
        if is_required and checksum is not None and match is None and none_match is None:
            raise ProblemError(
                428, "Say which state you change: send the ETag that GET gave you as If-Match."
            )

    return check


def document_etags(checksum: str) -> frozenset[str]:
    """The entity tags of a document in every format, any of which names its state."""
    return frozenset(make_etag(checksum, each, __version__) for each in (*RDF_TYPES, JSON))


def _matches(header: str, checksum: str | None) -> bool:
    """Whether a header names the state; weak tags never do, since a change needs the very one."""
    if checksum is None:
        return False
    if header.strip() == "*":
        return True
    strong = {tag for weak, tag in _ETAG.findall(header) if not weak}
    return not strong.isdisjoint(document_etags(checksum))
