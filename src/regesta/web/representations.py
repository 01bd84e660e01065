"""The representations that a page or document has, and the answer that one of them makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from regesta import __version__
from regesta.serialisation import FORMATS, N_QUADS, TRIG, Format, format_by_media_type
from regesta.web.conditional import is_current, make_etag, write_date
from regesta.web.errors import ProblemError
from regesta.web.media_types import CSV, HTML, JSON
from regesta.web.negotiation import negotiate
from regesta.web.parts import parts_of

SUFFIXES: Mapping[str, str] = {
    "html": HTML,
    "json": JSON,
    "csv": CSV,
    **{each.suffix: each.media_type for each in FORMATS},
}
"""The media type that each suffix asks for."""

RDF_TYPES = tuple(each.media_type for each in FORMATS)
_SECONDS = 60
NAMING_THE_GRAPH = (N_QUADS, TRIG)
"""The formats in which a document says the name of its graph.

JSON-LD could, but most of its readers, rdflib's among them, look at the default graph only.
"""

# The same readers find nothing in the formats that do name it. So one of these is only sent to
# clients that like it clearly better.
_WORTH = {each.media_type: 0.78 for each in NAMING_THE_GRAPH}


@dataclass(frozen=True, slots=True)
class Representation:
    """What an answer is besides its body: all that a client can compare it by."""

    media_type: str
    location: str
    etag: str
    modified: datetime | None = None
    links: tuple[str, ...] = ()
    vary: str = "Accept"
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer_if_current(self, request: Request) -> Response | None:
        """The answer 304 where the client has this very representation."""
        if not is_current(request.headers, self.etag, self.modified):
            return None
        return Response(status_code=304, headers=self._headers())

    def answer(self, body: bytes | str) -> Response:
        """The answer with this body."""
        return Response(body, headers=self._headers(), media_type=self.media_type)

    def stream(self, body: Iterable[str]) -> Response:
        """The answer with a body that is made while it is sent."""
        return StreamingResponse(body, headers=self._headers(), media_type=self.media_type)

    def headers_with_type(self) -> dict[str, str]:
        """The headers of the answer, for a body that is sent in another way."""
        return {**self._headers(), "Content-Type": self.media_type}

    def _headers(self) -> dict[str, str]:
        headers = {
            "Cache-Control": f"public, max-age={_SECONDS}",
            "Content-Location": self.location,
            "ETag": self.etag,
            "Vary": self.vary,
            **self.headers,
        }
        if self.modified:
            headers["Last-Modified"] = write_date(self.modified)
        if self.links:
            headers["Link"] = ", ".join(self.links)
        return headers


def split_suffix(name: str) -> tuple[str, str]:
    """A name and its suffix, either of which may be empty; local names have no dots."""
    stem, _, suffix = name.partition(".")
    return stem, suffix


def suffix_in_path(request: Request) -> str:
    """What follows the dot, where the route has a place for it."""
    return str(request.path_params.get("suffix", ""))


def choose_media_type(request: Request, suffix: str, offers: Iterable[str]) -> str:
    """The media type that the suffix fixes or that the client likes best.

    Raises ProblemError: 404 for a suffix that is not offered, 406 where nothing fits.
    """
    offered = tuple(offers)
    if suffix:
        if SUFFIXES.get(suffix) not in offered:
            known = ", ".join(f".{one}" for one, kind in SUFFIXES.items() if kind in offered)
            raise ProblemError(404, f"There is no format “.{suffix}” here; there are {known}.")
        return SUFFIXES[suffix]
    chosen = negotiate(request.headers.get("accept"), offered, _WORTH)
    if chosen is None:
        raise ProblemError(
            406, f"This is offered as {', '.join(offered)}; ask for one of them.", offers=offered
        )
    return chosen


def suffix_of(media_type: str) -> str:
    """The suffix that asks for a media type."""
    return next(suffix for suffix, each in SUFFIXES.items() if each == media_type)


def rdf_format(media_type: str) -> Format:
    """The RDF format with a media type."""
    found = format_by_media_type(media_type)
    assert found is not None
    return found


def release_representation(
    request: Request, relative: str, media_type: str, *parts_of_etag: str
) -> Representation:
    """What depends on nothing but the release, the address and the media type."""
    parts = parts_of(request)
    release = parts.service.release
    return Representation(
        media_type=media_type,
        location=parts.links.absolute(relative),
        etag=make_etag(release.identifier, relative, media_type, __version__, *parts_of_etag),
        modified=release.manifest.created_at,
    )


def link(url: str, relation: str, media_type: str = "") -> str:
    """A value of the Link header (RFC 8288)."""
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{url}>; rel="{relation}"{kind}'
