"""A second process of the command: it makes its imports while the first simulates, then does one piece of work beside it.

A thread would not do: drawing figures and writing results both hold Python's lock.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from concertacion.experiments.manifest import PROJECT


class Second(NamedTuple):
    """The second process, as the first sees it."""

    hand: Callable[..., None]  # gives it the arguments of its work, and returns when it has read them
    answer: Callable[[], Any]  # waits for what the work returns; raises what the work raised


@contextmanager
def second_process(module: str) -> Iterator[Second]:
    """Start `python -m module`, which calls `serve`; whatever happens, the process is gone at the end.

    It has a session of its own, so that Ctrl-C in a terminal reaches the command alone.

    Raises
    ------
    OSError
        If the process cannot be started, or has died when it is handed its work or asked for its answer.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        start_new_session=True,
    )
    assert process.stdin and process.stdout
    work, answers = process.stdin, process.stdout

    def hand(*arguments: Any) -> None:
        pickle.dump(arguments, work, protocol=5)
        work.flush()

    def answer() -> Any:
        try:
            found = pickle.load(answers)
        except (EOFError, pickle.UnpicklingError):
            raise OSError(f"{module} died with exit code {process.wait()}") from None
        if isinstance(found, Exception):
            raise found
        return found

    try:
        yield Second(hand, answer)
    finally:
        process.kill()
        process.wait()
        answers.close()
        with suppress(OSError):  # what was not read is lost, as it should be
            work.close()


def serve(work: Callable[..., Any]) -> None:
    """In the second process: read the arguments, do the work and answer; silently end if there is nobody left to ask."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever a library prints must not end up in the answer
    try:
        arguments = pickle.load(sys.stdin.buffer)
    except EOFError:
        return
    try:
        answer = work(*arguments)
    except Exception as error:
        error.add_note(traceback.format_exc())
        answer = error
    with suppress(BrokenPipeError):
        pickle.dump(answer, answers)
        answers.flush()
