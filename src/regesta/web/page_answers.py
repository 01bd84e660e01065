"""Pages as answers: they depend on the release, the address and the reader's languages."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from regesta.web.conditional import make_etag
from regesta.web.media_types import HTML
from regesta.web.parts import parts_of
from regesta.web.reader_languages import read_languages
from regesta.web.representations import Representation


def answer_page(
    request: Request,
    relative: str,
    render: Callable[[tuple[str, ...]], str],
    links: tuple[str, ...] = (),
) -> Response:
    """The page that `render` makes for the reader's languages, made only where it is needed."""
    parts, languages = parts_of(request), read_languages(request)
    release = parts.service.release
    query = request.url.query
    representation = Representation(
        media_type=f"{HTML}; charset=utf-8",
        location=parts.links.absolute(relative + (f"?{query}" if query else "")),
        etag=make_etag(release.identifier, relative, query, *languages, parts.pages.fingerprint),
        modified=release.manifest.created_at,
        links=links,
        vary="Accept, Accept-Language",
    )
    return representation.answer_if_current(request) or representation.answer(
        parts.answer_cache.get(representation.etag, lambda: render(languages).encode())
    )
