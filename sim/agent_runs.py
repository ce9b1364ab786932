"""Runs of the agents' engine in processes of their own: whatever a country class of the user's does, it ends at most one of them.

The processes are started as `python -c` and not by `multiprocessing`, which would run the user's script once more in each of
them; classes travel by value where they cannot be imported. So they may be written in a script, on stdin or in a notebook.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING, NamedTuple

import cloudpickle

from concertacion.sim.declare import InputError
from concertacion.sim.own_classes import described, name_of
from concertacion.sim.runs import LATE, PROCESS_ENDED

if TYPE_CHECKING:
    from concertacion.sim.parameters import Parameters
    from concertacion.sim.record import Record
    from concertacion.sim.scenario import Scenario
    from concertacion.sim.world import World

TIME_LIMIT = 60.0  # seconds that a run may take
BEGIN = "import sys; sys.path[:] = {path!r}; from concertacion.sim.agent_process import main; main()"


class AgentRun(NamedTuple):
    """What a run needs: the arguments of `CooperationModel`."""

    world: World
    parameters: Parameters | None
    scenario: Scenario | None
    seed: int
    run: int
    mode: str
    until: int | None


class Outcome(NamedTuple):
    """What came of a run. Where a country class failed there is no record but a sentence on why."""

    status: int  # one of `runs.FAILURES`
    record: Record | None
    fault: str = ""


def run_here(work: AgentRun) -> Outcome:
    """A run of the model's own agents in this process."""
    from concertacion.sim.model import CooperationModel

    model = CooperationModel(*work)
    record = model.run()
    return Outcome(model.status, record)


class AgentProcesses:
    """Processes that do runs, started when they are needed and kept for the next run. Threads may share them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._all: set[_Child] = set()
        self._idle: list[_Child] = []
        self._closed = False

    def __enter__(self) -> AgentProcesses:
        return self

    def __exit__(self, *error: object) -> None:
        """End all of them, whatever they are doing."""
        with self._lock:
            self._closed = True
            for child in self._all:
                child.kill()

    def run(self, work: AgentRun, country_class: type | None = None, time_limit: float = TIME_LIMIT) -> Outcome:
        """Do a run, which may take `time_limit` seconds, and wait for what comes of it.

        Raises
        ------
        InputError
            If the class cannot be sent to another process.
        """
        name = name_of(country_class) if country_class else ""
        content = pickle.dumps((work, name, _by_value(country_class, name)), protocol=5)
        with self._lock:
            if self._closed:
                raise RuntimeError("these processes have ended")
            child = self._idle.pop() if self._idle else _Child()
            self._all.add(child)
        outcome = child.run(content, name, time_limit)
        with self._lock:
            (self._idle.append if child.alive else self._all.remove)(child)
        return outcome


_shared = AgentProcesses()


def shared_processes() -> AgentProcesses:
    """Those of this process."""
    return _shared


def end_shared_processes() -> None:
    """End them, whatever they are doing; those asked for later are new ones."""
    global _shared
    ended, _shared = _shared, AgentProcesses()
    with ended:
        pass


def _by_value(country_class: type | None, name: str) -> bytes | None:
    try:
        return cloudpickle.dumps(country_class) if country_class else None
    except Exception as error:  # whatever a user's objects raise
        raise InputError(
            f"country_class={name}: cannot be sent to another process ({described(error)}); write it in a file, and import it"
        ) from error


class _Child:
    """One process, in a session of its own: Ctrl-C in a terminal does not reach it, and what it starts ends with it."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", BEGIN.format(path=sys.path)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)
        self._late = False

    @property
    def alive(self) -> bool:
        """Whether it can do another run."""
        return self._process.poll() is None and not self._late

    def run(self, content: bytes, name: str, time_limit: float) -> Outcome:
        """Do a run. The time counts from when the process has started and compiled."""
        requests, replies = self._process.stdin, self._process.stdout
        assert requests and replies
        timer = Timer(time_limit, self._end_late)
        timer.daemon = True
        ready = False
        try:
            pickle.dump(content, requests)
            requests.flush()
            ready = pickle.load(replies)
            timer.start()
            return Outcome(*pickle.load(replies))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.kill()
            with suppress(OSError):  # what it has not read is lost
                requests.close()
            replies.close()
        finally:
            timer.cancel()
        if self._late:
            too_long = f"no end after time_limit={time_limit:g} seconds; raise it if the class is only slow"
            return Outcome(LATE, None, f"country_class={name}: {too_long}")
        how = _ended_by(self._process.returncode)
        own = f"country_class={name} ended its process" if ready else "the process of the agents could not start"
        return Outcome(PROCESS_ENDED, None, f"{own} ({how})")

    def _end_late(self) -> None:
        self._late = True
        self.kill()

    def kill(self) -> None:
        """End it, and what it has started."""
        with suppress(OSError):  # it has ended already
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()


def _ended_by(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    number = -code
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    return f"{name}, as when memory runs out" if name == "SIGKILL" else name
