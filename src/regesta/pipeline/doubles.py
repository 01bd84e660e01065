"""Notices two records of one run that have the same identifier."""

from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.messages import new_finding
from regesta.records import Place


class Doubles:
    """Remembers where the record of each identifier stands."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._first: dict[str, str] = {}

    def find(self, identifier: str, title: str, place: Place, where: Place) -> Finding | None:
        """A violation where an earlier record has the identifier; `where` it is to be changed."""
        first = self._first.setdefault(identifier, str(place))
        if first == str(place):
            return None
        iri = self._identifiers.thing("publication", identifier).value
        finding = new_finding("identifier-duplicated", where, value=identifier, first=first)
        return finding.about(title, iri)
