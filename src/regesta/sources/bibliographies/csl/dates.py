"""Dates in CSL-JSON: in parts, raw or literal, with a season, or only about."""

from collections.abc import Mapping
from typing import Any

from regesta.sources.bibliographies.dates import join_date
from regesta.values.dates import parse_date


def read_csl_date(value: object) -> str | None:
    """The date in ISO 8601, or as it stands; None if the value is no date at all."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return _written(str(value))
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    date = "/".join(filter(None, map(_date_of_parts, parts))) if isinstance(parts, list) else ""
    for name in ("raw", "literal"):
        written = value.get(name)
        if not date and isinstance(written, str | int):
            date = _written(str(written))
    about = value.get("circa")
    is_about = bool(about) and str(about).lower() not in ("0", "false")
    return f"circa {date}" if date and is_about else date


def _date_of_parts(parts: Any) -> str:
    if not isinstance(parts, list):
        return ""
    texts = [str(part).strip() for part in parts if part not in (None, "", 0, "0")]
    if not texts:
        return ""
    year, *rest = texts
    month, day = (*rest, "", "")[:2]
    return join_date(year.zfill(4) if year.isdecimal() else year, month, day)


def _written(text: str) -> str:
    date = parse_date(text)
    return str(date) if date else " ".join(text.split())
