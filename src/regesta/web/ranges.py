"""Parts of a file, asked for by Range (RFC 9110, section 14)."""

import re

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

_LIST_GAP = re.compile(r"[ \t]*,[ \t]*")
_PART = re.compile(r"([0-9]{1,18})-([0-9]{0,18})|-[0-9]{1,18}")


class PartialFileResponse(FileResponse):
    """A file or what Range names of it; a Range that makes no sense is ignored, as HTTP allows."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        asked = Headers(scope=scope).get("range")
        if asked is not None and not is_byte_range(asked):
            kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
            scope = {**scope, "headers": kept}
        await super().__call__(scope, receive, send)


def is_byte_range(value: str) -> bool:
    """Whether the value of a Range header is a list of ranges of bytes."""
    unit, _, ranges = value.partition("=")
    found = [_PART.fullmatch(one) for one in _LIST_GAP.split(ranges.strip())]
    return unit.strip().lower() == "bytes" and all(
        one is not None and (not one[2] or int(one[1]) <= int(one[2])) for one in found
    )
