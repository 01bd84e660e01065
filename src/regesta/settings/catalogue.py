"""The only reader of `catalogue.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from regesta.errors import ConfigurationError
from regesta.settings.tables import Table

CATALOGUE_FILE = "catalogue.toml"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source as `catalogue.toml` declares it.

    `path` is relative to the data folder. `publisher` is the local name of an agency. `modified`
    is the date (`YYYY-MM-DD`) that its records get where they have none of their own. `options`
    are what its reader alone understands, `harvest` is how it is fetched where it is remote.
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
    options: Mapping[str, Any] = field(default_factory=dict)
    harvest: Mapping[str, Any] = field(default_factory=dict)


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
    table = Table(path, "", values)
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


def _sources(table: "Table", path: Path, values: Mapping[str, Any]) -> tuple[SourceSettings, ...]:
    declared = values.get("sources", [])
    if not isinstance(declared, list) or not all(isinstance(item, dict) for item in declared):
        raise ConfigurationError(f"{path}: write each source as a table headed [[sources]].")
    sources = tuple(
        _source(Table(path, f"sources[{number}].", item), table.date("modified"))
        for number, item in enumerate(declared, start=1)
    )
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise ConfigurationError(f"{path}: two sources are named “{name}”; rename one.")
    return sources


def _source(table: "Table", modified: str) -> SourceSettings:
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
        options=table.table("options"),
        harvest=table.table("harvest"),
    )


def _checked_base(base_iri: str, path: Path) -> str:
    parts = urlsplit(base_iri)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigurationError(
            f"{path}: base_iri must be a web address such as https://data.example.org/, "
            f"not “{base_iri}”."
        )
    return base_iri if base_iri.endswith("/") else base_iri + "/"
