"""How much memory the stores of all open releases may take together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

# Measured with all values, while loading: 400 to 410, where the dump has 180 to 210.
_BYTES_OF_QUAD = 300
_LEAST_BYTES = 64 * 1024**2


class MemoryBudget:
    """So many bytes, of which parts are held; it belongs to one event loop."""

    def __init__(self, total_bytes: int) -> None:
        self.total_bytes = total_bytes
        self._free = total_bytes
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def hold(self, number: int) -> AsyncIterator[None]:
        """Wait until so many bytes are free, and keep them until the block ends."""
        while self._free < number:
            self._freed.clear()
            await self._freed.wait()
        self._free -= number
        try:
            yield
        finally:
            self._free += number
            self._freed.set()


@dataclass(frozen=True)
class MemorySource:
    """What a store in memory is loaded from: files of N-Quads, so many quads together."""

    dumps: tuple[Path, ...]
    quads: int
    budget: MemoryBudget

    @property
    def store_bytes(self) -> int:
        """What one copy of the store takes at most."""
        length = sum(dump.stat().st_size for dump in self.dumps if dump.is_file())
        return self.quads * _BYTES_OF_QUAD + length

    @property
    def loading_bytes(self) -> int:
        """What the process that loads the store may take."""
        return _LEAST_BYTES + self.store_bytes

    def need(self, workers: int) -> int:
        """What a store takes with so many workers, each of which copies what it reads."""
        return self.loading_bytes + self.store_bytes * workers
