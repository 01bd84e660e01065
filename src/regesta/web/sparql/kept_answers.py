"""Whole answers of one release, kept by what they cost to make against what they take to keep.

This is GreedyDual-Size (Cao and Irani, 1997): an answer's worth is the seconds that it took, over
its bytes, over the worth of what was last thrown away; so one that nobody asks for grows old.
"""

import heapq
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps

from regesta import __version__
from regesta.store.query_analysis import OutsideQuery
from regesta.store.worker_pool import Dataset

_BYTES_FOR_AN_ENTRY = 512
_LEAST_SECONDS = 1e-6


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """All that an answer depends on: a release and the digest of query, graphs and media type."""

    release: str
    digest: str

    @property
    def etag(self) -> str:
        """The entity tag of the answer, to be sent as a weak one.

        Rows come in any order where the query has none, so that bytes may differ.
        """
        return f'"{self.digest[:32]}"'


def identify_answer(
    release: str, query: OutsideQuery, dataset: Dataset, media_type: str
) -> AnswerKey:
    """The key of the answer to a query; its graphs count in the order in which they are given."""
    graphs = [
        None if iris is None else list(iris)
        for iris in (dataset.default_graphs, dataset.named_graphs)
    ]
    values = [__version__, release, query.text, *graphs, media_type]
    return AnswerKey(release, sha256(dumps(values).encode()).hexdigest())


@dataclass(slots=True)
class _Entry:
    body: bytes
    worth: float
    """The seconds of an answer for each byte."""
    priority: float

    @property
    def size(self) -> int:
        return len(self.body) + _BYTES_FOR_AN_ENTRY


@dataclass
class KeptAnswers:
    """Keeps answers of the release asked for last, within so many bytes."""

    most_bytes: int
    used_bytes: int = 0
    hits: int = 0
    misses: int = 0
    evictions: int = 0
    _release: str = ""
    _age: float = 0.0
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _queue: list[tuple[float, str]] = field(default_factory=list)
    """One item for each entry; its priority may be lower than the entry has by now."""

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: AnswerKey) -> bool:
        return key.release == self._release and key.digest in self._entries

    def get(self, key: AnswerKey) -> bytes | None:
        """The answer with this key; asking for another release forgets those of the one before."""
        if key.release != self._release:
            self._forget_all(key.release)
        entry = self._entries.get(key.digest)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        entry.priority = self._age + entry.worth
        return entry.body

    def keep(self, key: AnswerKey, body: bytes, seconds: float) -> None:
        """Keep a whole answer that took so many seconds, if there is room for it at all."""
        size = len(body) + _BYTES_FOR_AN_ENTRY
        if key.release != self._release or key.digest in self._entries or size > self.most_bytes:
            return
        worth = max(seconds, _LEAST_SECONDS) / size
        entry = _Entry(body, worth, self._age + worth)
        self._entries[key.digest] = entry
        heapq.heappush(self._queue, (entry.priority, key.digest))
        self.used_bytes += size
        while self.used_bytes > self.most_bytes:
            self._evict()

    def _evict(self) -> None:
        priority, digest = heapq.heappop(self._queue)
        entry = self._entries[digest]
        if entry.priority > priority:
            heapq.heappush(self._queue, (entry.priority, digest))
            return
        self._age = priority
        self.used_bytes -= entry.size
        self.evictions += 1
        del self._entries[digest]

    def _forget_all(self, release: str) -> None:
        self._entries.clear()
        self._queue.clear()
        self._release, self._age, self.used_bytes = release, 0.0, 0
