"""Opens files of records, compressed ones too, so that no small file becomes a huge one."""

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

_HARMLESS = 64 * 1024 * 1024
_MOST_TIMES = 100
GZIP = b"\x1f\x8b"


class BombError(Exception):
    """The file becomes too much bigger when it is decompressed."""


class _Bounded(io.RawIOBase):
    """Reads a compressed file for as long as it grows no more than records do."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._content = gzip.GzipFile(fileobj=file)
        self._length = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        content = self._content.read(size)
        self._length += len(content)
        if self._length > _HARMLESS and self._length > _MOST_TIMES * self._file.tell():
            raise BombError
        return content


@contextmanager
def open_records(path: Path) -> Iterator[BinaryIO]:
    """The content of a file, decompressed; raises OSError, EOFError, zlib.error or BombError."""
    with path.open("rb") as file:
        is_compressed = file.read(2) == GZIP
        file.seek(0)
        yield cast(BinaryIO, _Bounded(file)) if is_compressed else file


def decompressed_start(start: bytes) -> bytes:
    """The beginning of a file that may be compressed."""
    if not start.startswith(GZIP):
        return start
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(start)).read1(4096)
    except (OSError, EOFError):
        return b""
