"""An edit: the whole graph of one publication as somebody wrote it, or that it is withdrawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.messages import new_finding
from regesta.records import Place

SOURCE = "edits"
"""What findings and documents call the place where an edit stands."""

HIDES, ADDS, WITHDRAWS = "edit-hides-source", "edit-adds", "edit-withdraws"
CODES = frozenset((HIDES, ADDS, WITHDRAWS))


@dataclass(frozen=True, slots=True)
class Edit:
    """What the document of one publication says in the stead of the sources.

    `lines` are those of its graph, empty where it is withdrawn. `beside` are the documents that it
    needs and nobody else gives. `record` is what it was written as, where that was JSON.
    """

    name: str
    base_iri: str
    title: str = ""
    lines: bytes = b""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    record: Mapping[str, Any] | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the document is to be no more."""
        return not self.lines

    @property
    def document(self) -> str:
        """The IRI of the document."""
        return Identifiers(self.base_iri).document("publication", self.name).value

    @property
    def thing(self) -> str:
        """The IRI of the publication itself."""
        return Identifiers(self.base_iri).thing("publication", self.name).value

    def told(self, *, hides_source: bool) -> Iterator[Finding]:
        """What a release says of the edit: its own findings, and what it does to the sources."""
        yield from self.findings
        code = HIDES if hides_source else ADDS
        if self.is_withdrawn:
            code = WITHDRAWS
        if hides_source or not self.is_withdrawn:
            yield new_finding(code, place_of(self.name)).about(self.title, self.thing)


def place_of(name: str) -> Place:
    """Where the edit of a publication stands."""
    return Place(SOURCE, f"{name}.json", key=name)
