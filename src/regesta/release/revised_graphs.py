"""The graphs of a release with some of them replaced, added or gone."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from regesta.release.graphs import checksum_of
from regesta.release.records_index import read_records
from regesta.release.release import Release, blocks_name
from regesta.serialisation import N_QUADS


@dataclass
class RevisedGraphs:
    """What was in the release is read from its dump, where each document is found by its place."""

    release: Release
    written: Mapping[str, bytes]
    withdrawn: Set[str]

    def __getstate__(self) -> dict[str, Any]:
        """Without what each process reads for itself."""
        return {name: getattr(self, name) for name in ("release", "written", "withdrawn")}

    def checksums(self) -> Iterator[tuple[str, str]]:
        """The IRI and the checksum of every document, in order."""
        known = dict(read_records(self.release.records_path))
        known |= {document: checksum_of(lines) for document, lines in self.written.items()}
        for document in sorted(known):
            if document not in self.withdrawn:
                yield document, known[document]

    def lines(self, documents: Iterable[str]) -> Iterator[bytes]:
        """The lines of these documents."""
        with self.release.dump_path(N_QUADS).open("rb") as dump:
            for document in documents:
                if document in self.written:
                    yield self.written[document]
                    continue
                start, length = self._places[document]
                dump.seek(start)
                yield dump.read(length)

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        lengths = array("I")
        lengths.frombytes((self.release.path / blocks_name(N_QUADS)).read_bytes())
        starts = accumulate(lengths, initial=0)
        documents = (document for document, _ in read_records(self.release.records_path))
        return dict(zip(documents, zip(starts, lengths, strict=False), strict=True))
