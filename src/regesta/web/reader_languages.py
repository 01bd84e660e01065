"""The languages that a reader asks for."""

import re

from starlette.requests import Request

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MOST = 8


def read_languages(request: Request) -> tuple[str, ...]:
    """The language tags asked for, the preferred one first: `?lang=`, else Accept-Language."""
    asked = request.query_params.get("lang", "")
    if _TAG.fullmatch(asked):
        return (asked.lower(),)
    weighed = []
    for place, part in enumerate(request.headers.get("accept-language", "").split(",")):
        tag, _, parameters = part.partition(";")
        quality = _read_quality(parameters)
        if _TAG.fullmatch(tag.strip()) and quality > 0:
            weighed.append((-quality, place, tag.strip().lower()))
    return tuple(tag for _, _, tag in sorted(weighed)[:_MOST])


def _read_quality(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
