"""Whom the catalogue owes facts."""

from pathlib import Path

_FILE = "ATTRIBUTION.md"


def read_attribution(data: Path) -> str:
    """The text of `ATTRIBUTION.md` in the data folder, nothing where there is none."""
    try:
        return (data / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
