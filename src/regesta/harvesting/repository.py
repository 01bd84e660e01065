"""A repository that speaks OAI-PMH 2.0: asks it, and tells errors apart."""

from io import BytesIO

from regesta.errors import HarvestError
from regesta.harvesting.decompression import CutShortError
from regesta.harvesting.fetching import Fetcher
from regesta.harvesting.responses import Page, read_identify, read_page
from regesta.settings.harvest import HarvestSettings

_STATUSES = {
    401: "asks for a password",
    403: "refuses access",
    404: "has nothing at this address",
    410: "has nothing at this address any more",
}


class TokenExpiredError(Exception):
    """The repository does not know a resumption token any more."""


class Repository:
    """Asks one repository. Raises HarvestError with the repository's words where it refuses."""

    def __init__(self, settings: HarvestSettings, fetcher: Fetcher) -> None:
        self._settings = settings
        self._fetcher = fetcher

    def identify(self) -> dict[str, str]:
        """What the repository says of itself."""
        for attempt in range(self._settings.retries + 1):
            body, status = self._ask({"verb": "Identify"})
            try:
                return read_identify(body)
            except CutShortError:
                self._fetcher.wait(attempt, "its answer was cut short")
            except HarvestError as error:
                raise _by_status(error, status, self._settings.url) from None
        raise self._cut_again()

    def list_records(self, arguments: dict[str, str]) -> Page:
        """One page of a list, without records where none matches.

        Raises TokenExpiredError where its token is not known.
        """
        for attempt in range(self._settings.retries + 1):
            body, status = self._ask({"verb": "ListRecords", **arguments})
            try:
                page = read_page(body)
            except CutShortError:
                self._fetcher.wait(attempt, "its answer was cut short")
                continue
            except HarvestError as error:
                raise _by_status(error, status, self._settings.url) from None
            codes = dict(page.errors)
            if "badResumptionToken" in codes and "resumptionToken" in arguments:
                raise TokenExpiredError
            if codes and "noRecordsMatch" not in codes:
                raise self._refusal(codes)
            return page
        raise self._cut_again()

    def _ask(self, parameters: dict[str, str]) -> tuple[bytes, int]:
        target = BytesIO()
        answer = self._fetcher.get(self._settings.url, target, parameters=parameters)
        return target.getvalue(), answer.status

    def _refusal(self, codes: dict[str, str]) -> HarvestError:
        code, words = next(iter(codes.items()))
        advice = {
            "cannotDisseminateFormat": "choose another metadata_prefix, such as oai_dc",
            "noSetHierarchy": "the repository has no sets; take out the key sets",
            "badArgument": "check metadata_prefix, sets and from",
        }.get(code, "check the table [sources.harvest]")
        said = f" (“{words}”)" if words else ""
        return HarvestError(f"The repository refuses the request: {code}{said}; {advice}.")

    def _cut_again(self) -> HarvestError:
        return HarvestError(
            "The repository’s answer was cut short again and again. Run the command again later; "
            "it goes on where it stopped."
        )


def _by_status(error: HarvestError, status: int, url: str) -> HarvestError:
    if status < 400:
        return error
    said = _STATUSES.get(status, f"answers with status {status}")
    return HarvestError(f"The server {said}: {url}; check harvest.url in catalogue.toml.")
