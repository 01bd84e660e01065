"""What a client of the reconciliation service asks, and the candidates that it gets."""

from dataclasses import dataclass, field, replace
from typing import Final

TYPES: Final = {
    "agency": "Agency",
    "region": "Country or region",
    "theme": "Theme",
    "publication": "Publication",
}
"""What can be reconciled: the identifier and the name of each type."""

MOST_QUERIES: Final = 50
MOST_IDS: Final = 500
MOST_PROPERTIES: Final = 50
MOST_CANDIDATES: Final = 50
SAFE: Final = 95.0
"""From this score on a name is the very name of a thing."""
LIKE: Final = 89.0
"""The best score of a name that is only like that of a thing."""


class RequestError(ValueError):
    """A request that cannot be answered; the message is a sentence for its sender."""


class TooLargeError(RequestError):
    """A request that asks for more than one answer may hold."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property that a candidate should have, with the values that are as good as each other."""

    property_id: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One name to be reconciled; `types` is empty where any will do.

    `is_preference` tells that things of other types may be meant as well.
    """

    text: str
    types: tuple[str, ...] = ()
    is_preference: bool = False
    limit: int = 10
    properties: tuple[Wanted, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The types that are searched."""
        known = tuple(one for one in TYPES if one in self.types)
        return tuple(TYPES) if self.is_preference or not self.types else known


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a query may mean; `score` is between 0 and 100.

    `is_safe` tells that nothing but another candidate speaks against it.
    """

    iri: str
    kind: str
    name: str
    score: float
    is_safe: bool = False
    description: str = ""
    features: dict[str, bool] = field(default_factory=dict)

    def scored(self, score: float, *, is_safe: bool) -> "Candidate":
        """The same thing with another score."""
        return replace(self, score=round(max(0.0, min(100.0, score)), 1), is_safe=is_safe)
