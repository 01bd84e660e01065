"""What the web service asks of whoever publishes what it was sent, and how that says no."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pyoxigraph import Triple

from regesta.errors import RegestaError
from regesta.findings import Finding
from regesta.serialisation import Format


@dataclass(frozen=True, slots=True)
class RdfBody:
    """A graph in one of the formats in which documents are served."""

    content: bytes
    format: Format


@dataclass(frozen=True, slots=True)
class RecordBody:
    """A record with the keys of the reader of curated records."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the name of a token, never the token; and by which method of HTTP."""

    name: str
    method: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a document: its new checksum, None where it is withdrawn."""

    document: str
    checksum: str | None
    release: str
    is_new: bool
    findings: tuple[Finding, ...]


class MalformedBodyError(RegestaError):
    """What was sent cannot be read in the format that it is said to have."""


class NoSuchRecordError(RegestaError):
    """A document was not written as a record, so it cannot be changed as one."""


class EditRefusedError(RegestaError):
    """What was sent breaks a rule; `findings` say which, `report` says so for machines."""

    def __init__(self, findings: Sequence[Finding], report: Sequence[Triple]) -> None:
        super().__init__("What was sent breaks rules of the catalogue; nothing was changed.")
        self.findings, self.report = tuple(findings), tuple(report)


Check = Callable[[str | None], None]
"""Is given the checksum of the document as it is now, and raises where that is not expected."""


class Editor(Protocol):
    """Changes one publication and publishes that at once; any other error leaves all as it was."""

    def replace(
        self, name: str, body: RdfBody | RecordBody, author: Author, check: Check
    ) -> Written:
        """Let a document say this and nothing else. Raises EditRefusedError, MalformedBodyError."""

    def merge(self, name: str, body: RdfBody, author: Author, check: Check) -> Written:
        """Let a document say this as well. Raises as `replace` does."""

    def patch(self, name: str, patch: object, author: Author, check: Check) -> Written:
        """Change the record that a document was written as, by a JSON Merge Patch (RFC 7396).

        Raises NoSuchRecordError where it was not written as one.
        """

    def withdraw(self, name: str, author: Author, check: Check) -> Written:
        """Let a document be no more."""

    def record(self, name: str) -> Mapping[str, Any]:
        """What a document was written as. Raises NoSuchRecordError where that was no record."""
