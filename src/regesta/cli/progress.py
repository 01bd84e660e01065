"""How far long work has come: one line on a terminal, nothing elsewhere."""

import sys
import time
from typing import Final

import click

_WIDTH: Final = 24
_PAUSE: Final = 0.1


class ProgressLine:
    """A bar with the share that is done, the rate and the time left."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._stage, self._started, self._told = "", 0.0, 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that so much of so much is done; `stage` may end in a count behind a colon."""
        if not self._is_shown:
            return
        now = time.monotonic()
        name = stage.rpartition(":")[0] or stage
        if name != self._stage:
            self._stage, self._started = name, now
        if now - self._told >= _PAUSE or done >= total:
            self._told = now
            line = f"{stage} {_bar(done, total)}{_left(now - self._started, done, total)}"
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)

    def end(self) -> None:
        """Clear the line."""
        if self._is_shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _bar(done: int, total: int) -> str:
    if total <= 0:
        return ""
    share = min(done / total, 1.0)
    full = round(share * _WIDTH)
    return f"[{'#' * full}{'-' * (_WIDTH - full)}] {share:4.0%}"


def _left(seconds: float, done: int, total: int) -> str:
    """The time left at the rate so far, once that can be known."""
    if done <= 0 or total <= done or seconds < 1:
        return ""
    left = round(seconds * (total - done) / done)
    minutes, rest = divmod(left, 60)
    return f", {minutes} min {rest:02} s left" if minutes else f", {rest} s left"
