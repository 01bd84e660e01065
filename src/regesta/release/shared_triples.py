"""Triples that several documents state: a format without graphs holds each of them once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import tee

from regesta.identifiers import Identifiers
from regesta.release.graphs import Graphs


class SharedTriples:
    """Which triples of which documents are left out, since an earlier document has them.

    Only a document that speaks of something else than its own topic, and the document of that, can
    share a triple; `documents` are all these.
    """

    def __init__(self, graphs: Graphs, foreign: Iterable[str], identifiers: Identifiers) -> None:
        stating: dict[bytes, set[str]] = defaultdict(set)
        homes: set[str] = set()
        known = {document for document, _ in graphs.checksums()} if foreign else set()
        for document, lines in _read(graphs, foreign):
            for triple in foreign_triples(document, lines, identifiers):
                stating[triple].add(document)
                home = identifiers.document_of(_subject(triple))
                if home is not None and home.value in known:
                    homes.add(home.value)
        for document, lines in _read(graphs, sorted(homes)):
            for triple in triples_of(document, lines):
                if triple in stating:
                    stating[triple].add(document)
        self.documents = frozenset(homes.union(*stating.values()))
        self.omitted: Mapping[str, frozenset[bytes]] = _omitted(stating)

    @property
    def number(self) -> int:
        """How many statements say again what another document says."""
        return sum(map(len, self.omitted.values()))


def triples_of(document: str, lines: bytes) -> list[bytes]:
    """The triples of a document, without the name of its graph and the full stop."""
    end = len(f" <{document}> .".encode())
    return [line[:-end] for line in lines.split(b"\n") if line]


def foreign_triples(document: str, lines: bytes, identifiers: Identifiers) -> list[bytes]:
    """The triples whose subject is neither the document, nor a part of it, nor its topic."""
    own = [f"<{document}>", f"<{document}#"]
    parsed = identifiers.parse_document(document)
    if parsed:
        own.append(f"<{identifiers.thing(*parsed).value}>")
    starts = tuple(start.encode() for start in own)
    return [triple for triple in triples_of(document, lines) if not triple.startswith(starts)]


def _read(graphs: Graphs, documents: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    first, second = tee(documents)
    return zip(first, graphs.lines(second), strict=True)


def _subject(triple: bytes) -> str:
    return triple[1 : triple.index(b">")].decode()


def _omitted(stating: Mapping[bytes, set[str]]) -> dict[str, frozenset[bytes]]:
    omitted: dict[str, set[bytes]] = defaultdict(set)
    for triple, documents in stating.items():
        for document in sorted(documents)[1:]:
            omitted[document].add(triple)
    return {document: frozenset(triples) for document, triples in omitted.items()}
