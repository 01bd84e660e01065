"""The service at `app.state.service`: the release that is served, and what answers for it."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from regesta.errors import RegestaError, ReleaseError
from regesta.identifiers import Identifiers
from regesta.outputs.catalogue import Catalogue
from regesta.release.release import Release
from regesta.release.repository import ReleaseRepository
from regesta.settings import Settings
from regesta.store.port import Store

_SECONDS_BETWEEN_LOOKS = 1.0
_log = logging.getLogger(__name__)


@dataclass
class ServedRelease:
    """A release while it is open; `readers` counts the answers that still need it."""

    release: Release
    store: Store
    catalogue: Catalogue
    readers: int = 0
    retired: bool = False

    def close(self) -> None:
        """Let go of what the release holds open."""
        self.store.close()


@dataclass
class Service:
    """Opens the current release, and follows when another one becomes current.

    An answer keeps to the release with which it began; a release is closed when another one is
    current and its last answer is given.
    """

    settings: Settings
    repository: ReleaseRepository = field(init=False)
    identifiers: Identifiers = field(init=False)

    def __post_init__(self) -> None:
        self.repository = ReleaseRepository(self.settings.releases)
        self.identifiers = Identifiers(self.settings.catalogue.base_iri)
        self._current: ServedRelease | None = None
        self._state: tuple[str, int] | None = None
        self._fault = ""
        self._looked = float("-inf")
        self._counting, self._switching = threading.Lock(), threading.Lock()
        self._pinned: ContextVar[ServedRelease | None] = ContextVar("pinned", default=None)

    @property
    def release(self) -> Release:
        """The release that this answer is about. Raises ReleaseError where there is none."""
        return self._served.release

    @property
    def store(self) -> Store:
        """The store of that release."""
        return self._served.store

    @property
    def catalogue(self) -> Catalogue:
        """The readers' view of that release."""
        return self._served.catalogue

    @property
    def is_due(self) -> bool:
        """Whether it is time to look for another release."""
        return time.monotonic() - self._looked >= _SECONDS_BETWEEN_LOOKS

    def follow(self) -> None:
        """Look which release is current, and open it if it is another one.

        A release that cannot be opened is logged; the one before stays.
        """
        if not self._switching.acquire(blocking=self._current is None):
            return
        try:
            state = self.repository.current_state()
            if state != self._state:
                self._replace(self._open() if state else None)
                self._state, self._fault = state, ""
        except RegestaError as error:
            if str(error) != self._fault:
                _log.error("%s", error)
            self._fault = str(error)
        finally:
            self._looked = time.monotonic()
            self._switching.release()

    @contextmanager
    def pin(self) -> Iterator[str]:
        """Keep to one release for the length of an answer; its identifier, or nothing."""
        with self._counting:
            served = self._current
            if served:
                served.readers += 1
        token = self._pinned.set(served)
        try:
            yield served.release.identifier if served else ""
        finally:
            self._pinned.reset(token)
            if served:
                self._leave(served)

    def close(self) -> None:
        """Close the release when its last answer is given."""
        self._replace(None)
        self._state = None

    @property
    def _served(self) -> ServedRelease:
        served = self._pinned.get() or self._current
        if served is None:
            raise ReleaseError(self._fault or self._nothing_built())
        return served

    def _nothing_built(self) -> str:
        return f"There is no release in {self.settings.releases} yet; run “regesta build” first."

    def _open(self) -> ServedRelease:
        release = self.repository.require_current()
        base_iri = release.manifest.base_iri
        if base_iri != self.identifiers.base_iri:
            raise ReleaseError(
                f"Release {release.identifier} was built for {base_iri}, but the service is set to "
                f"{self.identifiers.base_iri}; run “regesta build” again or set the base back."
            )
        store = release.open_store()
        return ServedRelease(release, store, Catalogue(store, self.identifiers))

    def _replace(self, served: ServedRelease | None) -> None:
        with self._counting:
            before, self._current = self._current, served
            if before:
                before.retired = True
        if before and not before.readers:
            before.close()

    def _leave(self, served: ServedRelease) -> None:
        with self._counting:
            served.readers -= 1
            last = served.retired and not served.readers
        if last:
            served.close()
