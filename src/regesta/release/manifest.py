"""`manifest.json`: what a release is made of."""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from regesta import __version__
from regesta.errors import ReleaseError

MANIFEST_FILE = "manifest.json"
LAYOUT = 6
"""The number of the layout of a release; raise it when the same quads give other files."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of a release; `media_type` is empty for those that are no dump."""

    name: str
    media_type: str
    bytes: int
    sha256: str

    @classmethod
    def describe(cls, folder: Path, name: str, media_type: str = "") -> Self:
        """Measure a file that is whole; `name` is its path in the release's folder."""
        path = folder / name
        return cls(name, media_type, path.stat().st_size, checksum(path))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release holds; `counts` are of documents by kind, `created` is in UTC (ISO 8601).

    `statistics` are the pipeline's counts of records, `findings` the number of each severity.
    """

    identifier: str
    layout: int
    base_iri: str
    created: str
    counts: Mapping[str, int]
    quads: int
    triples: int
    statistics: Mapping[str, int]
    findings: Mapping[str, int]
    dumps: tuple[ReleaseFile, ...]
    files: tuple[ReleaseFile, ...]
    versions: Mapping[str, str]

    @property
    def created_at(self) -> datetime:
        """When the release was made."""
        return datetime.fromisoformat(self.created)

    def entities(self, kind: str) -> int:
        """How many things of a kind there are: a record that was merged is no publication."""
        merged = self.statistics.get("merged", 0) if kind == "publication" else 0
        return self.counts.get(kind, 0) - merged

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of the release in a folder.

        Raises ReleaseError where there is none or it is damaged.
        """
        path = folder / MANIFEST_FILE
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            for key in ("dumps", "files"):
                values[key] = tuple(ReleaseFile(**item) for item in values[key])
            return cls(**values)
        except FileNotFoundError:
            raise ReleaseError(f"There is no release in {folder}; build it again.") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReleaseError(
                f"The manifest {path} cannot be read ({error}); build the release again."
            ) from error

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder of its release."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"
        (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")


def in_utc(moment: datetime) -> str:
    """A moment as the manifest and the change log write it: whole seconds, in UTC."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def engine_versions() -> dict[str, str]:
    """The versions of all that the files of a release depend on."""
    return {
        "regesta": __version__,
        "pyoxigraph": ox.__version__,
        "python": platform.python_version(),
    }


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
