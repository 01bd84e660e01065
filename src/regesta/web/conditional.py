"""Conditional requests (RFC 9110, section 13): is what the client has still current?"""

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.datastructures import Headers

_ETAG = re.compile(r'(?:W/)?("[^"]*")')


def make_etag(*parts: str) -> str:
    """A strong entity tag for what depends on these values only."""
    digest = sha256("\x1f".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def is_current(headers: Headers, etag: str, modified: datetime | None = None) -> bool:
    """Whether the client's copy is current; If-None-Match wins over If-Modified-Since."""
    known = headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or etag in _ETAG.findall(known)
    since = _read_date(headers.get("if-modified-since", ""))
    return modified is not None and since is not None and modified <= since


def read_modified(text: str) -> datetime | None:
    """A date or a moment as the data write it, None where it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def write_date(moment: datetime) -> str:
    """A moment as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _read_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
