"""The parts that dumps are made of: one document in every format, in this process or in many."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox

from regesta.errors import ReleaseError
from regesta.processes import Lost, ProcessPool
from regesta.release.graphs import Graphs
from regesta.release.shared_triples import triples_of
from regesta.serialisation import (
    FORMATS,
    N_QUADS,
    N_TRIPLES,
    BlockWriter,
    Format,
    block_writer,
    prefixes_for,
)

_AT_ONCE = 500
WORTH_PROCESSES = 2_000
"""For fewer documents than this, starting processes takes longer than the work."""

Blocks = list[dict[str, bytes]]
"""For each document its part of each dump, by the format's suffix."""


@dataclass(frozen=True)
class BlockMaker:
    """Makes the parts of documents; `omitted` are triples that another document states first."""

    graphs: Graphs
    base_iri: str
    omitted: Mapping[str, frozenset[bytes]]

    def make(self, documents: Sequence[str]) -> Blocks:
        """The parts of some documents, in order."""
        writers = self._writers()
        return [
            self._blocks(document, lines, writers)
            for document, lines in zip(documents, self.graphs.lines(documents), strict=True)
        ]

    def _writers(self) -> list[tuple[Format, BlockWriter]]:
        prefixes = prefixes_for(self.base_iri)
        rest = (each for each in FORMATS if each not in (N_QUADS, N_TRIPLES))
        return [(each, block_writer(each, prefixes)) for each in rest]

    def _blocks(
        self, document: str, lines: bytes, writers: Sequence[tuple[Format, BlockWriter]]
    ) -> dict[str, bytes]:
        omitted = self.omitted.get(document, frozenset())
        kept = [triple for triple in triples_of(document, lines) if triple not in omitted]
        n_triples = b"".join(b"%s .\n" % triple for triple in kept)
        quads = list(ox.parse(lines, format=N_QUADS.engine))
        triples = list(ox.parse(n_triples, format=N_TRIPLES.engine))
        blocks = {N_QUADS.suffix: lines, N_TRIPLES.suffix: n_triples}
        for rdf_format, writer in writers:
            statements = quads if rdf_format.has_graphs else triples
            blocks[rdf_format.suffix] = writer.block(statements) if statements else b""
        return blocks


@contextmanager
def block_source(maker: BlockMaker, uses_processes: bool) -> Iterator["BlockSource"]:
    """A source of blocks that uses every processor, or only this process."""
    pool = ProcessPool(maker) if uses_processes else None
    try:
        yield BlockSource(maker, pool)
    finally:
        if pool:
            pool.close()


@dataclass(frozen=True)
class BlockSource:
    """Gives the blocks of documents in order, a bounded number of them ahead."""

    maker: BlockMaker
    pool: ProcessPool[BlockMaker] | None

    def blocks(self, documents: Sequence[str]) -> Iterator[dict[str, bytes]]:
        """The parts of each of these documents."""
        parts = (documents[at : at + _AT_ONCE] for at in range(0, len(documents), _AT_ONCE))
        if self.pool is None:
            for part in parts:
                yield from self.maker.make(part)
            return
        for blocks in self.pool.map(BlockMaker.make, parts):
            if isinstance(blocks, Lost):
                raise ReleaseError(
                    f"A process that wrote the dumps was killed at {blocks.item[0]}; "
                    "give this machine more memory, or build with fewer processes."
                )
            yield from blocks
