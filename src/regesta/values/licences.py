"""Licences: the addresses of what sources write in words, and what to call them."""

import re
from functools import lru_cache

from pyoxigraph import NamedNode

from regesta.values.texts import read_iri
from regesta.vocabulary import CREATIVE_COMMONS

_CREATIVE_COMMONS = re.compile(
    r"(?:cc|creative commons)[ -]*(?P<kind>by(?:-nc)?(?:-(?:sa|nd))?)[ -]*(?P<version>[1-4]\.0)"
    r"(?P<igo>[ -]*igo)?(?: (?:international|licen[cs]e|unported))*"
)
_WORDS = {
    "attribution": "by",
    "noncommercial": "nc",
    "sharealike": "sa",
    "noderivatives": "nd",
    "noderivs": "nd",
}
_ADDRESS = re.compile(
    r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/([a-z]+))?/?"
)
_LONGEST = 256
_PUBLIC_DOMAIN = re.compile(r"(?:cc ?0|cc-0|creative commons zero)[ -]*(?:1\.0)?(?: universal)?")


def read_licence(text: str) -> NamedNode | None:
    """The licence's address: as given, or that of a Creative Commons licence in words."""
    return _licence(text) if len(text) < _LONGEST else read_iri(text)


@lru_cache(maxsize=1024)
def _licence(text: str) -> NamedNode | None:
    words = text.strip().lower()
    if "://" in words:
        return read_iri(text)
    for word, short in _WORDS.items():
        words = words.replace(word.replace("non", "non-"), short).replace(word, short)
    words = re.sub(r"\s+", " ", words.replace("_", "-"))
    words = re.sub(r"(?<=\b(?:by|nc)) (?=(?:nc|sa|nd)\b)", "-", words)
    if _PUBLIC_DOMAIN.fullmatch(words):
        return read_iri(f"{CREATIVE_COMMONS}publicdomain/zero/1.0/")
    found = _CREATIVE_COMMONS.fullmatch(words)
    if not found:
        return None
    suffix = "igo/" if found["igo"] else ""
    kind, version = found["kind"], found["version"]
    return read_iri(f"{CREATIVE_COMMONS}licenses/{kind}/{version}/{suffix}")


def licence_name(iri: str) -> str:
    """The usual short name of a Creative Commons licence, the IRI of any other."""
    found = _ADDRESS.fullmatch(iri)
    if found is None:
        return iri
    family, name, version, port = found.groups()
    names = {"zero": "CC0", "mark": "Public Domain Mark"}
    short = f"CC {name.upper()}" if family == "licenses" else names.get(name, name)
    return " ".join(filter(None, (short, version, (port or "").upper())))
