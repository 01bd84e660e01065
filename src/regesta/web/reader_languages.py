"""The languages that a reader asks for."""

import re

from starlette.requests import Request

from regesta.web.negotiation import read_quality

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
        quality = read_quality(parameters.split(";"))
        if _TAG.fullmatch(tag.strip()) and quality:
            weighed.append((-quality, place, tag.strip().lower()))
    return tuple(tag for _, _, tag in sorted(weighed)[:_MOST])
