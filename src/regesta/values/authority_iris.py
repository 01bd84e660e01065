"""The IRIs that registers of the world have for bodies and places: one written form for each."""

import re
from typing import Final

from regesta.values.texts import read_iri
from regesta.vocabulary import GEONAMES_FEATURES, ISNI, ROR, WIKIDATA

_HOST = r"(?:https?://)?(?:www\.|m\.|sws\.)?"
_FORMS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), start, end)
    for pattern, start, end in (
        (rf"{_HOST}ror\.org/(0[a-z0-9]{{6}}[0-9]{{2}})/?", ROR, ""),
        (rf"{_HOST}wikidata\.org/(?:entity|wiki)/(Q[0-9]+)/?", WIKIDATA, ""),
        (rf"(?:{_HOST}isni\.org/(?:isni/)?|isni:?)([0-9]{{15}}[0-9X])/?", ISNI, ""),
        (rf"{_HOST}geonames\.org/([0-9]+)(?:/[^/]*)?", GEONAMES_FEATURES, "/"),
    )
)
"""How each register's IRIs are met, how they begin, and how they end."""


def authority_iri(text: str) -> str | None:
    """The IRI in the form that its register prefers, as it is for any other web address.

    None for what is no web address. `http` or `https`, `www.`, a page in place of the thing and a
    slash at the end make no difference for ROR, ISNI, Wikidata and GeoNames.
    """
    bare = "".join(text.split())
    for pattern, start, end in _FORMS:
        found = pattern.fullmatch(bare)
        if found:
            name = found[1].lower() if start == ROR else found[1].upper()
            return f"{start}{name}{end}"
    iri = read_iri(text)
    return iri.value if iri else None
