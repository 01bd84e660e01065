"""Who made a publication, and who paid for it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from regesta.records import Contributor, Name, Place
from regesta.sources.rdf.agents import Agents
from regesta.sources.rdf.description import Description, Term, last_part
from regesta.vocabulary import FOREIGN

_ROLES = {"contributor": None, "editor": "edt", "translator": "trl", "illustrator": "ill"}
_AUTHORS = ("aut", "cre")
_READ_OTHERWISE = frozenset("aut cre pbl ctb edt trl ill fnd".split())
_RELATORS = FOREIGN["marcrel"]


class Makers:
    """Reads creators, contributors, publishers and funders of one publication."""

    def __init__(self, described: Description, place: Place, languages: tuple[str, ...]) -> None:
        self._described = described
        self._node = described.subject
        self.agents = Agents(described, place, languages)

    def fields(self) -> dict[str, Any]:
        """The fields of the record."""
        creators, contributors = self._creators(), list(self._contributors())
        for contributor in self._contributions():
            is_author = contributor.role in _AUTHORS or contributor.role is None
            target = creators if is_author else contributors
            target.append(replace(contributor, role=None) if is_author else contributor)
        return {
            "creators": tuple(dict.fromkeys(creators)),
            "contributors": tuple(dict.fromkeys(contributors)),
            "publishers": tuple(dict.fromkeys(self._publishers())),
            "funders": tuple(dict.fromkeys(self._names("funder"))),
        }

    def _creators(self) -> list[Contributor]:
        """In the order that a list gives, then those that only the property names."""
        ordered = list(self._described.all(self._node, "order"))
        stated = list(self._described.all(self._node, "creator"))
        # The same name as a node and as a text beside it is one creator.
        found = [
            self.agents.contributor(term, "creator") for term in dict.fromkeys(ordered + stated)
        ]
        known: dict[str, Contributor] = {}
        for contributor in found:
            if contributor:
                known.setdefault(contributor.name.value.casefold(), contributor)
        return list(known.values())

    def _contributors(self) -> Iterator[Contributor]:
        for field, role in _ROLES.items():
            for term in self._described.all(self._node, field):
                if contributor := self.agents.contributor(term, field, role):
                    yield contributor
        for name in self._described.names(self._node):
            code = name.removeprefix(_RELATORS)
            if name.startswith(_RELATORS) and code not in _READ_OTHERWISE:
                for term in self._described.of(self._node, name):
                    role = code if len(code) == 3 else None
                    if contributor := self.agents.contributor(term, code, role):
                        yield contributor

    def _contributions(self) -> Iterator[Contributor]:
        """Those of BIBFRAME, each a node with an agent and a role."""
        for node in self._described.all(self._node, "contribution"):
            roles = [
                term for term in self._described.all(node, "role") if isinstance(term, ox.NamedNode)
            ]
            code = last_part(roles[0].value) if roles else ""
            for term in self._described.all(node, "agent"):
                role = code if len(code) == 3 else None
                if contributor := self.agents.contributor(term, "contribution", role):
                    yield contributor

    def _publishers(self) -> Iterator[Name]:
        yield from self._names("publisher")
        for node in self._described.all(self._node, "provision"):
            for term in self._described.all(node, "agent"):
                if name := self.agents.name(term, "provisionActivity"):
                    yield name

    def _names(self, field: str) -> Iterator[Name]:
        for term in self._described.all(self._node, field):
            for paid in self._payers(term) if field == "funder" else (term,):
                if name := self.agents.name(paid, field):
                    yield name

    def _payers(self, term: Term) -> tuple[Term, ...]:
        """Who pays a grant, where a node is a grant; else the node itself."""
        return tuple(self._described.all(term, "funder")) or (term,)
