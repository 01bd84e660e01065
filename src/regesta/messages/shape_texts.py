"""What the shapes say, by the codes of their findings: the texts stand in the shapes themselves."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from regesta.assets import asset
from regesta.serialisation import read_turtle
from regesta.vocabulary import SH, SKOS

_TEXTS: Final = {
    SH.message: "message",
    SH.description: "expected",
    SKOS.example: "example",
    SKOS.editorialNote: "remedy",
    SH.name: "name",
}

ShapeTexts = Mapping[str, Mapping[str, str]]
"""Texts by name and language."""


@cache
def shape_texts() -> Mapping[str, ShapeTexts]:
    """The texts of every shape with a name of its own."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for path in sorted(asset("shapes").glob("*.ttl")):
        for triple in read_turtle(path):
            name = _TEXTS.get(triple.predicate)
            if (
                name
                and isinstance(triple.subject, NamedNode)
                and isinstance(triple.object, Literal)
            ):
                code = triple.subject.value.rpartition("#")[2]
                found[code][name][triple.object.language or "en"] = triple.object.value
    return found
