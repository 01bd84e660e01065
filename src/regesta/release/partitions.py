"""`partitions.json`: how many things of each class a release has, and what is said of them.

It is counted when the release is made, so that VoID need not ask a store that may be large.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final, Self

import msgspec

from regesta.errors import ReleaseError
from regesta.identifiers import Identifiers
from regesta.vocabulary import (
    GEONAMES_FEATURES,
    KIND_CLASSES,
    OWL,
    RDF,
    RDF_TYPE,
    SCHEMA,
    SKOS,
    XSD,
)

PARTITIONS_FILE: Final = "partitions.json"

_TYPE: Final = str(RDF_TYPE).encode()
_MATCHES: Final = frozenset(
    str(each).encode() for each in (SKOS.exactMatch, SKOS.closeMatch, OWL.sameAs, SCHEMA.sameAs)
)
_STRING: Final = str(XSD.string).encode()
_LANGUAGE_STRING: Final = str(RDF.langString).encode()


Names = tuple[bytes, ...]
"""Terms as N-Triples writes them."""


@dataclass(slots=True)
class Partitions:
    """Counts of triples.

    `entities` are by class, `properties` by property, `statements` by the class of the subject,
    the property, and the class or datatype of the object, which is empty where it is unknown.
    `links` are those to things of others, by property and the host of their IRIs.
    """

    entities: Counter[Names] = field(default_factory=Counter)
    properties: Counter[Names] = field(default_factory=Counter)
    statements: Counter[Names] = field(default_factory=Counter)
    links: Counter[Names] = field(default_factory=Counter)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file. Raises ReleaseError where it is damaged."""
        try:
            values = msgspec.json.decode(path.read_bytes(), type=dict[str, list[list[str]]])
            return cls(**{name: Counter(dict(map(_entry, rows))) for name, rows in values.items()})
        except (OSError, msgspec.DecodeError, ValueError, TypeError) as error:
            raise ReleaseError(
                f"The counts {path} cannot be read ({error}); build the release again."
            ) from error

    def without_zeros(self) -> Self:
        """The same without what is no more, as it would be read again."""
        return type(self)(**{each.name: +getattr(self, each.name) for each in fields(self)})

    def write(self, path: Path) -> None:
        """Write the file, the same for the same release."""
        values = {each.name: sorted(_rows(getattr(self, each.name))) for each in fields(self)}
        path.write_bytes(msgspec.json.encode(values) + b"\n")


def _rows(counts: Counter[Names]) -> Iterator[list[str]]:
    for names, number in counts.items():
        if number:
            yield [*(name.decode() for name in names), str(number)]


def _entry(row: list[str]) -> tuple[Names, int]:
    return tuple(name.encode() for name in row[:-1]), int(row[-1])


class PartitionCounter:
    """Counts the triples of documents, each of which states what no other states."""

    def __init__(self, identifiers: Identifiers, before: Partitions | None = None) -> None:
        self.counts = before or Partitions()
        self._classes = {
            start.rstrip("/").encode(): b"<%s>" % KIND_CLASSES[kind].value.encode()
            for kind, start in identifiers.namespaces().items()
            if kind in KIND_CLASSES
        }
        self._regions = b"<%s>" % KIND_CLASSES["region"].value.encode()

    def add(self, lines: Iterable[bytes], sign: int = 1) -> None:
        """Count some lines of N-Quads; with a sign of -1 they are taken away."""
        rows = [line.split(b" ", 2) for line in lines]
        classes: dict[bytes, list[bytes]] = {}
        for subject, predicate, rest in rows:
            if predicate == _TYPE:
                classes.setdefault(subject, []).append(rest.partition(b" ")[0])
        counts = self.counts
        for found in classes.values():
            for each in found:
                counts.entities[(each,)] += sign
        for subject, predicate, rest in rows:
            value = rest.rpartition(b" <")[0]
            counts.properties[(predicate,)] += sign
            kind = self._kind(value)
            for each in classes.get(subject, (b"",)):
                counts.statements[each, predicate, kind] += sign
            if predicate in _MATCHES:
                counts.links[predicate, _host(value)] += sign

    def _kind(self, value: bytes) -> bytes:
        """The class or the datatype of an object."""
        if value.startswith(b"<"):
            iri = value[1:-1]
            if iri.startswith(GEONAMES_FEATURES.encode()):
                return self._regions
            return self._classes.get(iri.rpartition(b"/")[0], b"")
        _, _, end = value.rpartition(b'"')
        if end.startswith(b"^^"):
            return end[2:]
        return _LANGUAGE_STRING if end else _STRING


def _host(value: bytes) -> bytes:
    return b"/".join(value[1:-1].split(b"/")[:3]) + b"/"
