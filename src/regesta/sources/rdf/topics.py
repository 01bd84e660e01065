"""What a publication is about: regions, themes, agencies and keywords."""

import re
from typing import Any

import pyoxigraph as ox

from regesta.records import Name
from regesta.sources.rdf.agents import Agents
from regesta.sources.rdf.description import Description, Term

_LISTED = re.compile(r"\s*[,;|]\s*")


def read_topics(described: Description, agents: Agents) -> dict[str, Any]:
    """The fields of the record; a node without any name, such as a box on a map, says nothing."""
    node = described.subject
    found: dict[str, list[Name]] = {"regions": [], "themes": [], "agencies": [], "keywords": []}
    for term in described.all(node, "spatial"):
        _add(found["regions"], agents.name(term, "spatial"))
    for term in described.all(node, "subject"):
        kind = agents.kind(term)
        field = {"agency": "agencies", "region": "regions", "theme": "themes"}.get(kind, "keywords")
        _add(found[field], agents.name(term, "subject"))
    for term in described.all(node, "mentions"):
        if agents.kind(term) == "agency":
            _add(found["agencies"], agents.name(term, "mentions"))
    for field in ("keyword", "coverage"):
        for term in described.all(node, field):
            for name in _words(term, agents, field):
                _add(found["keywords"], name)
    return {field: tuple(dict.fromkeys(names)) for field, names in found.items()}


def _words(term: Term, agents: Agents, field: str) -> list[Name | None]:
    """The keywords of a text that lists several, as schema.org allows."""
    if not isinstance(term, ox.Literal):
        return [agents.name(term, field)]
    words = [word for word in _LISTED.split(term.value) if word.strip()]
    return [agents.name(ox.Literal(word), field) for word in words]


def _add(names: list[Name], name: Name | None) -> None:
    if name:
        names.append(name)
