"""The process that does runs of the agents' engine, one after another, and sends back what comes of them (`sim.agent_runs`)."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from concertacion.sim.agent_runs import AgentRun, Outcome
from concertacion.sim.model import CooperationModel, Country
from concertacion.sim.own_classes import OwnClassError, described
from concertacion.sim.runs import OWN_CLASS


def main() -> None:
    """Do runs until the process that asks for them closes its end or is gone."""
    requests, replies = _pipes()
    waiting: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    compiled = False
    while True:
        work, name, content = pickle.loads(waiting.get())
        if not compiled:
            CooperationModel(*work).step()
            compiled = True
        for reply in (True, None):  # ready: the time of the run begins
            pickle.dump(reply if reply else tuple(outcome_of(work, name, content)), replies)
            replies.flush()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Requests and replies, on copies of stdin and stdout: a class of the user's reads nothing there and prints to stderr."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return requests, replies


def _listen(requests: BinaryIO, waiting: SimpleQueue[bytes]) -> None:
    """In a thread, so that a class that hangs does not outlive the command."""
    while True:
        try:
            waiting.put(pickle.load(requests))
        except (EOFError, pickle.UnpicklingError):
            os._exit(0)


def outcome_of(work: AgentRun, name: str, content: bytes | None) -> Outcome:
    """Do a run; whatever a country class raises, be it to end the program, becomes a sentence."""
    model: CooperationModel | None = None
    country_class = Country
    try:
        country_class = pickle.loads(content) if content else Country
        model = CooperationModel(*work, country_class=country_class)
        return Outcome(0, model.run())._replace(status=model.status)
    except OwnClassError as error:
        return Outcome(OWN_CLASS, None, str(error))
    except BaseException as error:
        where = f", for {model.where()}" if model else ""
        return Outcome(OWN_CLASS, None, f"country_class={name} raised {described(error)}{where}{_line_of(error, country_class)}")


def _line_of(error: BaseException, country_class: type) -> str:
    """The last line of the class's own file or files on the way to the error."""
    functions: list[Any] = [value for owner in country_class.__mro__ if owner is not Country for value in vars(owner).values()]
    files = {function.__code__.co_filename for function in functions if hasattr(function, "__code__")}
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    return f" ({Path(lines[-1].filename).name}, line {lines[-1].lineno})" if lines else ""
