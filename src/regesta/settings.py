"""The only reader of the environment and of `catalogue.toml`."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from regesta.assets import asset
from regesta.errors import ConfigurationError
from regesta.identifiers import is_local_name, slugify
from regesta.values.texts import iri_fault

CATALOGUE_FILE = "catalogue.toml"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source as `catalogue.toml` declares it.

    `path` is relative to the data folder. `publisher` is the local name of an agency. `modified`
    is the date (`YYYY-MM-DD`) that its records get where they have none of their own.
    """

    name: str
    reader: str
    path: str
    title: str
    modified: str
    url: str = ""
    licence: str = ""
    language: str = ""
    publisher: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What `catalogue.toml` says: titles and descriptions by language, the base, the sources."""

    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    base_iri: str
    languages: tuple[str, ...]
    licence: str
    publisher: str
    modified: str
    sources: tuple[SourceSettings, ...]


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one query from outside may use: seconds, bytes of memory, bytes of answer."""

    seconds: float = 10.0
    memory_bytes: int = 1024**3
    answer_bytes: int = 64 * 1024**2
    workers: int = 2
    queue: int = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a deployment can set."""

    data: Path
    releases: Path
    catalogue: Catalogue
    query_limits: QueryLimits = field(default_factory=QueryLimits)


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
    return Settings(data, releases, catalogue, _query_limits(variables))


def release_time(environment: Mapping[str, str] | None = None) -> datetime:
    """The time that a new release bears: SOURCE_DATE_EPOCH where it is set, else the clock's."""
    variables = os.environ if environment is None else environment
    epoch = variables.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)


def read_catalogue(path: Path, base_iri: str | None = None) -> Catalogue:
    """Read `catalogue.toml`; `base_iri`, where given, replaces the one in the file."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no {path}; name the folder that holds catalogue.toml with --data."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None
    table = _Table(path, "", values)
    titles = table.languages("title")
    return Catalogue(
        titles=titles,
        descriptions=table.languages("description"),
        base_iri=_checked_base(base_iri or table.text("base_iri"), path),
        languages=table.texts("languages", default=tuple(titles)),
        licence=table.text("licence"),
        publisher=table.text("publisher", default=""),
        modified=table.date("modified"),
        sources=_sources(table, path, values),
    )


def _sources(table: "_Table", path: Path, values: Mapping[str, Any]) -> tuple[SourceSettings, ...]:
    declared = values.get("sources", [])
    if not isinstance(declared, list) or not all(isinstance(item, dict) for item in declared):
        raise ConfigurationError(f"{path}: write each source as a table headed [[sources]].")
    sources = tuple(
        _source(_Table(path, f"sources[{number}].", item), table.date("modified"))
        for number, item in enumerate(declared, start=1)
    )
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise ConfigurationError(f"{path}: two sources are named “{name}”; rename one.")
    return sources


def _source(table: "_Table", modified: str) -> SourceSettings:
    name = table.local_name("name")
    return SourceSettings(
        name=name,
        reader=table.text("reader"),
        path=table.text("path"),
        title=table.text("title", default=name),
        modified=table.date("modified", default=modified),
        url=table.url("url", default=""),
        licence=table.text("licence", default=""),
        language=table.text("language", default=""),
        publisher=table.text("publisher", default=""),
        themes=table.texts("themes", default=()),
    )


class _Table:
    """A table of TOML whose values are checked as they are read."""

    def __init__(self, path: Path, prefix: str, values: Mapping[str, Any]) -> None:
        self._path, self._prefix, self._values = path, prefix, values

    def text(self, key: str, default: str | None = None) -> str:
        value = self._values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._error(key, "a text in quotes")
        return value

    def local_name(self, key: str) -> str:
        value = self.text(key)
        if not is_local_name(value):
            raise self._error(key, f"lower-case letters, digits and hyphens, as “{slugify(value)}”")
        return value

    def url(self, key: str, default: str) -> str:
        value = self.text(key, default)
        if value and (iri_fault(value) or not value.startswith(("http://", "https://"))):
            raise self._error(key, f"a web address without spaces, not “{value}”")
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._values.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._error(key, "a list of texts in quotes")
        return tuple(value)

    def languages(self, key: str) -> dict[str, str]:
        value = self._values.get(key)
        if isinstance(value, str):
            return {"en": value}
        if not isinstance(value, dict) or not value:
            raise self._error(key, 'a text for each language, such as { en = "…", fr = "…" }')
        return {str(language): str(text) for language, text in value.items()}

    def date(self, key: str, default: str | None = None) -> str:
        value = self._values.get(key, default)
        text = value if isinstance(value, str) else getattr(value, "isoformat", str)()
        if value is None or len(text) != len("2026-01-31"):
            raise self._error(key, "a date such as 2026-01-31")
        return str(text)

    def _error(self, key: str, expected: str) -> ConfigurationError:
        return ConfigurationError(f"{self._path}: {self._prefix}{key} must be {expected}.")


def _checked_base(base_iri: str, path: Path) -> str:
    parts = urlsplit(base_iri)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigurationError(
            f"{path}: base_iri must be a web address such as https://data.example.org/, "
            f"not “{base_iri}”."
        )
    return base_iri if base_iri.endswith("/") else base_iri + "/"


def _query_limits(variables: Mapping[str, str]) -> QueryLimits:
    default = QueryLimits()
    return QueryLimits(
        seconds=_number(variables, "REGESTA_QUERY_SECONDS", default.seconds),
        memory_bytes=int(_number(variables, "REGESTA_QUERY_MEMORY", default.memory_bytes)),
        answer_bytes=int(_number(variables, "REGESTA_QUERY_ANSWER", default.answer_bytes)),
        workers=int(_number(variables, "REGESTA_QUERY_WORKERS", default.workers)),
        queue=int(_number(variables, "REGESTA_QUERY_QUEUE", default.queue)),
    )


def _number(variables: Mapping[str, str], name: str, default: float) -> float:
    text = variables.get(name, "")
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < inf:
        raise ConfigurationError(f"{name} must be a number above 0, not “{text}”.")
    return number


def _path(variables: Mapping[str, str], name: str) -> Path | None:
    return Path(variables[name]) if variables.get(name) else None


def _default_data() -> Path:
    here = Path("data")
    return here if (here / CATALOGUE_FILE).is_file() else asset("data")
