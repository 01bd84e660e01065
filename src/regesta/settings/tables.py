"""Tables of TOML whose values are checked as they are read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regesta.errors import ConfigurationError
from regesta.identifiers import is_local_name, slugify
from regesta.values.texts import iri_fault


class Table:
    """One table; `prefix` is what stands before its keys in messages."""

    def __init__(self, path: Path, prefix: str, values: Mapping[str, Any]) -> None:
        self._path, self._prefix, self._values = path, prefix, values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must not be empty."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._error(key, "a text in quotes")
        return value

    def local_name(self, key: str) -> str:
        """A text that can end an IRI."""
        value = self.text(key)
        if not is_local_name(value):
            raise self._error(key, f"lower-case letters, digits and hyphens, as “{slugify(value)}”")
        return value

    def url(self, key: str, default: str) -> str:
        """A web address, or the default."""
        value = self.text(key, default)
        if value and (iri_fault(value) or not value.startswith(("http://", "https://"))):
            raise self._error(key, f"a web address without spaces, not “{value}”")
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts."""
        value = self._values.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._error(key, "a list of texts in quotes")
        return tuple(value)

    def languages(self, key: str) -> dict[str, str]:
        """A text for each language; one text alone is English."""
        value = self._values.get(key)
        if isinstance(value, str):
            return {"en": value}
        if not isinstance(value, dict) or not value:
            raise self._error(key, 'a text for each language, such as { en = "…", fr = "…" }')
        return {str(language): str(text) for language, text in value.items()}

    def date(self, key: str, default: str | None = None) -> str:
        """A date as `YYYY-MM-DD`."""
        value = self._values.get(key, default)
        text = value if isinstance(value, str) else getattr(value, "isoformat", str)()
        if value is None or len(text) != len("2026-01-31"):
            raise self._error(key, "a date such as 2026-01-31")
        return str(text)

    def table(self, key: str) -> Mapping[str, Any]:
        """A table of any values, empty where there is none."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self._error(key, f"a table, headed [sources.{key}]")
        return value

    def _error(self, key: str, expected: str) -> ConfigurationError:
        return ConfigurationError(f"{self._path}: {self._prefix}{key} must be {expected}.")
