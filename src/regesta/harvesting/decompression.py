"""Bodies as they are meant, within a limit: a small one that would swell is refused."""

import zlib
from collections.abc import Iterable, Iterator

from regesta.errors import HarvestError

_PIECE = 256 * 1024
_GZIP = 16


class CutShortError(Exception):
    """A compressed body ends before its end."""


def decompress(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes of a body with this Content-Encoding, in pieces of bounded size.

    Raises HarvestError for an encoding that was not asked for or a body that is not in it, and
    CutShortError for one that is not whole.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from chunks
        return
    if name not in ("gzip", "x-gzip"):
        raise HarvestError(f"The answer is compressed as “{name[:40]}”, which was not asked for.")
    inflating = _Inflating()
    for chunk in chunks:
        yield from inflating.inflate(chunk)
    if not inflating.is_whole:
        raise CutShortError


class _Inflating:
    """One or several members of gzip, one behind the other."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(_GZIP + zlib.MAX_WBITS)
        self.is_whole = True

    def inflate(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk adds, in pieces of bounded size."""
        data = chunk
        while data:
            if self._inflater.eof:
                self._inflater = zlib.decompressobj(_GZIP + zlib.MAX_WBITS)
            yield from self._member(data)
            data = self._inflater.unused_data
            self.is_whole = self._inflater.eof

    def _member(self, data: bytes) -> Iterator[bytes]:
        rest, piece = data, b""
        # A full piece may have left output behind, though all input is consumed.
        while not self._inflater.eof and (rest or len(piece) == _PIECE):
            try:
                piece = self._inflater.decompress(rest, _PIECE)
            except zlib.error:
                raise HarvestError("The answer is said to be compressed, and is not.") from None
            rest = self._inflater.unconsumed_tail
            yield piece
