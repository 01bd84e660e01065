"""The composition root of the web service."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI

from regesta import __version__
from regesta.editing.editor import Editor
from regesta.settings import Settings
from regesta.tokens.token_file import TokenFile
from regesta.web.answer_cache import AnswerCache
from regesta.web.errors import Problems
from regesta.web.links import Links
from regesta.web.metrics import Metrics
from regesta.web.openapi import describe_api
from regesta.web.pages import Pages
from regesta.web.parts import Parts
from regesta.web.protocol import Protocol
from regesta.web.queries.description import describe_paths
from regesta.web.routes import ROUTERS
from regesta.web.service import Service
from regesta.web.sparql.query_answers import QueryAnswers
from regesta.web.static_files import StaticFiles
from regesta.web.writing.writer import Writer


def create_app(settings: Settings, editor: Editor | None = None) -> FastAPI:
    """The web service of one catalogue; it opens the current release when it is started.

    Without an editor nothing can be written, whatever tokens there are.
    """
    service = Service(settings)
    links = Links(service.identifiers)
    static_files = StaticFiles()
    pages = Pages(settings, links, static_files)
    problems = Problems(pages)

    app = _make_app(settings, service, links)

    def describe_workers() -> Mapping[str, object]:
        # They come with the start of the service.
        workers = getattr(app.state, "release_workers", None)
        return workers.describe_health() if workers else {}

    app.state.service = service
    app.state.static_files = static_files
    writer = Writer(TokenFile(settings.releases), editor)
    answers = QueryAnswers(settings.query_limits.cache_bytes)
    metrics = Metrics(service, answers, describe_workers)
    app.state.parts = Parts(service, links, pages, AnswerCache(), writer, answers, metrics)
    app.add_middleware(Protocol, service=service, metrics=metrics, on_failure=problems.fail)
    problems.register(app)
    for router in ROUTERS:
        app.include_router(router, prefix=links.root.rstrip("/"))
    # This is how FastAPI's documentation replaces the description.
    app.openapi = lambda: describe_api(  # type: ignore[method-assign]
        app, links.identifiers.base_iri, describe_paths(links.root)
    )
    return app


def _make_app(settings: Settings, service: Service, links: Links) -> FastAPI:
    """An application without routes, which opens and closes the service."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.follow()
        try:
            yield
        finally:
            service.close()

    return FastAPI(
        title=next(iter(settings.catalogue.titles.values())),
        description=next(iter(settings.catalogue.descriptions.values()), ""),
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{links.root}openapi.json",
        lifespan=lifespan,
        # Its redirects would name whatever host the client writes.
        redirect_slashes=False,
    )
