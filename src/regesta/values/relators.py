"""Relators: what a contributor did, by the codes of the MARC relators; `relators.toml` has them."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from pyoxigraph import NamedNode

from regesta.vocabulary import MARCREL

RELATORS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    code: {language: tuple(words) for language, words in labels.items()}
    for code, labels in tomllib.loads(
        files("regesta.values").joinpath("relators.toml").read_text(encoding="utf-8")
    ).items()
}
"""The words for each code, by language, the one to show first."""

RELATIONS: Final[Mapping[str, NamedNode]] = {code: MARCREL[code] for code in RELATORS}
"""The property for each code."""

MAKERS: Final = frozenset({"aut", "cre"})
"""The codes of those who made the whole of a publication."""

_BY_WORD: Final = {
    word.casefold(): code
    for code, labels in reversed(list(RELATORS.items()))
    for words in labels.values()
    for word in words
}


def relator_code(text: str) -> str | None:
    """The code of a relator that is given by its code, its IRI or a word for it."""
    name = " ".join(text.removeprefix(MARCREL.iri).split()).casefold()
    return name if name in RELATORS else _BY_WORD.get(name)
