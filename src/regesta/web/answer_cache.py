"""Answers that were made before: a release never changes, so neither does an answer from it."""

import threading
from collections import OrderedDict
from collections.abc import Callable


class AnswerCache:
    """Keeps the bodies asked for last, up to a number of bytes.

    The key of a body is its entity tag, which differs whenever the body would.
    """

    def __init__(self, most_bytes: int = 16 * 1024**2) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The body with this key, made where it is not at hand."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
                return self._bodies[key]
        body = make()
        with self._lock:
            self._keep(key, body)
        return body

    def _keep(self, key: str, body: bytes) -> None:
        if key in self._bodies:
            return
        self._bodies[key] = body
        self._bytes += len(body)
        while self._bytes > self._most_bytes:
            _, oldest = self._bodies.popitem(last=False)
            self._bytes -= len(oldest)
