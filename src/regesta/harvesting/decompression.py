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
    inflater = zlib.decompressobj(_GZIP + zlib.MAX_WBITS)
    for chunk in chunks:
        yield from _inflate(inflater, chunk)
    if not inflater.eof:
        raise CutShortError


def _inflate(inflater: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    data = chunk
    while not inflater.eof:
        try:
            piece = inflater.decompress(data, _PIECE)
        except zlib.error:
            raise HarvestError("The answer is said to be compressed, and is not.") from None
        data = inflater.unconsumed_tail
        yield piece
        # A full piece may have left output behind, though all input is consumed.
        if not data and len(piece) < _PIECE:
            return
