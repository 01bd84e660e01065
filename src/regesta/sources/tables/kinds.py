"""Kinds of values: what a cell plainly holds, and in which columns such a value is at home."""

import re
from typing import Final

from regesta.values.dates import DateFault, read_date
from regesta.values.standard_numbers import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_orcid,
)

_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}(?:\.0)?")
_NUMBER = re.compile(r"[0-9][0-9., ]*")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSON = re.compile(r"[^\W\d_][\w'’.-]+(?: [\w'’.-]+)?, [^\W\d_][\w'’. -]{0,30}(?:;.*)?")
_WORDS = re.compile(r"[^\W\d_]{2,}")

_NUMBERS: Final = {"doi", "isbn", "issn", "url"}
_NAMES: Final = ("author", "agency", "publisher", "funder", "editor", "translator", "contributor")
_SUBJECTS: Final = ("keyword", "type", "place")
_LINKED: Final = ("region", "theme")
# The address of a person, a body, a region or a theme names it, as a reconciled table does.
_NOT_NAMES: Final = _NUMBERS - {"url"}
_ALIEN: Final[dict[str, set[str]]] = {
    "title": {"year", "date", "email", "number", "orcid", *_NUMBERS},
    "abstract": {"year", "date", "email", "number", "orcid", *_NUMBERS},
    **{name: {"year", "date", "number", *_NOT_NAMES} for name in _NAMES},
    **{name: {"year", "date", "email", "orcid", *_NOT_NAMES} for name in _LINKED},
    **{name: {"year", "date", "email", "orcid", *_NUMBERS} for name in _SUBJECTS},
    "date": {"text", "email", "person", "orcid", *_NUMBERS},
    "year": {"text", "email", "person", "orcid", *_NUMBERS},
    "language": {"year", "date", "text", "email", "number", *_NUMBERS},
    "doi": {"year", "date", "text", "person", "isbn", "issn", "email"},
    "isbn": {"year", "date", "text", "person", "doi", "url", "email"},
    "issn": {"year", "date", "text", "person", "doi", "url", "email"},
    "url": {"doi", "year", "date", "text", "person", "isbn", "issn"},
}
HOMES: Final[dict[str, tuple[str, ...]]] = {
    "year": ("year", "date"),
    "date": ("date", "year", "modified"),
    "doi": ("doi",),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "url": ("url",),
    "orcid": ("orcid",),
    "person": ("author", "editor", "contributor"),
    "text": ("title", "abstract"),
    "number": ("pages", "extent", "volume", "issue"),
}
"""The fields that each kind of value belongs to, the likeliest first."""
SAID: Final = {
    "year": "a year",
    "date": "a date",
    "doi": "a DOI",
    "isbn": "an ISBN",
    "issn": "an ISSN",
    "url": "a web address",
    "orcid": "an ORCID",
    "email": "an e-mail address",
    "person": "a person’s name",
    "text": "running text",
    "number": "a number",
}
"""What a person calls a value of each kind."""


def kind_of(text: str) -> str:
    """The kind of a value, nothing where it is of none in particular."""
    value = text.strip()
    if not value or len(value) > 2000:
        return "text" if value else ""
    if _YEAR.fullmatch(value):
        return "year"
    if _URL.fullmatch(value):
        return "doi" if normalise_doi(value) else "url"
    if value[0].isdigit() or value[:3].lower() in ("doi", "isb", "iss"):
        return _kind_of_number(value)
    if _EMAIL.fullmatch(value):
        return "email"
    words = len(_WORDS.findall(value))
    if words <= 4 and not isinstance(read_date(value), DateFault):
        return "date"
    if _PERSON.fullmatch(value) and value.partition(", ")[2][0].isupper():
        return "person"
    return "text" if words >= 4 else ""


def is_alien(kind: str, field: str, text: str) -> bool:
    """Whether a value of this kind has no business in a column of this field."""
    if kind not in _ALIEN.get(field, ()):
        return False
    if field in ("date", "year"):
        return not re.search(r"[0-9]{4}", text) or kind in _NUMBERS
    if kind == "doi" and field == "url":
        return not _URL.fullmatch(text.strip())
    return not (field == "url" and kind == "text" and ("://" in text or "www." in text))


def _kind_of_number(value: str) -> str:
    for kind, normalise in (("doi", normalise_doi), ("issn", normalise_issn)):
        if normalise(value):
            return kind
    # Ten digits by themselves may count anything.
    if normalise_isbn(value) and (len(value) >= 13 or not value.isdecimal()):
        return "isbn"
    if normalise_orcid(value):
        return "orcid"
    if not isinstance(read_date(value), DateFault) or re.fullmatch(
        r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}", value
    ):
        return "date"
    if _NUMBER.fullmatch(value):
        return "number"
    return "text" if len(_WORDS.findall(value)) >= 4 else ""
