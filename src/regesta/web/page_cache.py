"""Pages that were made before: a release never changes, so neither does a page of it."""

import threading
from collections import OrderedDict
from collections.abc import Callable


class PageCache:
    """Keeps the pages asked for last, up to a number of characters.

    The key of a page is its entity tag, which differs whenever the page would.
    """

    def __init__(self, most_characters: int = 16 * 1024**2) -> None:
        self._most_characters = most_characters
        self._characters = 0
        self._pages: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], str]) -> str:
        """The page with this key, made where it is not at hand."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        page = make()
        with self._lock:
            self._keep(key, page)
        return page

    def _keep(self, key: str, page: str) -> None:
        if key in self._pages:
            return
        self._pages[key] = page
        self._characters += len(page)
        while self._characters > self._most_characters:
            _, oldest = self._pages.popitem(last=False)
            self._characters -= len(oldest)
