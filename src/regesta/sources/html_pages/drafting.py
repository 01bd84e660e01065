"""Gathers what a page says of one publication under the keys of curated records, and builds it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.identifiers import local_name
from regesta.records import Place, Record
from regesta.sources.curated.building import read_record
from regesta.sources.curated.keys import KEYS
from regesta.sources.curated.nodes import Node, Scalar, Sequence, Table
from regesta.sources.listing.dates import read_date
from regesta.sources.listing.metadata import read_label, read_metadata, split_tags
from regesta.sources.listing.names import read_stated_persons
from regesta.values.standard_numbers import normalise_doi

_LONGEST_NAMES = 2000
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ISBN = re.compile(r"^\s*(?:e-?)?isbn(?:[- ]1[03])?\s*[:：]?\s*|\s*\((?:pdf|print|e-?book)\)", re.I)
_ISSN = re.compile(r"^\s*e?-?issn\s*[:：]?\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_SINGLE = frozenset({"text"})
_OF_FIELD = {"themes": "themes", "regions": "regions", "tags": "tags", "keywords": "tags"}


@dataclass(frozen=True, slots=True)
class Value:
    """A text of a page with its line, and its language where its element states one."""

    text: str
    line: int
    language: str = ""


@dataclass(slots=True)
class Draft:
    """What is known of a publication; `labels` are what the page calls each key."""

    place: Place
    values: dict[str, list[Node]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    doubled: list[tuple[str, Value]] = field(default_factory=list)

    def add(self, key: str, value: Value, label: str) -> None:
        """Add a value under a key of `KEYS`; a second one where there can be one is set aside."""
        if not value.text.strip():
            return
        known = self.values.setdefault(key, [])
        self.labels.setdefault(key, label)
        if known and KEYS[key].form in _SINGLE:
            self.doubled.append((label, value))
            return
        known.extend(node for node in _nodes(key, value) if node not in known)

    def has(self, key: str) -> bool:
        """Whether the publication has a value under a key."""
        return bool(self.values.get(key))

    def build(self, source: str) -> Iterator[Record | Finding]:
        """The record after its findings, or its findings alone."""
        line = self.place.line
        entries: dict[str, Node] = {}
        for key, nodes in self.values.items():
            whole = nodes[0] if KEYS[key].form in _SINGLE else Sequence(nodes[0].line, tuple(nodes))
            entries[key] = whole
        own = next(iter(self.values.get("id", ())), None)
        if isinstance(own, Scalar):
            entries["id"] = replace(own, text=local_name(source, own.text))
        for each in read_record(Table(line, line, entries), self.place):
            if isinstance(each, Finding):
                yield replace(each, place=self._called(each.place))
            else:
                places = tuple((name, self._called(place)) for name, place in each.places)
                yield replace(each, places=places)

    def _called(self, place: Place) -> Place:
        """The place with what the page calls the field."""
        return replace(place, field=self.labels.get(place.field or "", place.field))


def _nodes(key: str, value: Value) -> Iterator[Node]:
    """The values that one text of a page holds, without the label before them."""
    form = KEYS[key].form
    if form == "texts":
        yield _text(value)
    elif form == "persons":
        yield from _persons(_unlabelled(key, value))
    elif key in _OF_FIELD:
        tags = split_tags(_unlabelled(key, value).text)
        yield from (Scalar(value.line, tag) for tag in tags)
    else:
        read: Callable[[Value], str] = _READ.get(key, lambda one: _unlabelled(key, one).text)
        yield Scalar(value.line, read(value))


def _text(value: Value) -> Node:
    plain = Scalar(value.line, value.text)
    if not _TAG.fullmatch(value.language):
        return plain
    return Table(value.line, value.line, {value.language: plain})


def _persons(value: Value) -> Iterator[Node]:
    if len(value.text) > _LONGEST_NAMES:
        yield Scalar(value.line, value.text)
        return
    for name in read_stated_persons(value.text):
        if name.family and name.given:
            parts = {"name": name.value, "family": name.family, "given": name.given}
            entries = {key: Scalar(value.line, text) for key, text in parts.items()}
            yield Table(value.line, value.line, entries)
        else:
            yield Scalar(value.line, name.value)


def _unlabelled(key: str, value: Value) -> Value:
    """The value without a label that says the same as its field, such as “Authors:”."""
    label = read_label(value.text) if len(value.text) < _LONGEST_NAMES else None
    if not label or not label.value or label.field in ("title", "abstract"):
        return value
    return replace(value, text=label.value) if label.field == KEYS[key].field else value


def _date(value: Value) -> str:
    """The date in a text such as “Published on 12 March 2019”; the text itself if there is none."""
    if len(value.text) > _LONGEST_NAMES:
        return value.text
    if date := read_date(value.text):
        return date
    parts = read_metadata(value.text, frozenset())
    return next((p.value for p in parts if p.field in ("issued", "modified")), value.text)


def _doi(value: Value) -> str:
    found = _DOI.search(value.text)
    return (found and normalise_doi(found[0].rstrip(".,;)"))) or value.text


_READ: dict[str, Callable[[Value], str]] = {
    "issued": _date,
    "modified": _date,
    "doi": _doi,
    "isbn": lambda value: _ISBN.sub("", value.text),
    "issn": lambda value: _ISSN.sub("", value.text),
    "url": lambda value: value.text,
}
