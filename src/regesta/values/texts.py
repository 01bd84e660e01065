"""Texts and web addresses as RDF can carry them in every format."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

# What XML 1.0 cannot hold, so that any text can be written as RDF/XML; it means nothing anyway.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
# What most addresses look like, so that those need no further look.
_PLAIN_IRI = re.compile(
    r"https?://[A-Za-z0-9]+(?:[.-]+[A-Za-z0-9]+)*(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z0-9._~/&=+:,;@!$'()*-]*)?(?:\?[A-Za-z0-9._~/&=+:,;@!$'()*?-]*)?(?:#[A-Za-z0-9._-]*)?"
)
_RANGE = re.compile(
    r"\b(\w*\d|[ivxlcdm]+|[IVXLCDM]{2,})\s*(?:-{1,3}|[\u2010-\u2015\u2212])\s*(?=\w)"
)
_SHORT = 256
"""Nothing longer is kept in memory for the next record."""

_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]|[^\S ]")


def clean_text(text: str) -> str:
    """The text in Unicode's composed form, without what no RDF format can hold.

    Line ends become the one that XML keeps.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    writable = _UNWRITABLE.sub("", text)
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", writable)).strip()


def shorten(text: str, longest: int = 120) -> str:
    """A text as a message can show it, whatever it holds and wherever that is written."""
    # A lone surrogate has no form in UTF-8.
    writable = text.encode("utf-8", "replace").decode("utf-8")
    return writable if len(writable) <= longest else writable[: longest - 1] + "…"


def read_iri(text: str) -> NamedNode | None:
    """The web address as a term, None if it is not an absolute http or https address."""
    return _known_iri(text) if len(text) < _SHORT else _iri(text)


def _iri(text: str) -> NamedNode | None:
    candidate = text.strip()
    if iri_fault(candidate):
        return None
    try:
        return NamedNode(candidate)
    except ValueError:
        return None


# The addresses of persons, agencies, regions and licences come back in every record.
_known_iri = lru_cache(maxsize=1 << 14)(_iri)


def iri_fault(text: str) -> str | None:
    """What keeps a text from being a web address, in words; None if nothing does."""
    if _PLAIN_IRI.fullmatch(text):
        return None
    if not text:
        return "it is empty"
    if re.search(r"\s", text):
        return "it contains a space"
    wrong = _NOT_IN_IRI.search(text)
    if wrong:
        shown = wrong.group() if wrong.group().isprintable() else f"U+{ord(wrong.group()):04X}"
        return f"it contains the character “{shown}”"
    try:
        parts = urlsplit(text)
        NamedNode(text)
    except ValueError:
        return "it is not built like a web address"
    if parts.scheme not in ("http", "https"):
        return "it does not begin with https:// or http://"
    return None if parts.hostname else "it names no host"


def with_en_dashes(pages: str) -> str:
    """Ranges of pages with an en dash, `101–115`, whatever the source has between the numbers.

    A hyphen within the number of a page, as in `A-12`, stays.
    """
    return _RANGE.sub("\\1–", pages)
