"""What a single line says about a publication: fields with their values, and how surely.

**Persons, places and topics.** A line that surely names persons (see `names`) gives `creators`. A
line that could as well be a place or a topic gives `tags`, in order, so that linking decides with
the authorities. It is taken as a person all the same where it has two to five words like those of
a name in a script with capitals, and is the only such line of its item, or stands right beside a
sure person (`assembly`). Linking moves a creator that is a region or an agency to its right role.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from regesta.sources.listing.dates import read_date
from regesta.sources.listing.names import Certainty, PersonName, read_persons, read_stated_persons
from regesta.sources.listing.words import fold, words

_LABEL = re.compile(r"(?P<label>[^:：]{1,40}?)\s*[:：]\s*(?P<value>.*)")
_DOI = re.compile(
    r"(?:doi\s*[:：]?\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE
)
_ISBN = re.compile(r"(e-?)?isbn(?:[- ]1[03])?\s*[:：]?\s*([\dXx][\dXx –—-]{8,24})", re.IGNORECASE)
_ISSN = re.compile(r"(?:e-?)?issn\s*[:：]?\s*(\d{4}[-–]?\d{3}[\dXx])", re.IGNORECASE)
_EXTENT = re.compile(
    r"\d{1,4}\s*(pages?|pp?\.?|páginas?|pág\.?|seiten|s\.|pagine|страниц\w*|стр\.?|с\.|صفحة|صفحات|页|頁)",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CELL = re.compile(r"\s*[|•‧∙¦｜]\s*|\s+[·–—-]\s+")
_TAG = re.compile(r"\s*[|•‧∙;；؛、¦｜]\s*|\s+·\s+")
_TAG_COMMA = re.compile(r"\s*[,،，]\s*")
_SEMICOLON = re.compile("[;；؛]")
_SLASH = re.compile(r"\s*/\s*")
_ACRONYMS = re.compile(r"[A-Z][A-Z-]+(?:\s+(?:and|&|et|y|e|und)\s+[A-Z][A-Z-]+)+")
_JOINED = re.compile(r"\s+(?:and|&|et|y|e|und)\s+")
_TAG_WORDS = 5
_PLACE_IN_STATED = frozenset({"regions", "themes", "tags"})

HARD = frozenset(
    [
        "issued",
        "modified",
        "languages",
        "doi",
        "isbn",
        "issn",
        "pages",
        "document_type",
        "extent",
        "publishers",
        "contributors",
        "regions",
        "themes",
        "part_of",
        "licence",
        "label",
    ]
)
"""Fields that a line is known for by its form or its label, not by likeness."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field and one value of it; a person's name keeps its parts."""

    field: str
    value: str
    person: PersonName | None = None
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label that stands at the start of a line, and what comes after it."""

    field: str
    value: str


def read_label(text: str) -> Label | None:
    """The label of a line, with the field that it names in any language."""
    found = _LABEL.fullmatch(text)
    if not found:
        field = words().labels.get(fold(text)) if len(text) < 40 else None
        return Label(field, "") if field else None
    field = words().labels.get(fold(found["label"]))
    return Label(field, found["value"].strip()) if field else None


def read_metadata(text: str, page_words: AbstractSet[str]) -> tuple[Part, ...]:
    """The parts that a line surely is made of; none where it is not surely metadata."""
    if whole := _read_sure(text, page_words):
        return whole
    cells = [cell for cell in _CELL.split(text) if cell]
    if len(cells) < 2:
        return ()
    read = [_read_sure(cell, page_words) or _as_tags(cell) for cell in cells]
    sure = any(part.field in HARD for parts in read for part in parts)
    return tuple(part for parts in read for part in parts) if sure and all(read) else ()


def read_value(field: str, value: str, page_words: AbstractSet[str]) -> tuple[Part, ...]:
    """The parts of a value whose field a label says."""
    if field == "creators":
        return _persons_or_none(value, "creators")
    if field == "contributors":
        return _persons_or_none(value, "contributors")
    if field in ("issued", "modified"):
        return (Part(field, read_date(value) or value, labelled=True),)
    if field == "languages":
        return tuple(Part(field, language) for language in _languages(value, always=True))
    if field in _PLACE_IN_STATED:
        return tuple(Part(field, tag, labelled=True) for tag in split_tags(value))
    if field in ("doi", "isbn", "issn"):
        return _read_identifier(f"{field} {value}") or (Part(field, value, labelled=True),)
    if field == "extent":
        return (Part(field, f"{value} pages" if value.isdecimal() else value),)
    if field == "publishers":
        return tuple(Part(field, name, labelled=True) for name in _TAG.split(value) if name)
    return (Part(field, value, labelled=True),)


def split_tags(text: str) -> tuple[str, ...]:
    """The tags on a line: cut at bars, bullets, semicolons, and at commas between short pieces."""
    tags: list[str] = []
    for piece in _TAG.split(text):
        commas = [part for part in _TAG_COMMA.split(piece) if part]
        commas = [piece] if _SEMICOLON.search(text) else commas
        short = all(len(part.split()) <= _TAG_WORDS for part in commas)
        for part in commas if short else [piece]:
            slashed = [cut for cut in _SLASH.split(part) if cut]
            apart = " / " in part or all(len(cut) > 3 for cut in slashed)
            tags += slashed if apart else [part]
    if _ACRONYMS.fullmatch(text):
        tags = _JOINED.split(text)
    if text.startswith("#") and text.count("#") == len(text.split()):
        tags = text.split()
    return tuple(tag.strip(' .#"“”«»') for tag in tags if tag.strip(' .#"“”«»'))


def _read_sure(text: str, page_words: AbstractSet[str]) -> tuple[Part, ...]:
    label = read_label(text) if ":" in text or "：" in text else None
    if label and label.field not in ("title", "abstract"):
        parts = read_value(label.field, label.value, page_words) if label.value else ()
        return parts or (Part("label", label.value),)
    if parts := _read_identifier(text) or _read_urls(text):
        return parts
    if date := read_date(text) or _dated(text):
        return (Part("issued", date),)
    if all(fold(kind) in words().types for kind in _SLASH.split(text)):
        return (Part("document_type", text),)
    if _EXTENT.fullmatch(text):
        return (Part("extent", text),)
    if languages := _languages(text, always=False):
        return tuple(Part("languages", language) for language in languages)
    unknown = _LABEL.fullmatch(text)
    few = unknown is not None and len(unknown["label"].split()) <= 3
    persons = read_persons(unknown["value"] if unknown and few else text, page_words)
    if persons and persons.certainty is Certainty.SURE:
        return tuple(Part("creators", name.value, name) for name in persons.names)
    return ()


def _dated(text: str) -> str | None:
    """A date after a label without a colon ("Published on 12 March 2019"), or an unknown one."""
    if (label := _LABEL.fullmatch(text)) and len(label["label"].split()) <= 3:
        return read_date(label["value"])
    pieces = text.split()
    for count in range(min(3, len(pieces) - 1), 0, -1):
        if words().labels.get(fold(" ".join(pieces[:count]))) == "issued":
            return read_date(" ".join(pieces[count:]))
    return None


def _read_identifier(text: str) -> tuple[Part, ...]:
    if doi := _DOI.fullmatch(text):
        return (Part("doi", doi[1].rstrip(".,;)")),)
    if isbn := _ISBN.match(text):
        return (Part("isbn", isbn[2].strip(" -–—")),)
    if issn := _ISSN.fullmatch(text):
        return (Part("issn", issn[1]),)
    return ()


def _read_urls(text: str) -> tuple[Part, ...]:
    urls = _URL.findall(text)
    rest = _URL.sub(" ", text).split()
    if not urls or len(rest) > 6:
        return ()
    if text.startswith(("http://", "https://")) and rest and len(urls) == 1:
        return (Part("pages", text),)
    return tuple(Part("pages", url.rstrip(".,;)>")) for url in urls)


def _languages(text: str, *, always: bool) -> list[str]:
    """The tags of the languages that a text lists; codes of two letters only after a label."""
    names = [name for name in re.split(r"[\s,،、，;/|•·]+", fold(text)) if name]
    names = [name for name in names if name not in words().joiners or len(name) > 2]
    known = [words().languages.get(name) for name in names]
    if not always and (None in known or any(len(name) < 3 and name.isascii() for name in names)):
        return []
    found = [tag or name for tag, name in zip(known, names, strict=True)]
    return list(dict.fromkeys(found))


def _persons_or_none(value: str, field: str) -> tuple[Part, ...]:
    return tuple(
        Part(field, name.value, name, labelled=True)
        for name in read_stated_persons(value)
        if fold(name.value) not in words().nobody
    )


def _as_tags(cell: str) -> tuple[Part, ...]:
    if len(cell.split()) > _TAG_WORDS or cell.endswith("."):
        return ()
    return tuple(Part("tags", tag) for tag in split_tags(cell))
