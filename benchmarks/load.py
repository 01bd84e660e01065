"""A small HTTP load: several connections, each asking again as soon as it has its answer."""

import asyncio
import time
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Load:
    """What a load measured: requests per second, and the time of one request in milliseconds."""

    requests_per_second: float
    median_ms: float
    percentile_95_ms: float


async def measure(port: int, request: bytes, *, seconds: float = 4.0, connections: int = 8) -> Load:
    """Send one request over and over; every answer must be a 200 with a Content-Length."""
    end = time.perf_counter() + seconds
    start = time.perf_counter()
    times = await asyncio.gather(*(_connection(port, request, end) for _ in range(connections)))
    elapsed = time.perf_counter() - start
    flat = sorted(each for connection in times for each in connection)
    return Load(len(flat) / elapsed, median(flat) * 1000, flat[int(len(flat) * 0.95)] * 1000)


async def _connection(port: int, request: bytes, end: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times: list[float] = []
    try:
        while time.perf_counter() < end:
            start = time.perf_counter()
            writer.write(request)
            await _read_answer(reader)
            times.append(time.perf_counter() - start)
    finally:
        writer.close()
    return times


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(f"not a 200: {head[:200]!r}")
    lowered = head.lower()
    if b"content-length:" in lowered:
        await reader.readexactly(int(lowered.split(b"content-length:")[1].split(b"\r\n")[0]))
        return
    while size := int((await reader.readline()).strip() or b"0", 16):
        await reader.readexactly(size + 2)
    await reader.readexactly(2)
