"""Ctrl-C and SIGTERM as a flag that is looked at where stopping is safe; processes that are spared Ctrl-C and the script."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer, current_thread, main_thread
from types import ModuleType
from typing import Any

AGAIN = 0.1  # seconds until a dropped interrupt is raised once more


@contextmanager
def interruptions() -> Iterator[Event]:
    """Set at the first SIGINT or SIGTERM; a second one acts as it did before. Outside the main thread never set.

    A signal that is ignored stays so: a shell starts what runs in its background in that way, and nohup what outlives it.
    """
    requested = Event()
    if current_thread() is not main_thread():
        yield requested
        return

    def note(number: int, frame: Any) -> None:
        requested.set()
        signal.signal(number, before[signal.Signals(number)])

    heeded = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, note) for number in heeded}
    try:
        yield requested
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def terminated_as_interrupted() -> Iterator[None]:
    """SIGTERM ends what runs inside as Ctrl-C does, with its clean-up. Not outside the main thread, nor on Windows."""
    here = current_thread() is main_thread() and hasattr(signal, "pthread_kill")
    if not here or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    usual = sys.unraisablehook

    def again(ignored: Any) -> None:
        """Python drops what is raised in a callback from C, as when compiled code is loaded: an interrupt is raised once more."""
        if ignored.exc_type is KeyboardInterrupt:
            Timer(AGAIN, signal.pthread_kill, [main_thread().ident, signal.SIGTERM]).start()
        else:
            usual(ignored)

    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = usual
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Processes and threads started inside never get SIGINT: a terminal sends it to every process of a command."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # --help has no use for it

    resource_tracker.ensure_running()  # otherwise it starts with the first process and lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def without_script() -> Iterator[None]:
    """Processes started inside do not run the user's script once more: they need nothing of it, and it would start them again."""
    script, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
