"""Reading a source: its units from the cache where they are known, else prepared by processes."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from regesta.errors import SourceError
from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.pipeline.fingerprint import source_fingerprint
from regesta.pipeline.outcome_cache import OutcomeCache
from regesta.pipeline.prepared import Item, PreparedRecord, PreparedUnit
from regesta.pipeline.preparing import Batch, Preparer, Unidentified
from regesta.processes import Lost, ProcessPool
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.identifier_registry import IdentifierRegistry
from regesta.sources.reader import Unit

_AT_ONCE = 64
_WORTH_PROCESSES = _AT_ONCE
"""For fewer records than this, starting processes takes longer than the work."""

Pool = ProcessPool[Preparer]


@dataclass
class _Slot:
    """Some units and findings in order, and what is known of them already."""

    parts: list[Unit | Finding] = field(default_factory=list)
    keys: dict[int, bytes] = field(default_factory=dict)
    known: dict[int, tuple[int, PreparedUnit]] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        return [
            at
            for at, part in enumerate(self.parts)
            if isinstance(part, Unit) and at not in self.known
        ]

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts if isinstance(part, Unit))


class SourceReading:
    """Reads the units of one source, in their order."""

    def __init__(
        self,
        source: SourceSettings,
        preparer: Preparer,
        cache: OutcomeCache,
        registry: IdentifierRegistry,
        fingerprint: bytes,
    ) -> None:
        self._source, self._preparer = source, preparer
        self._cache, self._registry = cache, registry
        self._key = hashlib.sha256(fingerprint + source_fingerprint(source)).digest()

    def read(
        self, parts: Iterator[Unit | Finding], pool_of: Callable[[], Pool]
    ) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
        """The number of each unit in the cache, its size in bytes, and what it gave.

        The number is 0 for what stands in no unit. A pool is asked for where the work is worth it.
        """
        slots = self._slots(parts)
        missing = 0
        for slot in slots:
            missing += len(slot.missing)
            if missing > _WORTH_PROCESSES:
                yield from self._read_by_pool(chain((slot,), slots), pool_of())
                return
            yield from self._finish(slot, self._preparer.prepare_batch(self._batch(slot)))

    def _read_by_pool(
        self, slots: Iterable[_Slot], pool: Pool
    ) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
        waiting = deque[_Slot]()

        def batches() -> Iterator[Batch]:
            for slot in slots:
                waiting.append(slot)
                yield self._batch(slot)

        for result in pool.map(Preparer.prepare_batch, batches()):
            yield from self._finish(waiting.popleft(), self._rescued(result, pool))

    def _slots(self, parts: Iterator[Unit | Finding]) -> Iterator[_Slot]:
        while group := list(islice(parts, _AT_ONCE)):
            slot = _Slot(group)
            for at, part in enumerate(group):
                if isinstance(part, Unit) and (key := self._key_of(part)):
                    slot.keys[at] = key
            found = self._cache.find(list(slot.keys.values()))
            for at, key in slot.keys.items():
                unit = group[at]
                if key in found and isinstance(unit, Unit):
                    number, place, prepared = found[key]
                    if self._still_holds(prepared, place, unit.place):
                        slot.known[at] = number, prepared.moved(place, unit.place)
            yield slot

    def _key_of(self, unit: Unit) -> bytes:
        """The key of a unit; empty for a file that cannot be read, which the reader will say."""
        try:
            return hashlib.sha256(self._key + unit.digest()).digest()
        except OSError:
            return b""

    def _still_holds(self, prepared: PreparedUnit, old: Place, new: Place) -> bool:
        """Whether what was remembered is what reading would give now.

        A record without a key of its own says its line in its graph. One whose name comes from
        the registry must have that name there still.
        """
        records = [item for item in prepared.items if isinstance(item, PreparedRecord)]
        has_moved = old.position != new.position
        return not any(
            (has_moved and record.place.key is None)
            or (record.is_registered and not self._registry.knows(record.identifier, record.title))
            for record in records
        )

    def _batch(self, slot: _Slot) -> Batch:
        units = (slot.parts[at] for at in slot.missing)
        return Batch(self._source, tuple(unit for unit in units if isinstance(unit, Unit)))

    def _rescued(
        self, result: "list[PreparedUnit | Unidentified] | Lost[Batch]", pool: Pool
    ) -> list[PreparedUnit | Unidentified]:
        """The units of a batch one by one where a process died of one of them."""
        if not isinstance(result, Lost):
            return result
        singles = [Batch(self._source, (unit,)) for unit in result.item.units]
        rescued: list[PreparedUnit | Unidentified] = []
        for single, given in zip(singles, pool.map(Preparer.prepare_batch, singles), strict=True):
            if isinstance(given, Lost):
                place = single.units[0].place
                rescued.append(PreparedUnit((new_finding("record-not-processable", place),)))
            else:
                rescued.extend(given)
        return rescued

    def _finish(
        self, slot: _Slot, given: list[PreparedUnit | Unidentified]
    ) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
        """Name the records that have no identifier, remember what is new, give all in order."""
        new = dict(zip(slot.missing, given, strict=True))
        size = slot.size
        for at, part in enumerate(slot.parts):
            if isinstance(part, Finding):
                yield 0, 0, (part,)
                continue
            if at in slot.known:
                number, unit = slot.known[at]
            else:
                unit = self._identified(new[at])
                key = (
                    slot.keys.get(at)
                    or hashlib.sha256(self._key + str(part.place).encode()).digest()
                )
                number = self._cache.add(key, part.place, unit)
            self._give(unit)
            yield number, size, unit.items
            size = 0
        self._cache.commit()

    def _identified(self, given: PreparedUnit | Unidentified) -> PreparedUnit:
        if isinstance(given, PreparedUnit):
            return given
        named = [
            self._registry.assign(item) if isinstance(item, Record) else item for item in given
        ]
        return self._preparer.prepare_items(named, self._source)

    def _give(self, unit: PreparedUnit) -> None:
        for item in unit.items:
            if isinstance(item, PreparedRecord):
                self._registry.give(item.identifier)


def nothing_to_publish(source: SourceSettings, why: str) -> SourceError:
    """The error that stops a build, since a catalogue that lacks a source would look complete."""
    reason = why.rstrip(".") or "it is empty"
    return SourceError(
        f"The source “{source.name}” ({source.path}) gave no record that can be published: "
        f"{reason}. Nothing was changed; mend the source, or take it out of catalogue.toml."
    )
