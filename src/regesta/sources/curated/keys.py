"""The keys that a record may have, and how a key that it may not have is explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the field of a record that it fills, and the form of its value."""

    field: str
    form: str


_FIELDS = {
    "id": "identifier:text",
    "title": "titles:texts",
    "alternative": "alternative_titles:texts",
    "abstract": "abstracts:texts",
    "creators": "creators:persons",
    "publishers": "publishers:names",
    "contributors": "contributors:persons",
    "funders": "funders:names",
    "agencies": "agencies:names",
    "regions": "regions:names",
    "themes": "themes:names",
    "tags": "tags:names",
    "keywords": "keywords:names",
    "issued": "issued:text",
    "languages": "languages:list",
    "type": "document_type:text",
    "doi": "identifiers:doi",
    "isbn": "identifiers:isbn",
    "issn": "identifiers:issn",
    "url": "pages:list",
    "matches": "matches:list",
    "relations": "relations:relations",
    "series": "part_of:texts",
    "volume": "volume:text",
    "issue": "issue:text",
    "page_range": "page_range:text",
    "edition": "edition:text",
    "report_number": "report_number:text",
    "place": "publication_places:list",
    "extent": "extent:text",
    "licence": "licence:text",
    "modified": "modified:text",
}
_ALSO = {
    "titles": "title",
    "alternative_title": "alternative",
    "alternative_titles": "alternative",
    "abstracts": "abstract",
    "creator": "creators",
    "author": "creators",
    "authors": "creators",
    "publisher": "publishers",
    "contributor": "contributors",
    "agency": "agencies",
    "funder": "funders",
    "keyword": "keywords",
    "match": "matches",
    "same_as": "matches",
    "relation": "relations",
    "pages_in": "page_range",
    "number": "report_number",
    "places": "place",
    "place_of_publication": "place",
    "region": "regions",
    "theme": "themes",
    "tag": "tags",
    "date": "issued",
    "language": "languages",
    "page": "url",
    "urls": "url",
    "part_of": "series",
    "license": "licence",
}


def _key(name: str) -> Key:
    field, _, form = _FIELDS[name].partition(":")
    return Key(field, form)


KEYS: Mapping[str, Key] = MappingProxyType(
    {name: _key(name) for name in _FIELDS} | {name: _key(to) for name, to in _ALSO.items()}
)
"""Every accepted key; the first ones are those to recommend."""


def suggest(name: str, known: Mapping[str, object] = KEYS) -> str:
    """The key that was probably meant, or nothing."""
    folded = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if folded in known:
        return folded
    close = get_close_matches(folded, known, n=1, cutoff=0.7)
    return close[0] if close else ""
