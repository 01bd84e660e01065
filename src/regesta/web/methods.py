"""The methods that an address answers."""

from starlette.routing import Match
from starlette.types import Scope


def allowed_methods(scope: Scope) -> str:
    """What Allow says of the address of a request; HEAD is answered wherever GET is."""
    allowed: list[str] = []
    for asked, answered in (("GET", ("GET", "HEAD")), ("POST", ("POST",))):
        tried = {**scope, "method": asked}
        if any(route.matches(tried)[0] is Match.FULL for route in scope["app"].routes):
            allowed += answered
    return ", ".join([*allowed, "OPTIONS"])
