"""The service at `app.state.service`: the release that is served, and what answers for it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from regesta.errors import RegestaError, ReleaseError
from regesta.identifiers import Identifiers
from regesta.outputs.catalogue import Catalogue
from regesta.outputs.reconciliation.service import Reconciliation
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
    reconciliation: Reconciliation
    readers: int = 0
    retired: bool = False
    opened: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since when the release has been open."""
        return time.monotonic() - self.opened

    def close(self) -> None:
        """Let go of what the release holds open."""
        self.reconciliation.close()
        self.store.close()


class Service:
    """Opens the current release, and follows when another one becomes current.

    An answer keeps to the release with which it began; a release is closed when another one is
    current and its last answer is given. All of it belongs to one event loop. While `is_closing`,
    it still answers, but says to whoever asks that it will not for long.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.repository = ReleaseRepository(settings.releases)
        self.identifiers = Identifiers(settings.catalogue.base_iri)
        self._current: ServedRelease | None = None
        self._state: tuple[str, int] | None = None
        self._fault = ""
        self._looked = float("-inf")
        self.is_closing = False
        self._switching = asyncio.Lock()
        self._pinned: ContextVar[ServedRelease | None] = ContextVar("pinned", default=None)

    @property
    def served(self) -> ServedRelease | None:
        """What this answer is about, or a new one would be; None without a release."""
        return self._pinned.get() or self._current

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
    def reconciliation(self) -> Reconciliation:
        """What names stand for in that release."""
        return self._served.reconciliation

    async def follow(self) -> None:
        """Look which release is current, at most once a second, and open it if it is another one.

        A release that cannot be opened is logged; the one before stays.
        """
        if not self._is_due() or (self._switching.locked() and self._current):
            return
        async with self._switching:
            if not self._is_due():
                return
            try:
                await self._take_up(self.repository.current_state())
                self._fault = ""
            except RegestaError as error:
                if str(error) != self._fault:
                    _log.error("%s", error)
                self._fault = str(error)
            self._looked = time.monotonic()

    async def follow_now(self) -> None:
        """Look at once, so that whoever has written finds what they wrote."""
        self._looked = float("-inf")
        await self.follow()

    @asynccontextmanager
    async def pin(self) -> AsyncIterator[str]:
        """Keep to one release for the length of an answer; its identifier, or nothing."""
        served = self._current
        if served:
            served.readers += 1
        token = self._pinned.set(served)
        try:
            yield served.release.identifier if served else ""
        finally:
            self._pinned.reset(token)
            if served:
                served.readers -= 1
                if served.retired and not served.readers:
                    served.close()

    def close(self) -> None:
        """Close the release when its last answer is given."""
        self._replace(None)
        self._state = None

    def _is_due(self) -> bool:
        return time.monotonic() - self._looked >= _SECONDS_BETWEEN_LOOKS

    @property
    def _served(self) -> ServedRelease:
        served = self.served
        if served is None:
            nothing = f"There is no release in {self.settings.releases} yet; run “regesta build”."
            raise ReleaseError(self._fault or nothing)
        return served

    async def _take_up(self, state: tuple[str, int] | None) -> None:
        same_release = state and self._state and state[0] == self._state[0]
        if state is None:
            self._replace(None)
        elif not same_release:
            self._replace(await self._open(self.repository.get(state[0])))
        self._state = state

    async def _open(self, release: Release) -> ServedRelease:
        base_iri = release.manifest.base_iri
        if base_iri != self.identifiers.base_iri:
            raise ReleaseError(
                f"Release {release.identifier} was built for {base_iri}, but the service is set to "
                f"{self.identifiers.base_iri}; run “regesta build” again or set the base back."
            )
        return await asyncio.to_thread(self._read, release)

    def _read(self, release: Release) -> ServedRelease:
        """Open a release and read its overview; until that is done, the one before is served."""
        overview = release.overview()
        store = release.open_store()
        catalogue = Catalogue(store, self.identifiers, overview, release.merged_documents())
        catalogue.prepare()
        registry = self.settings.data / "authorities" / "ror.tsv.gz"
        return ServedRelease(release, store, catalogue, Reconciliation(catalogue, registry))

    def _replace(self, served: ServedRelease | None) -> None:
        before, self._current = self._current, served
        if before:
            before.retired = True
            if not before.readers:
                before.close()
