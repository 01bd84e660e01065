"""How much memory the stores of all open releases may take together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

# Measured: 380 to 500, by the length of the values; loading itself needs a tenth more.
_BYTES_FOR_QUAD = 560


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
    """What a store in memory is loaded from: a dump in N-Quads, so many quads long."""

    dump: Path
    quads: int
    budget: MemoryBudget

    @property
    def store_bytes(self) -> int:
        """What one copy of the store may take."""
        return self.quads * _BYTES_FOR_QUAD
