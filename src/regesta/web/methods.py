"""The methods that an address answers."""

from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Match
from starlette.types import Scope


def allowed_methods(scope: Scope) -> str:
    """What Allow says of the address of a request; HEAD is answered wherever GET is.

    What would change something is only named where anything can be written.
    """
    return ", ".join([*_answered(scope), "OPTIONS"])


def _answered(scope: Scope) -> Iterator[str]:
    is_open = scope["app"].state.parts.writer.is_open
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        tried = {**scope, "method": method}
        fitting = [route for route in scope["app"].routes if route.matches(tried)[0] is Match.FULL]
        if any(is_open or "writing" not in _tags(route, method) for route in fitting):
            yield from ("GET", "HEAD") if method == "GET" else (method,)


def _tags(route: BaseRoute, method: str) -> Iterable[str]:
    """The tags of a route that changes something, or of the router that it stands for."""
    router = getattr(route, "original_router", route)
    return () if method == "GET" else getattr(router, "tags", ())
