"""Places in words, in each language."""

from collections.abc import Mapping
from typing import Final

from regesta.records import Place

LANGUAGES: Final = ("en", "fr")
"""The languages that findings are told in."""

_NOUNS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "sheet": "feuille « {} »",
        "line": "ligne {}",
        "row": "ligne {}",
        "record": "notice {}",
        "key": "notice « {} »",
        "field": "champ « {} »",
        "column": "colonne « {} »",
    },
}


def say_place(place: Place, language: str) -> str:
    """The place as a curator looks for it; in English where the language is not known."""
    nouns = _NOUNS.get(language)
    if nouns is None:
        return str(place)
    found = (
        ("sheet", place.sheet),
        ("line", place.line),
        ("row", place.row),
        ("record", place.record),
        ("key", place.key),
        ("field" if place.row is None else "column", place.field),
    )
    said = (nouns[noun].format(value) for noun, value in found if value not in (None, ""))
    return ", ".join((place.file or place.source, *said))
