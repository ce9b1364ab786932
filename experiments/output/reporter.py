"""A second process of the command: it imports while the first reads tables, then works beside it.

A thread would not do: drawing figures and writing results both hold Python's lock. With workers=1 the first process does it all.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, Self

from concertacion.experiments.output.manifest import PROJECT


class Reporter:
    """What draws and reports by `write_figures_and_report` of a module, run as `python -m module`, which calls `serve`.

    The process begins with a `with` block and is gone at its end, whatever happens inside. It has a session of its own, so that
    Ctrl-C in a terminal reaches the command alone. Outside such a block, and with one worker, this process does the work when
    its result is asked for.

    Raises
    ------
    OSError
        If the process cannot be started, or has died when it is sent its work or should return the result.
    """

    def __init__(self, module: str, workers: int) -> None:
        self.module, self.apart = module, bool(module) and workers > 1
        self._process: subprocess.Popen[bytes] | None = None
        self._arguments: tuple[Any, ...] = ()

    def __enter__(self) -> Self:
        if self.apart:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=PROJECT,
                env={**os.environ, "MPLBACKEND": "agg"},  # a notebook names its own, which matplotlib may not find here
                start_new_session=True,
            )
        return self

    def send(self, *arguments: Any) -> None:
        """Hand over the arguments of the work; returns when the process has read them."""
        if self._process is None:
            self._arguments = arguments
            return
        assert self._process.stdin
        pickle.dump(arguments, self._process.stdin, protocol=5)
        self._process.stdin.flush()

    def result(self) -> Any:
        """Wait for what the work returns; raises what the work raised."""
        if self._process is None:
            return import_module(self.module).write_figures_and_report(*self._arguments)
        assert self._process.stdout
        try:
            returned = pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError):
            raise OSError(f"{self.module} died with exit code {self._process.wait()}") from None
        if isinstance(returned, Exception):
            raise returned
        return returned

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        assert process.stdin and process.stdout
        process.kill()
        process.wait()
        process.stdout.close()
        with suppress(OSError):  # unread arguments are lost, as they should be
            process.stdin.close()


def serve(work: Callable[..., Any]) -> None:
    """In the second process: read the arguments, do the work, return the result; end silently if the first process is gone."""
    results, sys.stdout = sys.stdout.buffer, sys.stderr  # a library's prints must not end up in the result
    try:
        arguments = pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):
        return
    try:
        result = work(*arguments)
    except Exception as error:
        error.add_note(traceback.format_exc())
        result = error
    with suppress(BrokenPipeError):
        pickle.dump(result, results)
        results.flush()
