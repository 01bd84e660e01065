"""Harvests a repository of OAI-PMH into the store of its source."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta

from regesta.errors import HarvestError
from regesta.harvesting.record_store import Changes, RecordStore
from regesta.harvesting.repository import Repository, TokenExpiredError
from regesta.harvesting.responses import Page
from regesta.settings.harvest import HarvestSettings

Progress = Callable[[int, int | None], None]
"""Told how many records have come, and how many the repository says there are."""

_MOST_RESTARTS = 20
_MOST_EMPTY_PAGES = 100
_DAY = "%Y-%m-%d"
_SECOND = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class HarvestState:
    """Where a harvest that is under way stands; saved with each page.

    `since` is the date that the whole harvest asks from, `restarted` that of a list that had to
    be begun anew. `is_ordered` says whether the list has so far been in the order of dates.
    """

    of_round: int
    is_full: bool
    begun: str
    since: str
    set_index: int = 0
    token: str = ""
    restarted: str = ""
    restarts: int = 0
    is_ordered: bool = True
    last_date: str = ""
    received: int = 0


@dataclass(slots=True)
class HarvestResult:
    """What a harvest has done; `remarks` are sentences for the operator."""

    changes: Changes = field(default_factory=Changes)
    gone: int = 0
    is_full: bool = False
    is_resumed: bool = False
    total: int = 0
    remarks: list[str] = field(default_factory=list)


class OaiPmhHarvest:
    """One harvest: a whole one at first or from scratch, else what has changed since the last."""

    def __init__(
        self,
        settings: HarvestSettings,
        store: RecordStore,
        repository: Repository,
        progress: Progress | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._repository = repository
        self._progress = progress or (lambda _, __: None)
        self._sets = settings.sets or ("",)
        self._result = HarvestResult()

    def run(self, *, from_scratch: bool = False) -> HarvestResult:
        """Harvest to the end; a break at any moment leaves a state that the next run resumes."""
        about = self._repository.identify()
        state = self._start(about, from_scratch=from_scratch)
        while state.set_index < len(self._sets):
            state = self._harvest_list(state)
        self._finish(state, about)
        return self._result

    def _start(self, about: dict[str, str], *, from_scratch: bool) -> HarvestState:
        saved = self._store.state()
        request = json.dumps(
            [self._settings.url, self._settings.metadata_prefix, self._sets, self._settings.since]
        )
        is_other = saved.get("request", request) != request
        if is_other:
            self._result.remarks.append(
                "The address, format, sets or date in catalogue.toml have changed, so everything "
                "was harvested anew."
            )
        if "under_way" in saved and not from_scratch and not is_other:
            self._result.is_resumed = True
            state = HarvestState(**json.loads(saved["under_way"]))
        else:
            state = self._new_state(saved, about, is_full=from_scratch or is_other)
        self._result.is_full = state.is_full
        self._store.save([], {**_saved(state), "request": request}, state.of_round)
        return state

    def _new_state(
        self, saved: dict[str, str], about: dict[str, str], *, is_full: bool
    ) -> HarvestState:
        until = "" if is_full else saved.get("complete_until", "")
        form = _SECOND if "hh" in about["granularity"].lower() else _DAY
        return HarvestState(
            of_round=int(saved.get("round", "0")) + 1,
            is_full=not until,
            begun=about["responsedate"] or datetime.now(UTC).strftime(_SECOND),
            since=_back(until, self._settings.overlap, form) or _as_asked(self._settings, form),
        )

    def _harvest_list(self, state: HarvestState) -> HarvestState:
        """Harvest the list of one set, from where the state stands."""
        seen_empty = 0
        while True:
            try:
                page = self._repository.list_records(self._arguments(state))
            except TokenExpiredError:
                state = self._restart(state)
                continue
            seen_empty = 0 if page.records else seen_empty + 1
            if page.token and (page.token == state.token or seen_empty > _MOST_EMPTY_PAGES):
                raise HarvestError(
                    "The repository gives the same part of its list again and again. What came is "
                    "kept; tell the repository."
                )
            state = self._save(page, state)
            if not page.token:
                return state

    def _save(self, page: Page, state: HarvestState) -> HarvestState:
        dates = [state.last_date, *(record.datestamp for record in page.records)]
        received = state.received + len(page.records)
        after = replace(
            state,
            token=page.token,
            received=received,
            is_ordered=state.is_ordered and dates == sorted(dates),
            last_date=max(dates),
        )
        if not page.token:
            self._compare_size(page, after)
            after = replace(
                after,
                set_index=state.set_index + 1,
                restarted="",
                is_ordered=True,
                last_date="",
                received=0,
            )
        changes = self._store.save(page.records, _saved(after), after.of_round)
        changes.broken = page.broken
        self._result.changes.add(changes)
        self._progress(self._result.changes.received, page.size)
        return after

    def _restart(self, state: HarvestState) -> HarvestState:
        """Begin the list anew: from the last date where it is in the order of dates, so that
        little comes twice, else from its beginning, so that nothing is left out.
        """
        if state.restarts == _MOST_RESTARTS:
            raise HarvestError(
                "The repository forgets its resumption tokens again and again. What came is kept; "
                "harvest set by set (sets), or tell the repository."
            )
        is_safe = state.is_ordered and state.last_date > (state.restarted or state.since)
        after = replace(
            state,
            token="",
            restarts=state.restarts + 1,
            restarted=state.last_date if is_safe else state.restarted,
            received=0,
        )
        self._store.save([], _saved(after), after.of_round)
        return after

    def _arguments(self, state: HarvestState) -> dict[str, str]:
        if state.token:
            return {"resumptionToken": state.token}
        arguments = {
            "metadataPrefix": self._settings.metadata_prefix,
            "set": self._sets[state.set_index],
            "from": state.restarted or state.since,
        }
        return {name: value for name, value in arguments.items() if value}

    def _compare_size(self, page: Page, state: HarvestState) -> None:
        if page.size is not None and state.received < page.size and not state.restarts:
            self._result.remarks.append(
                f"The repository said that its list has {page.size:,} records and gave "
                f"{state.received:,}; if records are missing, harvest --from-scratch."
            )

    def _finish(self, state: HarvestState, about: dict[str, str]) -> None:
        if state.is_full and not self._store.has_round(state.of_round) and self._store.size():
            raise HarvestError(
                "The repository gave no record at all, so those harvested before were kept; check "
                "the table [sources.harvest], or ask the repository."
            )
        after = {"under_way": None, "complete_until": state.begun}
        absent_before = state.of_round if state.is_full else None
        self._result.gone = self._store.finish(after, absent_before)
        self._result.total = self._store.size()
        if about["deletedrecord"].lower() != "persistent" and not state.is_full:
            self._result.remarks.append(
                "The repository does not keep track of what it deletes; run with --from-scratch "
                "from time to time to see what is gone."
            )


def _saved(state: HarvestState) -> dict[str, str | None]:
    return {"under_way": json.dumps(asdict(state)), "round": str(state.of_round)}


def _as_asked(settings: HarvestSettings, form: str) -> str:
    """The date that the settings ask from, as fine as the repository's dates are."""
    since = settings.since
    if form == _SECOND and len(since) == len("2026-01-31"):
        return f"{since}T00:00:00Z"
    return since[:10] if form == _DAY else since


def _back(moment: str, days: float, form: str) -> str:
    """Some days before a moment, as fine as the repository's dates are; empty if it is none."""
    try:
        read = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return ""
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return (aware.astimezone(UTC) - timedelta(days=days)).strftime(form)
