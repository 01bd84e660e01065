"""`/static/NAME`: what pages need to look right."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from regesta.web.conditional import is_current
from regesta.web.errors import ProblemError
from regesta.web.static_files import StaticFiles

router = APIRouter()

_YEAR, _HOUR = 365 * 24 * 3600, 3600


@router.get("/static/{name}", include_in_schema=False)
async def read_static_file(request: Request, name: str) -> Response:
    """A file; one asked for by its version never changes."""
    files: StaticFiles = request.app.state.static_files
    found = files.read(name)
    if found is None:
        raise ProblemError(404, f"There is no file “{name}” here.")
    body, media_type = found
    version = files.version(name)
    for_ever = request.query_params.get("v") == version
    age = f"max-age={_YEAR}, immutable" if for_ever else f"max-age={_HOUR}"
    headers = {"ETag": f'"{version}"', "Cache-Control": f"public, {age}"}
    if is_current(request.headers, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)
