"""The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from math import inf, nan
from pathlib import Path
from typing import TypeVar

from regesta.assets import asset
from regesta.errors import ConfigurationError
from regesta.messages.translating import choose_language
from regesta.settings.catalogue import CATALOGUE_FILE, Catalogue, read_catalogue
from regesta.settings.machine import available_memory

_SHARE_OF_STORES = 4


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one query from outside may use: seconds, bytes of memory, bytes and rows of answer."""

    seconds: float = 10.0
    memory_bytes: int = 1024**3
    answer_bytes: int = 64 * 1024**2
    workers: int = 2
    queue: int = 16
    computing_seconds: float = 10.0
    """Seconds of a processor, which a busy machine gives more slowly than the clock goes."""
    rows: int = 1_000_000
    store_memory_bytes: int = 0
    """What stores in memory may take, with what workers copy of them; 0 leaves them on disk."""
    cache_bytes: int = 64 * 1024**2
    """What all answers that are kept may take together; 0 keeps none."""


class MetricsAccess(StrEnum):
    """Who may read the metrics: nobody, programs on this machine, everybody."""

    OFF = "off"
    LOCAL = "local"
    ON = "on"


class LogStyle(StrEnum):
    """What the service writes to stderr: a line for each query, or errors only."""

    TEXT = "text"
    JSON = "json"
    ERRORS = "errors"


@dataclass(frozen=True, slots=True)
class Operation:
    """How the service is seen from outside, and for how long it says so before it ends."""

    metrics: MetricsAccess = MetricsAccess.OFF
    log: LogStyle = LogStyle.TEXT
    drain_seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a deployment can set."""

    data: Path
    releases: Path
    catalogue: Catalogue
    query_limits: QueryLimits = field(default_factory=QueryLimits)
    language: str = "en"
    """The language that a person at the terminal reads."""
    operation: Operation = field(default_factory=Operation)


_Choice = TypeVar("_Choice", bound=StrEnum)


def load_settings(
    data: Path | None = None,
    releases: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings: arguments come first, then the environment, then the defaults.

    The data folder defaults to `data/` where that has a catalogue, else to the one that Regesta
    brings along. Raises ConfigurationError with the file and the key at fault.
    """
    variables = os.environ if environment is None else environment
    data = data or _path(variables, "REGESTA_DATA") or _default_data()
    releases = releases or _path(variables, "REGESTA_RELEASES") or Path("releases")
    catalogue = read_catalogue(data / CATALOGUE_FILE, variables.get("REGESTA_BASE_IRI"))
    limits, operation = _query_limits(variables), _operation(variables)
    return Settings(data, releases, catalogue, limits, _language(variables), operation)


def release_time(environment: Mapping[str, str] | None = None) -> datetime:
    """The time that a new release bears: SOURCE_DATE_EPOCH where it is set, else the clock's."""
    variables = os.environ if environment is None else environment
    epoch = variables.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)


def _language(variables: Mapping[str, str]) -> str:
    return choose_language([variables.get("REGESTA_LANGUAGE", "")])


def _query_limits(variables: Mapping[str, str]) -> QueryLimits:
    default = QueryLimits()
    return QueryLimits(
        seconds=_number(variables, "REGESTA_QUERY_SECONDS", default.seconds),
        memory_bytes=int(_number(variables, "REGESTA_QUERY_MEMORY", default.memory_bytes)),
        answer_bytes=int(_number(variables, "REGESTA_QUERY_ANSWER", default.answer_bytes)),
        workers=int(_number(variables, "REGESTA_QUERY_WORKERS", default.workers)),
        queue=int(_number(variables, "REGESTA_QUERY_QUEUE", default.queue)),
        computing_seconds=_number(
            variables, "REGESTA_QUERY_COMPUTING_SECONDS", default.computing_seconds
        ),
        rows=int(_number(variables, "REGESTA_QUERY_ROWS", default.rows)),
        store_memory_bytes=_store_memory(variables),
        cache_bytes=int(_number(variables, "REGESTA_QUERY_CACHE", default.cache_bytes, 0)),
    )


def _store_memory(variables: Mapping[str, str]) -> int:
    name = "REGESTA_QUERY_STORE_MEMORY"
    if variables.get(name, "").strip() == "0":
        return 0
    return int(_number(variables, name, available_memory() // _SHARE_OF_STORES))


def _operation(variables: Mapping[str, str]) -> Operation:
    default = Operation()
    return Operation(
        metrics=_choice(variables, "REGESTA_METRICS", default.metrics),
        log=_choice(variables, "REGESTA_LOG", default.log),
        drain_seconds=_number(variables, "REGESTA_DRAIN_SECONDS", default.drain_seconds, 0),
    )


def _choice(variables: Mapping[str, str], name: str, default: _Choice) -> _Choice:
    text = variables.get(name) or default.value
    try:
        return type(default)(text)
    except ValueError:
        known = ", ".join(type(default))
        raise ConfigurationError(f"{name} must be one of {known}, not “{text}”.") from None


def _number(
    variables: Mapping[str, str], name: str, default: float, least: float | None = None
) -> float:
    """A number above 0, or from `least` on."""
    text = variables.get(name, "")
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not (0 < number < inf or number == least):
        expected = "above 0" if least is None else f"from {least:g} on"
        raise ConfigurationError(f"{name} must be a number {expected}, not “{text}”.")
    return number


def _path(variables: Mapping[str, str], name: str) -> Path | None:
    return Path(variables[name]) if variables.get(name) else None


def _default_data() -> Path:
    here = Path("data")
    return here if (here / CATALOGUE_FILE).is_file() else asset("data")
