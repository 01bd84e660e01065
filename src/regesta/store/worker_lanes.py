"""The lanes of query workers: small queries never wait behind large ones.

There is a number of slots for any query, and one more for small queries. A query that proves large
in that one is set aside: it runs on, behind the others, while a new slot takes its place. Where as
many run aside as in the other slots, and small queries wait, it is displaced: it has to end.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from regesta.errors import ServiceBusyError
from regesta.store.worker_process import WorkerProcess

_ORDINARY_NICENESS = 10
_EXPRESS_NICENESS = 5
_EXPRESS_SECONDS = 0.5


@dataclass(eq=False, slots=True)
class Slot:
    """A place for one worker; empty before the first query and after a start that failed."""

    is_express: bool = False
    is_aside: bool = False
    is_displaced: bool = False
    worker: WorkerProcess | None = None
    timer: asyncio.TimerHandle | None = None

    @property
    def niceness(self) -> int:
        """How far a worker in it steps back behind others."""
        return _EXPRESS_NICENESS if self.is_express else _ORDINARY_NICENESS

    def leave(self) -> None:
        """The query that was in it has ended."""
        self.is_displaced = False
        if self.timer:
            self.timer.cancel()
            self.timer = None


class WorkerLanes:
    """Slots, and the queries that wait for one; it belongs to one event loop.

    `on_new_slot` is given each slot that is made later, and gives it back when it has a worker.
    """

    def __init__(self, ordinary: int, queue: int, on_new_slot: Callable[[Slot], None]) -> None:
        self._ordinary = ordinary
        self._queue = queue
        self._on_new_slot = on_new_slot
        self.slots = [*(Slot() for _ in range(ordinary)), Slot(is_express=True)]
        self._idle = self.slots[::-1]
        self._waiting: dict[asyncio.Future[Slot], bool] = {}
        self._is_shut = False
        self._all_idle = asyncio.Event()
        self._all_idle.set()

    async def acquire(self, seconds: float, *, is_small: bool) -> Slot:
        """An idle slot, waiting for it not too long nor behind too many others of its kind.

        Raises ServiceBusyError.
        """
        if self._is_shut:
            raise closing_down()
        suitable = [slot for slot in self._idle if is_small or not slot.is_express]
        if suitable:
            slot = min(reversed(suitable), key=lambda one: one.is_express)
            self._idle.remove(slot)
        else:
            slot = await self._wait(seconds, is_small=is_small)
        self._all_idle.clear()
        if slot.is_express:
            self._start_timer(slot)
        return slot

    def give_back(self, slot: Slot) -> None:
        """Hand a slot to the query that has waited longest, of those that may have it."""
        for query, is_small in self._waiting.items():
            if not query.done() and (is_small or not slot.is_express):
                query.set_result(slot)
                return
        self._idle.append(slot)
        self._note_idleness()

    def discard(self, slot: Slot) -> None:
        """Forget a slot that was set aside and whose worker has ended."""
        self.slots.remove(slot)
        self._note_idleness()

    def take_idle(self, is_wanted: Callable[[Slot], bool]) -> Iterator[Slot]:
        """Each idle slot that is wanted; it is to be given back."""
        for slot in [slot for slot in self._idle if is_wanted(slot)]:
            self._idle.remove(slot)
            self._all_idle.clear()
            yield slot

    async def wait_idle(self) -> None:
        """Return when nothing runs or waits."""
        await self._all_idle.wait()

    def shut(self) -> None:
        """Refuse the queries that wait, and all later ones."""
        self._is_shut = True
        for query in self._waiting:
            if not query.done():
                query.set_exception(closing_down())

    @property
    def is_full(self) -> bool:
        """Whether the next query would be refused if it were large."""
        has_room = any(not slot.is_express for slot in self._idle)
        return not has_room and list(self._waiting.values()).count(False) >= self._queue

    def describe(self) -> dict[str, int]:
        """How many slots for any query are idle, how many queries wait or were set aside."""
        return {
            "idle": sum(not slot.is_express for slot in self._idle),
            "waiting": len(self._waiting),
            "express_idle": sum(slot.is_express for slot in self._idle),
            "aside": sum(slot.is_aside for slot in self.slots),
        }

    async def _wait(self, seconds: float, *, is_small: bool) -> Slot:
        if list(self._waiting.values()).count(is_small) >= self._queue:
            raise ServiceBusyError("Too many queries are waiting; try again in a few seconds.")
        query: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        self._waiting[query] = is_small
        try:
            async with asyncio.timeout(seconds):
                return await query
        except BaseException as error:
            if query.done() and not query.cancelled() and not query.exception():
                self.give_back(query.result())
            if isinstance(error, TimeoutError):
                raise _kept_waiting(seconds) from None
            raise
        finally:
            self._waiting.pop(query, None)

    def _start_timer(self, slot: Slot) -> None:
        loop = asyncio.get_running_loop()
        slot.timer = loop.call_later(_EXPRESS_SECONDS, self._set_aside, slot)

    def _set_aside(self, slot: Slot) -> None:
        """Make room for other small queries; so many may run aside as in the other slots."""
        if self._is_shut:
            return
        if sum(one.is_aside for one in self.slots) >= self._ordinary:
            self._displace(slot)
            return
        slot.is_express, slot.is_aside = False, True
        if slot.worker:
            slot.worker.step_back(_ORDINARY_NICENESS)
        new = Slot(is_express=True)
        self.slots.append(new)
        self._on_new_slot(new)

    def _displace(self, slot: Slot) -> None:
        if slot.worker and any(self._waiting.values()):
            slot.is_displaced = True
            slot.worker.interrupt()
        else:
            self._start_timer(slot)

    def _note_idleness(self) -> None:
        if len(self._idle) == len(self.slots) and not self._waiting:
            self._all_idle.set()


def closing_down() -> ServiceBusyError:
    """The error for queries that come too late."""
    return ServiceBusyError("This service is closing down; try again in a minute.")


def displaced() -> ServiceBusyError:
    """The error for a query that seemed small, and kept small ones waiting."""
    return ServiceBusyError(
        "The query took longer than it seemed while many others waited; try again in a few seconds."
    )


def _kept_waiting(seconds: float) -> ServiceBusyError:
    return ServiceBusyError(
        f"Other queries have kept this one waiting for {seconds:g} s; try again in a few seconds."
    )
