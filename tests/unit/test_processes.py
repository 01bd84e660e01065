"""A pool of processes keeps the order and loses nothing, whatever an item does to its process."""

import os
import signal
import time

from regesta.processes import Lost, ProcessPool


def act(state: int, item: int) -> int:
    if item == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 17:
        time.sleep(60)
    return state * item


def test_results_come_in_order_and_only_what_kills_is_lost() -> None:
    pool = ProcessPool(10, processes=2, seconds=1.5)
    try:
        results = list(pool.map(act, iter(range(40))))
    finally:
        pool.close()
    expected = [Lost(item) if item in (13, 17) else 10 * item for item in range(40)]
    assert results == expected
