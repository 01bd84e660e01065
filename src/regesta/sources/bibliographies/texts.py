"""Cleans what reference managers write: their markup, their entities and their spaces."""

import html
import re
from collections.abc import Iterator

from regesta.values.standard_numbers import normalise_doi, normalise_isbn, normalise_issn
from regesta.values.texts import clean_text

_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|u|su[bp]|sc|scp|span|p|br|div|font|italic|bold|jats:[a-z-]+)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,6});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAK = re.compile(r"\n\s*\n|<(?:/p|/jats:p)>")
_NUMBERS = re.compile(r"[,;|\n]| / |\band\b")
_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DASHES = re.compile(r"\s*(?:-{1,3}|[\u2010-\u2015\u2212])\s*")
_RESOLVER = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\..+)", re.IGNORECASE)


def one_line(text: str) -> str:
    """The text in one line, without markup for print and with entities as characters."""
    if text.isascii() and text.isprintable() and "<" not in text and "&" not in text:
        return " ".join(text.split()) if " " in text else text
    if "<" in text:
        text = _MARKUP.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if not text.isascii() or not text.isprintable():
        text = clean_text(_CONTROL.sub("", text))
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """The text with its paragraphs parted by one blank line."""
    return "\n\n".join(filter(None, map(one_line, _BREAK.split(text))))


def control_characters(text: str) -> str:
    """The names of the characters in a text that cannot be printed, or nothing."""
    if text.isprintable():
        return ""
    return ", ".join(sorted({f"U+{ord(each):04X}" for each in _CONTROL.findall(text)}))


def with_subtitle(title: str, subtitle: str) -> str:
    """A title and its subtitle as one text."""
    if not (title and subtitle):
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in "?!:…" else f"{title}: {subtitle}"


def page_range(text: str) -> str:
    """Pages with one kind of hyphen between them: `940-951`."""
    return _DASHES.sub("-", one_line(text)).strip("-")


def extent_of(text: str) -> str:
    """How large a publication is; a number alone is one of pages."""
    number = one_line(text)
    return f"{number} pages" if number.isdecimal() else number


def doi_of_page(address: str) -> str | None:
    """The DOI that an address leads to, None for any other address."""
    found = _RESOLVER.fullmatch(address)
    return normalise_doi(found[1]) if found else None


def standard_numbers(text: str) -> Iterator[tuple[str, str]]:
    """The ISBNs and ISSNs in a text as scheme and number; with no scheme what is neither."""
    for piece in _NUMBERS.split(_PARENTHESIS.sub(" ", text)):
        words = piece.split()
        whole = _standard_number(piece)
        parts = [whole] if whole else list(filter(None, map(_standard_number, words)))
        if parts:
            yield from parts
        elif words:
            yield "", " ".join(words)


def _standard_number(text: str) -> tuple[str, str] | None:
    if isbn := normalise_isbn(text):
        return "isbn", isbn
    issn = normalise_issn(text)
    return ("issn", issn) if issn else None


def addresses(text: str) -> Iterator[str]:
    """The web addresses in a field; one without its protocol gets the usual one."""
    for word in text.split():
        address = word.strip("<>;,")
        if address:
            yield f"http://{address}" if address.lower().startswith("www.") else address
