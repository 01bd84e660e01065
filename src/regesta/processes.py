"""Work in many processes: in order, a bounded amount ahead, and none lost when a process dies."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from regesta.store.worker_sandbox import die_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")
State = TypeVar("State")

_SECONDS = 600.0
"""The longest that one item may take before its process is taken for stuck."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item whose process died of it, or never came to an end with it, twice."""

    item: Item


class ProcessPool(Generic[State]):
    """Processes that share what they were made with; they end when this process ends.

    The state is inherited, not copied: make it before the pool, and start no thread before.
    """

    def __init__(
        self, state: State, processes: int | None = None, seconds: float = _SECONDS
    ) -> None:
        self._state, self._seconds = state, seconds
        self._number = processes or os.cpu_count() or 1
        self._executor = self._start()

    def map(
        self, function: Callable[[State, Item], Result], items: Iterable[Item]
    ) -> Iterator[Result | Lost[Item]]:
        """The result for each item, in order."""
        running: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            running.append((item, self._submit(function, item)))
            if len(running) > 2 * self._number:
                result = self._next(function, running)
                yield result
        while running:
            result = self._next(function, running)
            yield result

    def close(self) -> None:
        """End the processes at once."""
        self._kill()

    def _next(
        self,
        function: Callable[[State, Item], Result],
        running: deque[tuple[Item, Future[Result]]],
    ) -> Result | Lost[Item]:
        item, future = running.popleft()
        try:
            return future.result(self._seconds)
        except (BrokenProcessPool, TimeoutError):
            self._restart()
        result = self._alone(function, item)
        again = [(each, self._submit(function, each)) for each, _ in running]
        running.clear()
        running.extend(again)
        return result

    def _alone(self, function: Callable[[State, Item], Result], item: Item) -> Result | Lost[Item]:
        """The item by itself, so that no other can be what a process dies of."""
        try:
            return self._submit(function, item).result(self._seconds)
        except (BrokenProcessPool, TimeoutError):
            self._restart()
            return Lost(item)

    def _submit(self, function: Callable[[State, Item], Result], item: Item) -> Future[Result]:
        try:
            return self._executor.submit(_call, function, item)
        except BrokenProcessPool:
            self._restart()
            return self._executor.submit(_call, function, item)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._number,
            get_context("fork"),
            initializer=_begin,
            initargs=(self._state, os.getpid()),
        )

    def _restart(self) -> None:
        self._kill()
        self._executor = self._start()

    def _kill(self) -> None:
        for process in list((self._executor._processes or {}).values()):
            process.kill()
        self._executor.shutdown(wait=True, cancel_futures=True)


_state: Any = None


def _begin(state: object, parent: int) -> None:
    global _state  # noqa: PLW0603 - a process has one state for its whole life
    die_with_parent(parent)
    _state = state


def _call(function: Callable[[Any, Item], Result], item: Item) -> Result:
    return function(_state, item)
