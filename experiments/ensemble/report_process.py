"""A second process of the command: it imports while the first simulates, then works beside it.

A thread would not do: drawing figures and writing results both hold Python's lock. With workers=1 the first process does it all.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib import import_module
from typing import Any, NamedTuple

from concertacion.experiments.output.manifest import PROJECT


class Process(NamedTuple):
    """The second process, as the first sees it."""

    send: Callable[..., None]  # hands over the arguments of its work; returns when it has read them
    result: Callable[[], Any]  # waits for what the work returns; raises what the work raised


def reporter_of(module: str, workers: int) -> AbstractContextManager[Process]:
    """What draws and reports by `write_figures_and_report` of a module: a second process, unless one is all there may be."""
    return second_process(module) if workers > 1 else this_process(module)


@contextmanager
def this_process(module: str) -> Iterator[Process]:
    """The work of a module done by this process, when its result is asked for."""
    given: list[Any] = []
    yield Process(lambda *arguments: given.extend(arguments), lambda: import_module(module).write_figures_and_report(*given))


@contextmanager
def second_process(module: str) -> Iterator[Process]:
    """Start `python -m module`, which calls `serve`; whatever happens, the process is gone at the end.

    It has a session of its own, so that Ctrl-C in a terminal reaches the command alone.

    Raises
    ------
    OSError
        If the process cannot be started, or has died when it is sent its work or should return the result.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env={**os.environ, "MPLBACKEND": "agg"},  # a notebook names its own, which matplotlib may not find here
        start_new_session=True,
    )
    assert process.stdin and process.stdout
    arguments_to, results_from = process.stdin, process.stdout

    def send(*arguments: Any) -> None:
        pickle.dump(arguments, arguments_to, protocol=5)
        arguments_to.flush()

    def result() -> Any:
        try:
            returned = pickle.load(results_from)
        except (EOFError, pickle.UnpicklingError):
            raise OSError(f"{module} died with exit code {process.wait()}") from None
        if isinstance(returned, Exception):
            raise returned
        return returned

    try:
        yield Process(send, result)
    finally:
        process.kill()
        process.wait()
        results_from.close()
        with suppress(OSError):  # unread arguments are lost, as they should be
            arguments_to.close()


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
