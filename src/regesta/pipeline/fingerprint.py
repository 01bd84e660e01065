"""What an outcome depends on beside the record itself; where that changes, all is prepared anew."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from regesta.settings import Settings, SourceSettings
from regesta.validation.shapes import shape_files

_CODE = (".py", ".toml", ".txt", ".gz", ".jsonld")
_LIBRARIES = ("pyoxigraph", "shacl", "lingua-language-detector", "rapidfuzz", "anyascii")


def fingerprint(settings: Settings) -> bytes:
    """A digest of the program, the authorities, the shapes and what the catalogue says of all."""
    digest = hashlib.sha256()
    package = Path(str(files("regesta")))
    code = (path for path in package.rglob("*") if path.suffix in _CODE)
    authorities = (settings.data / "authorities").glob("*")
    for group in (code, shape_files(), authorities):
        _add_files(digest, group)
    catalogue = settings.catalogue
    said = [catalogue.base_iri, catalogue.languages, catalogue.modified]
    digest.update(json.dumps([said, [version(name) for name in _LIBRARIES]]).encode())
    return digest.digest()


def source_fingerprint(source: SourceSettings) -> bytes:
    """A digest of what the catalogue says of one source; where its file lies does not matter."""
    values = {name: value for name, value in asdict(source).items() if name != "path"}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).digest()


def _add_files(digest: "hashlib._Hash", paths: Iterable[Path]) -> None:
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(path.name.encode() + b"\x00")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
