"""What Hugo, Jekyll, Quarto and others call the keys of curated records, and what they add."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from regesta.identifiers import local_name
from regesta.sources.curated.keys import KEYS
from regesta.sources.curated.nodes import Node, Scalar, Sequence, Table
from regesta.sources.listing.metadata import split_tags
from regesta.sources.listing.names import read_stated_persons
from regesta.sources.markdown.body import plain

_NAMES = {
    "title": "title", "publishdate": "issued", "publish_date": "issued",
    "published": "issued", "date": "issued", "pubdate": "issued", "year": "issued",
    "lastmod": "modified", "last_modified_at": "modified", "date-modified": "modified",
    "updated": "modified",
    "description": "abstract", "summary": "abstract", "excerpt": "abstract",
    "lang": "languages", "locale": "languages", "languagecode": "languages",
    "category": "keywords", "categories": "keywords", "keywords": "keywords",
    "subjects": "keywords", "subject": "keywords", "topics": "themes",
    "countries": "regions", "country": "regions",
    "slug": "id", "permalink": "url", "canonical_url": "url", "canonicalurl": "url",
    "external_link": "url", "url_pdf": "url", "link": "url", "links": "url", "pdf": "url",
    "subtitle": "subtitle",
    "publication_types": "type", "document_type": "type", "type": "type",
    "publication": "series", "journal": "series", "container-title": "series",
    "editor": "contributors", "editors": "contributors", "translator": "contributors",
    "rights": "licence", "report-number": "report_number",
    "institution": "publishers", "organization": "publishers", "organisation": "publishers",
}  # fmt: skip
# Of the keys that mean the same, the first is the one to recommend.
_RECOMMENDED = {key: name for name, key in reversed(tuple(KEYS.items()))}
_OF_THE_SITE = frozenset(
    "layout draft weight toc image images cover featured featured_image aliases menu "
    "comments math sidebar nav_order parent permalink_style format execute output params "
    "bibliography csl header share profile slides projects markup outputs cascade headless "
    "nav_exclude redirect_from author_profile read_time classes teaser showtoc hideMeta "
    "published_at linktitle series_order render list_pages expirydate sitemap robots "
    "template jupyter editor_options abstract_short url_code url_dataset url_poster "
    "url_project url_slides url_source url_video toc-depth number-sections theme_color".split()
)
_WEAKER = ("summary", "description", "excerpt", "teaser")
_OF_ALL_PAGES = frozenset({"post", "posts", "page", "publication", "publications", "default"})
_ROLES = {"editor": "edt", "editors": "edt", "translator": "trl"}
_OTHER_PARTS = {"first": "given", "firstname": "given", "last": "family", "lastname": "family",
                "display_name": "name", "literal": "name"}  # fmt: skip
_NOT_OF_PERSONS = frozenset(
    "affiliation affiliations email url website corresponding id roles degrees attributes number "
    "note bio avatar image title twitter github".split()
)
_KINDS = {
    "1": "conference paper", "2": "journal article", "3": "preprint", "4": "report", "5": "book",
    "6": "chapter", "7": "thesis", "8": "patent", "article-journal": "journal article",
    "paper-conference": "conference paper", "chapter": "chapter",
}  # fmt: skip
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d.*")
_ADDRESSES = ("http://", "https://")


def as_record(front: Table, source: str) -> tuple[Table, Mapping[str, str], tuple[str, ...]]:
    """The front matter under the keys of curated records.

    With it comes what the file calls each key, and the keys that are not for publications.
    """
    entries: dict[str, Node] = {}
    labels: dict[str, str] = {}
    skipped: list[str] = []
    # A short text for lists of pages is the abstract only where there is no other.
    for name, node in sorted(front.entries.items(), key=lambda each: each[0].casefold() in _WEAKER):
        if isinstance(node, Scalar) and not node.text.strip():
            continue
        key = key_of(name)
        if key == "subtitle" or (key == "" and name.casefold() in _OF_THE_SITE):
            skipped += [] if key == "subtitle" else [name]
            continue
        if not _is_for_key(key, name, node, entries):
            skipped.append(name)
            continue
        read = _READ.get(key)
        value = read(_single(key, node), source, name) if read else _single(key, node)
        entries[key or name] = _joined(entries.get(key), value)
        labels.setdefault(key or name, name)
    _join_subtitle(front, entries)
    table = Table(front.line, front.last_line, entries)
    return table, MappingProxyType(labels), tuple(skipped)


def key_of(name: str) -> str:
    """The key of curated records that a name stands for, empty if there is none."""
    folded = name.casefold()
    known = _NAMES.get(folded) or next((key for key in (name, folded) if key in KEYS), "")
    return _RECOMMENDED[KEYS[known]] if known in KEYS else known


def _is_for_key(key: str, name: str, node: Node, entries: Mapping[str, Node]) -> bool:
    """Whether a value is one of the publication, beside what was read before it."""
    if key == "abstract" and name.casefold() in _WEAKER:
        return key not in entries
    if key == "type":
        return not (isinstance(node, Scalar) and node.text.casefold() in _OF_ALL_PAGES)
    if key == "url" and isinstance(node, Scalar):
        return node.text.startswith(_ADDRESSES)
    if key == "issued" and isinstance(node, Scalar) and node.text in ("true", "false"):
        return False
    return not (key and KEYS.get(key) and KEYS[key].form == "text" and key in entries)


def _joined(known: Node | None, value: Node) -> Node:
    if known is None:
        return value
    items = [
        item
        for node in (known, value)
        for item in (node.items if isinstance(node, Sequence) else (node,))
    ]
    return Sequence(known.line, tuple(items))


def _join_subtitle(front: Table, entries: dict[str, Node]) -> None:
    title, subtitle = entries.get("title"), front.entries.get("subtitle")
    if isinstance(title, Scalar) and isinstance(subtitle, Scalar) and subtitle.text.strip():
        entries["title"] = replace(title, text=f"{title.text.rstrip(' :')}: {subtitle.text}")


def _single(key: str, node: Node) -> Node:
    """The value in a list of one, where there can be one only."""
    is_text = key in KEYS and KEYS[key].form == "text"
    return (
        node.items[0] if is_text and isinstance(node, Sequence) and len(node.items) == 1 else node
    )


def _type(node: Node, source: str, name: str) -> Node:
    """The kind of document; themes for Hugo count the kinds."""
    if isinstance(node, Scalar):
        return replace(node, text=_KINDS.get(node.text.strip(), node.text))
    return node


def _plain(node: Node, source: str, name: str) -> Node:
    """A text without the signs of Markdown, in which a journal's title often stands."""
    return replace(node, text=plain(node.text)) if isinstance(node, Scalar) else node


def _identifier(node: Node, source: str, name: str) -> Node:
    """An `id` that a curator wrote is kept; a slug is a name on the site that it is of."""
    if isinstance(node, Scalar) and name.casefold() == "slug":
        return replace(node, text=local_name(source, node.text))
    return node


def _date(node: Node, source: str, name: str) -> Node:
    """The day of a time, which is when a page was put on the site."""
    found = _TIME.fullmatch(node.text) if isinstance(node, Scalar) else None
    return replace(node, text=found[1]) if found and isinstance(node, Scalar) else node


def _names(node: Node, source: str, name: str) -> Node:
    """Words that one text lists."""
    if not isinstance(node, Scalar):
        return node
    words = split_tags(node.text)
    return Sequence(node.line, tuple(replace(node, text=word) for word in words))


def _persons(node: Node, source: str, name: str) -> Node:
    """Authors as Quarto and Jekyll write them: with name, affiliation and more."""
    items = node.items if isinstance(node, Sequence) else (node,)
    role = _ROLES.get(name.casefold(), "")
    named = (person for item in items for person in _split(item))
    return Sequence(node.line, tuple(_person(each, role) for each in named))


def _split(node: Node) -> Iterator[Node]:
    """The names that one text lists."""
    names = read_stated_persons(node.text) if isinstance(node, Scalar) else ()
    if isinstance(node, Scalar) and len(names) > 1:
        yield from (replace(node, text=name.value) for name in names)
    else:
        yield node


def _person(node: Node, role: str) -> Node:
    if isinstance(node, Scalar) and role:
        node = Table(node.line, node.line, {"name": node})
    if not isinstance(node, Table):
        return node
    entries = {
        _OTHER_PARTS.get(key, key): value
        for key, value in node.entries.items()
        if key not in _NOT_OF_PERSONS
    }
    name = entries.get("name")
    if isinstance(name, Table):
        del entries["name"]
        entries |= {_OTHER_PARTS.get(key, key): value for key, value in name.entries.items()}
    if role:
        entries.setdefault("role", Scalar(node.line, role))
    return replace(node, entries=entries)


_READ: Mapping[str, Callable[[Node, str, str], Node]] = MappingProxyType(
    {
        "id": _identifier,
        "creators": _persons,
        "contributors": _persons,
        "issued": _date,
        "modified": _date,
        "type": _type,
        "series": _plain,
        **dict.fromkeys(("tags", "keywords", "themes", "regions"), _names),
    }
)
