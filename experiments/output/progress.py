"""How far long work is: tqdm's bar on a terminal, a plain line now and then elsewhere, nothing where it is not wanted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Self, TextIO

from tqdm import tqdm

BETWEEN_LINES = 30.0  # seconds
BAR = "{l_bar}{bar:24}| {n_fmt}/{total_fmt}{unit}  {rate_noinv_fmt}  {remaining} left{postfix}"
LINE = "{n_fmt}/{total_fmt}{unit}  {percentage:.0f}%  {rate_noinv_fmt}  {remaining} left{postfix}"


class _Lines(tqdm):
    """Tqdm for files and pipes: each report is a line of its own."""

    disable = True  # until it is made: one that is interrupted before is closed all the same

    @staticmethod
    def status_printer(file: Any) -> Callable[[str], None]:
        """Tqdm asks for the function that shows a report; a blank one would only erase a bar."""

        def show(report: str) -> None:
            if report.strip():
                file.write(f"{report}\n")
                file.flush()

        return show

    def close(self) -> None:
        """End without a last report: tqdm's own would rewind a line that cannot be rewound."""
        if not self.disable:
            self.disable = True
            self._decr_instances(self)


class Progress:
    """Counts finished and failed units of work on stderr; `quiet` leaves only what must be said."""

    def __init__(self, total: int, quiet: bool = False, stream: TextIO | None = None, unit: str = "runs") -> None:
        self._total, self._quiet, self._unit = total, quiet, unit
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._bar: tqdm[Any] | None = None
        self.done = self.failed = 0

    def start(self, done: int = 0, failed: int = 0) -> None:
        """Start the clock, given what an earlier command finished: speed and time left are those of this command alone."""
        self.done, self.failed = done, failed
        if done:
            self.note(f"{done:,} of {self._total:,} {self._unit} are already done")
        if not self._quiet:
            kind, pause = (tqdm, 0.1) if self._terminal else (_Lines, BETWEEN_LINES)
            self._bar = kind(
                total=self._total, initial=done, unit=f" {self._unit}", file=self._stream, mininterval=pause, maxinterval=pause,
                delay=0 if self._terminal else pause, leave=False, dynamic_ncols=self._terminal,
                bar_format=BAR if self._terminal else LINE,
            )  # fmt: skip

    def __enter__(self) -> Self:
        """Start the clock of work of which nothing is done yet."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave a clean line, whatever happened."""
        self.close()

    def add(self, units: int, failed: int = 0) -> None:
        """So many more units are done, so many of them failed."""
        self.done += units
        self.failed += failed
        if self._bar is not None:
            if self.failed:
                self._bar.set_postfix_str(f"{self.failed:,} failed", refresh=False)
            self._bar.update(units)

    def set(self, done: int, total: int) -> None:
        """So many units are done in all: what `ensemble(progress=)` calls."""
        self.add(done - self.done)

    def after(self, before: int) -> Callable[[int, int], None]:
        """What `ensemble(progress=)` calls where so many units are done before its own."""
        return lambda done, _: self.set(before + done, self._total)

    def tick(self) -> None:
        """Let the time left run down while nothing is finished."""
        if self._bar is not None and self._terminal:
            self._bar.refresh()

    def say(self, sentence: str) -> None:
        """A sentence on a line of its own, above the bar."""
        with tqdm.external_write_mode(self._stream):
            print(sentence, file=self._stream, flush=True)

    def note(self, sentence: str) -> None:
        """A sentence that a quiet command can do without."""
        if not self._quiet:
            self.say(sentence)

    def close(self) -> None:
        """Leave a clean line."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
