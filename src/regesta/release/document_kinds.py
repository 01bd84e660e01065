"""The index of documents, and what kind of thing each is about."""

from collections.abc import Iterable
from pathlib import Path

from regesta.identifiers import KINDS, Identifiers

OTHER = "other"
"""The kind of a document that is about none of the kinds of thing that have IRIs of ours."""


def write_records(
    checksums: Iterable[tuple[str, str]], path: Path, identifiers: Identifiers
) -> dict[str, int]:
    """Write the index of documents; how many there are of each kind."""
    counts = dict.fromkeys(KINDS, 0)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document, checksum in checksums:
            file.write(f"{document}\t{checksum}\n")
            kind = kind_of(document, identifiers)
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def kind_of(document: str, *identifiers: Identifiers) -> str:
    """What kind of thing a document is about, by the first base that it lies below."""
    parsed = [found for each in identifiers if (found := each.parse_document(document))]
    return parsed[0][0] if parsed else OTHER
