"""How far a sweep is: a bar on a terminal, plain lines elsewhere, nothing on request."""

from __future__ import annotations

import shutil
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

WINDOW = 20.0  # seconds over which speed is measured
BETWEEN_LINES = 30.0  # seconds
WIDTH = 24  # characters of the bar
CLEAR = "\r\033[K"


class Bar:
    """Counts runs, or what the noun says, done and failed; `quiet` leaves only what has to be said."""

    def __init__(
        self, total: int, quiet: bool = False, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic,
        noun: str = "runs",
    ) -> None:  # fmt: skip
        self._total, self._quiet, self._clock, self._noun = total, quiet, clock, noun
        self._stream = stream or sys.stderr
        self._drawn = self._stream.isatty() and not quiet
        self._seen: deque[tuple[float, int]] = deque()  # (when, runs done then), oldest first
        self._last_line = -BETWEEN_LINES
        self.done = self.failed = 0

    def begin(self, done: int, failed: int) -> None:
        """Start the clock, with what an earlier command has done."""
        self.done, self.failed = done, failed
        self._last_line = self._clock()
        self._seen.append((self._last_line, done))
        if done:
            self.note(f"{done:,} of {self._total:,} {self._noun} are there already")

    def add(self, runs: int, failed: int) -> None:
        """So many more runs are done, of which so many failed."""
        self.done += runs
        self.failed += failed
        self._seen.append((self._clock(), self.done))

    def show(self) -> None:
        """Redraw the bar; off a terminal a line now and then."""
        now = self._clock()
        while len(self._seen) > 1 and self._seen[1][0] <= now - WINDOW:
            self._seen.popleft()
        if self._drawn:
            full = WIDTH * self.done // max(1, self._total)
            line = f"[{'#' * full}{'.' * (WIDTH - full)}] {self.line(now)}"
            self._write(f"{CLEAR}{line[: shutil.get_terminal_size().columns - 1]}")
        elif not self._quiet and now - self._last_line >= BETWEEN_LINES:
            self._last_line = now
            self._write(f"{self.line(now)}\n")

    def line(self, now: float) -> str:
        """Runs done, runs a second over the last while, time left, failures."""
        parts = [f"{self.done:,}/{self._total:,} {self._noun}", f"{100 * self.done // max(1, self._total)} %"]
        when, before = self._seen[0]
        if self.done > before and now > when:
            speed = (self.done - before) / (now - when)
            parts.append(f"{speed:,.0f} {self._noun}/s" if speed >= 10 else f"{speed:.2g} {self._noun}/s")
            parts.append(f"{duration((self._total - self.done) / speed)} left")
        return "  ".join([*parts, f"{self.failed:,} failed"] if self.failed else parts)

    def say(self, sentence: str) -> None:
        """A sentence on a line of its own; the bar is drawn again below it."""
        self._write(f"{CLEAR if self._drawn else ''}{sentence}\n")

    def note(self, sentence: str) -> None:
        """A sentence that a quiet command can do without."""
        if not self._quiet:
            self.say(sentence)

    def close(self) -> None:
        """Leave a clean line."""
        if self._drawn:
            self._write(CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def duration(seconds: float) -> str:
    """Seconds in the units that one reads: 45 s, 16 min, 2 h 05 min."""
    minutes = round(seconds / 60)
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02d} min"
