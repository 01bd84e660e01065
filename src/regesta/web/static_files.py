"""The style sheet and the icon, held in memory with a version in their address."""

from hashlib import sha256
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


class StaticFiles:
    """The files that pages need; their number and size are small."""

    def __init__(self) -> None:
        found = sorted(path for path in _FOLDER.iterdir() if path.suffix in _MEDIA_TYPES)
        self._files = {path.name: path.read_bytes() for path in found}

    def read(self, name: str) -> tuple[bytes, str] | None:
        """The bytes and the media type of a file, None if there is no such file."""
        if name not in self._files:
            return None
        return self._files[name], _MEDIA_TYPES[Path(name).suffix]

    def address(self, name: str) -> str:
        """The path of a file below the base; it changes with the file."""
        return f"static/{name}?v={self.version(name)}"

    def version(self, name: str) -> str:
        """A short checksum of a file."""
        return sha256(self._files[name]).hexdigest()[:12]
