"""Fetches one address after another: politely, within limits, and from listed hosts only."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import BinaryIO

import httpx

from regesta import __version__
from regesta.errors import HarvestError
from regesta.harvesting.decompression import CutShortError, decompress
from regesta.harvesting.policy import NetworkPolicy, Resolve, resolve
from regesta.harvesting.transport import CheckedTransport
from regesta.settings.harvest import HarvestSettings

_MOST_REDIRECTS = 5
_COME_BACK = frozenset({408, 429, 500, 502, 503, 504})
_EMPTY = frozenset({204, 304})
_SLOWEST = 100
_LONGEST_BACKOFF = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request, after redirects; its body is in the target that was given."""

    status: int
    headers: httpx.Headers
    length: int


class _TryAgainError(Exception):
    """A request failed in a way that may pass; `wait` are the seconds that the server asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Fetcher(AbstractContextManager["Fetcher"]):
    """Fetches what one source's harvest asks for, one request at a time.

    Raises HarvestError for an address that the source does not list, an answer beyond a limit, or
    a server that fails again and again.
    """

    def __init__(
        self,
        settings: HarvestSettings,
        *,
        resolver: Resolve = resolve,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._settings = settings
        self._tell = tell or (lambda _: None)
        self._last = float("-inf")
        self.received = 0
        self._client = httpx.Client(
            transport=CheckedTransport(NetworkPolicy(settings, resolver), settings.proxy),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(settings.timeout, connect=min(settings.timeout, 15.0)),
            headers=_headers(settings),
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(
        self,
        url: str,
        target: BinaryIO,
        *,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Fetch an address into the target; a failure that may pass is tried again."""
        address = httpx.URL(url, params=parameters) if parameters else httpx.URL(url)
        for attempt in range(self._settings.retries + 1):
            try:
                return self._follow(address, target, headers or {}, limit)
            except _TryAgainError as failure:
                if attempt == self._settings.retries:
                    raise HarvestError(
                        f"{address.host} could not be fetched from: {failure}. Run the command "
                        "again later; it goes on where it stopped."
                    ) from None
                self.wait(attempt, str(failure), failure.wait)
        raise AssertionError

    def wait(self, attempt: int, reason: str, asked: float | None = None) -> None:
        """Wait before the next attempt, longer each time, or as long as the server asks for.

        Raises HarvestError where that is longer than `max_wait`.
        """
        seconds = min(2.0**attempt, _LONGEST_BACKOFF) if asked is None else asked
        if seconds > self._settings.max_wait:
            raise HarvestError(
                f"The server asks to be left alone for {seconds:,.0f} seconds ({reason}). Run the "
                "command again then; it goes on where it stopped."
            )
        self._tell(f"{reason}; trying again in {seconds:.0f} s")
        time.sleep(seconds)

    def _follow(
        self, url: httpx.URL, target: BinaryIO, headers: Mapping[str, str], limit: int | None
    ) -> Answer:
        address = url
        for _ in range(_MOST_REDIRECTS + 1):
            self._pause()
            try:
                with self._client.stream("GET", address, headers=dict(headers)) as response:
                    if response.next_request is None:
                        return self._take(response, target, limit)
                    address = response.next_request.url
            except httpx.TransportError as error:
                raise _TryAgainError(_reason(error)) from None
        raise HarvestError(f"{url.host} redirects more than {_MOST_REDIRECTS} times; it was left.")

    def _take(self, response: httpx.Response, target: BinaryIO, limit: int | None) -> Answer:
        if response.status_code in _COME_BACK:
            said = f"it answers with status {response.status_code}"
            raise _TryAgainError(said, _retry_after(response.headers.get("retry-after", "")))
        target.seek(0)
        target.truncate()
        if response.status_code in _EMPTY:
            return Answer(response.status_code, response.headers, 0)
        most = self._settings.max_response_bytes if limit is None else limit
        length, begun = 0, time.monotonic()
        encoding = response.headers.get("content-encoding", "")
        try:
            for piece in decompress(response.iter_raw(), encoding):
                length += len(piece)
                self._check_limits(length, most, time.monotonic() - begun)
                self.received += len(piece)
                target.write(piece)
        except CutShortError:
            raise _TryAgainError("its answer was cut short") from None
        return Answer(response.status_code, response.headers, length)

    def _check_limits(self, length: int, most: int, seconds: float) -> None:
        if length > most:
            raise HarvestError(
                f"An answer has more than {most:,} bytes and was broken off; if that is right, "
                "raise the limit in the table [sources.harvest]."
            )
        if self.received > self._settings.max_bytes:
            raise HarvestError(
                f"This run has fetched {self._settings.max_bytes:,} bytes, the most that the "
                "source may have (max_bytes). What came is kept; the next run goes on from there."
            )
        if seconds > self._settings.timeout and length < _SLOWEST * seconds:
            raise _TryAgainError("its answer came too slowly")

    def _pause(self) -> None:
        since = time.monotonic() - self._last
        if since < self._settings.pause:
            time.sleep(self._settings.pause - since)
        self._last = time.monotonic()


def _headers(settings: HarvestSettings) -> dict[str, str]:
    contact = f"; +{settings.contact}" if settings.contact else ""
    headers = {
        "User-Agent": f"Regesta/{__version__} (harvester{contact})",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
    }
    return {**headers, "From": settings.contact} if "@" in settings.contact else headers


def _retry_after(text: str) -> float | None:
    """The seconds that a header Retry-After asks for; None where it says nothing."""
    if text.strip().isdecimal():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _reason(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return "it does not accept connections"
    if isinstance(error, httpx.TimeoutException):
        return "it does not answer in time"
    if isinstance(error, httpx.RemoteProtocolError):
        return "its answer was cut short or is not HTTP"
    return f"no connection ({error})" if str(error) else "no connection"
