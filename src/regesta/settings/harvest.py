"""How a remote source is fetched, as its table `[sources.harvest]` says."""

from dataclasses import dataclass, fields
from math import inf
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from regesta.errors import ConfigurationError
from regesta.settings.catalogue import CATALOGUE_FILE, SourceSettings
from regesta.settings.tables import Table

HARVESTED = "harvested"
"""The folder below the data folder that everything fetched stands in."""

PROTOCOLS = ("oai-pmh", "file")


@dataclass(frozen=True, slots=True)
class HarvestSettings:
    """One source's harvest.

    `hosts` are those that may be asked besides that of `url`. `pause` and `timeout` are seconds;
    `overlap` are days that are asked for again, since repositories show changes late. `max_bytes`
    limits one run, `max_response_bytes` one response, both as they are after decompression.
    """

    protocol: str
    url: str
    metadata_prefix: str = "oai_dc"
    sets: tuple[str, ...] = ()
    since: str = ""
    hosts: tuple[str, ...] = ()
    contact: str = ""
    proxy: str = ""
    private_addresses: bool = False
    pause: float = 1.0
    timeout: float = 60.0
    overlap: float = 1.0
    retries: int = 5
    max_wait: float = 600.0
    max_bytes: int = 10 * 1024**3
    max_response_bytes: int = 64 * 1024**2


_DEFAULTS = HarvestSettings("", "")


class _HarvestTable(Table):
    """A table with numbers and switches."""

    def number(self, key: str, default: float, least: float = 0.0) -> float:
        value = self._values.get(key, default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= value < inf:
            raise self._error(key, f"a number of at least {least:g}")
        return float(value)

    def switch(self, key: str) -> bool:
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise self._error(key, "true or false")
        return value

    def required_url(self, key: str) -> str:
        self.text(key)
        return self.url(key, "")

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in choices:
            raise self._error(key, f"one of {', '.join(choices)}, not “{value}”")
        return value

    def moment(self, key: str) -> str:
        value = self._values.get(key, "")
        text = value if isinstance(value, str) else getattr(value, "isoformat", str)()
        if text and len(text) not in (len("2026-01-31"), len("2026-01-31T00:00:00Z")):
            raise self._error(key, "a date such as 2026-01-31, or 2026-01-31T00:00:00Z in quotes")
        return str(text)

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        for key in self._values:
            if key not in known:
                raise self._error(key, f"left out; the keys are {', '.join(known)}")


def read_harvest(source: SourceSettings) -> HarvestSettings:
    """The checked settings of a source's harvest; raises ConfigurationError with the key at fault.

    What is fetched must stand in the folder for it, so that nothing people wrote is overwritten.
    """
    if not source.harvest:
        raise ConfigurationError(
            f"The source “{source.name}” is not remote: it has no table [sources.harvest] in "
            f"{CATALOGUE_FILE} that says where it is fetched from."
        )
    table = _HarvestTable(Path(CATALOGUE_FILE), f"source “{source.name}”: harvest.", source.harvest)
    table.refuse_unknown(_KEYS)
    settings = HarvestSettings(
        protocol=table.one_of("protocol", PROTOCOLS),
        url=table.required_url("url"),
        metadata_prefix=table.text("metadata_prefix", _DEFAULTS.metadata_prefix),
        sets=table.texts("sets", ()),
        since=table.moment("from"),
        hosts=tuple(host.lower() for host in table.texts("hosts", ())),
        contact=table.text("contact", ""),
        proxy=table.url("proxy", ""),
        private_addresses=table.switch("private_addresses"),
        **_limits(table),
    )
    _check_path(source)
    _check_address(source, settings)
    return settings


def _limits(table: _HarvestTable) -> dict[str, Any]:
    default = _DEFAULTS
    return {
        "pause": table.number("pause", default.pause),
        "timeout": table.number("timeout", default.timeout, least=0.1),
        "overlap": table.number("overlap", default.overlap),
        "retries": int(table.number("retries", default.retries)),
        "max_wait": table.number("max_wait", default.max_wait),
        "max_bytes": int(table.number("max_bytes", default.max_bytes, least=1)),
        "max_response_bytes": int(
            table.number("max_response_bytes", default.max_response_bytes, least=1)
        ),
    }


def _check_path(source: SourceSettings) -> None:
    path = PurePosixPath(source.path)
    if path.parts[:1] != (HARVESTED,) or len(path.parts) < 2 or ".." in path.parts:
        raise ConfigurationError(
            f"{CATALOGUE_FILE}: the path of the source “{source.name}” must begin with "
            f"{HARVESTED}/, as in “{HARVESTED}/{source.name}”, since harvesting overwrites it."
        )


def _check_address(source: SourceSettings, settings: HarvestSettings) -> None:
    parts = urlsplit(settings.url)
    try:
        is_port = parts.port != 0
    except ValueError:
        is_port = False
    if not is_port:
        raise ConfigurationError(
            f"{CATALOGUE_FILE}: source “{source.name}”: harvest.url has a port that is none."
        )
    if parts.username or parts.password or parts.fragment:
        raise ConfigurationError(
            f"{CATALOGUE_FILE}: source “{source.name}”: harvest.url must have no user name, "
            "password or fragment."
        )
    if settings.protocol == "oai-pmh" and parts.query:
        raise ConfigurationError(
            f"{CATALOGUE_FILE}: source “{source.name}”: harvest.url is the address of the "
            "repository alone; leave out what stands from the question mark on."
        )
    contact = settings.contact
    if contact and not (contact.isascii() and contact.isprintable()):
        raise ConfigurationError(
            f"{CATALOGUE_FILE}: source “{source.name}”: harvest.contact must be an e-mail or web "
            "address."
        )


_KEYS = tuple(
    "from" if name == "since" else name for name in (each.name for each in fields(HarvestSettings))
)
