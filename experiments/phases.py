"""The phases of long work, said as they begin: compiling with the time left, running, drawing. How long they took is remembered.

The times lie beside the compiled model, in seconds.json. A machine that has none yet gets an estimate, and is told so.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tqdm import tqdm

from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import PROJECT
from concertacion.experiments.output.progress import BETWEEN_LINES

RECORDS, OUTCOMES, FROZEN = "kernel.simulate", "batches.reduce_runs", "freezing.simulate_frozen"  # what is compiled at once
SUMMARIES = "__init__.summarise"  # of records; an ensemble leaves it to its second process
AGENTS = "python-writing.write"  # the phases as agents call them, from Python; the record is written after the last
USUAL = {  # seconds on two cores of a laptop
    RECORDS: 40.0, OUTCOMES: 50.0, FROZEN: 20.0, SUMMARIES: 20.0, AGENTS: 25.0,
    "drawing sensitivity": 8.0, "judging and drawing a claim": 1.0, "drawing proposals": 6.0, "drawing the record": 6.0,
}  # fmt: skip
FIGURES = "drawing figures and the report"
BAR = "{desc}|{bar:24}|{postfix}"


def say(sentence: str, quiet: bool = False) -> None:
    """A line on stderr about what happens next."""
    if not quiet:
        print(f"concertacion: {sentence}", file=sys.stderr, flush=True)


def compile_model(*entries: str, quiet: bool = False, apart: bool = False) -> None:
    """Compile these entries of the model, as far as they are not, and say how long that takes.

    `apart`: in another process, so that this one answers meanwhile, as compiling in a thread would hardly let it.
    """
    from concertacion.sim.compiled import is_compiled

    for position, entry in enumerate(entries):
        if is_compiled(entry):
            continue
        seconds, remembered = expected(entry)
        why = "as the last time" if remembered else "an estimate, for this is the first time here"
        say(f"compiling the model, about {seconds:.0f} s ({why}); once for each version", quiet)
        began = time.monotonic()
        with _countdown(seconds, quiet):
            _apart(entry) if apart else _warm(entry, *entries[position + 1 :])
        took = time.monotonic() - began
        remember(entry, took)
        say(f"compiled in {took:.0f} s", quiet)


def _apart(entry: str) -> None:
    """Wait until another process has compiled an entry; if it could not, this one does."""
    from concertacion.sim.compiled import is_compiled

    with _in_another_process(entry):
        pass
    if not is_compiled(entry):
        _warm(entry)


def _warm(entry: str, *later: str) -> None:
    """Run one year once: what compiles is the same in every world. In this thread, so that Ctrl-C ends it at once.

    Another process that has nothing left to do for this entry goes on with those that are wanted `later`.
    """
    import numpy as np

    from concertacion.sim.agent_runs import AgentRun, run_here
    from concertacion.sim.batches import Bench
    from concertacion.sim.freezing import frozen_runs
    from concertacion.sim.kernel import run_kernel
    from concertacion.sim.outcomes import compile_ahead
    from concertacion.sim.outcomes.requests import STANDARD, compile_measures
    from concertacion.sim.packing import Packed
    from concertacion.sim.runs import blank, compile_run
    from concertacion.sim.world import load_world

    if entry == SUMMARIES:
        compile_ahead()
        return
    if entry == AGENTS:
        for forums, mode in (("free", "free"), ("record", "pinned")):
            run_here(AgentRun(load_world(years=1, forums=forums), None, None, 1, 0, mode, None))
        return
    if entry == OUTCOMES:
        with _in_another_process(RECORDS, *later) as other_has_compiled:
            compile_ahead()
            other_has_compiled()
            world = load_world(years=1)
            Bench(compile_run(world), compile_measures(STANDARD[:1], world)).run(1, np.arange(1))
        return
    world = load_world(years=1)
    compiled_run = compile_run(world)
    if entry == RECORDS:
        run_kernel(compiled_run, Packed(compiled_run.state), 1, 0, blank(compiled_run))
    elif entry == FROZEN:
        measures = compile_measures(STANDARD[:1], world)
        frozen_runs(compiled_run, compiled_run, measures, 1, [0])
    else:
        raise ValueError(entry)


@contextmanager
def _in_another_process(*entries: str) -> Iterator[Callable[[], object]]:
    """Meanwhile another process compiles entries into the same cache; yields what waits for the first of them.

    If it cannot, this process compiles them when they are needed.
    """
    from concertacion.sim.compiled import CACHE_FOLDER, is_compiled

    missing = [entry for entry in dict.fromkeys(entries) if not is_compiled(entry)]
    if CACHE_FOLDER is None or not missing:
        yield lambda: None
        return
    text = f"from {__name__} import _warm\nfor entry in {missing}:\n    _warm(entry)\n    print(entry, flush=True)"
    process = subprocess.Popen(
        [sys.executable, "-c", text], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches this one alone
    )  # fmt: skip
    assert process.stdout
    atexit.register(process.kill)
    try:
        yield process.stdout.readline if missing[0] == entries[0] else lambda: None
        process.wait()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        atexit.unregister(process.kill)


@contextmanager
def _countdown(seconds: float, quiet: bool) -> Iterator[None]:
    """Show the time left: a bar on a terminal, a line now and then elsewhere."""
    ended, terminal = Event(), sys.stderr.isatty()
    thread = Thread(target=_count, args=(ended, seconds, terminal), daemon=True)
    if not quiet:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        if not quiet:
            thread.join()


def _count(ended: Event, seconds: float, terminal: bool) -> None:
    began = time.monotonic()
    bar: tqdm[Any] = tqdm(total=seconds, desc="compiling", bar_format=BAR, leave=False, disable=not terminal, file=sys.stderr)
    while not ended.wait(1.0 if terminal else BETWEEN_LINES):
        passed = time.monotonic() - began
        left = f"about {seconds - passed:.0f} s left" if passed < seconds else f"{passed:.0f} s so far, longer than expected"
        if terminal:
            bar.n = min(passed, seconds)
            bar.set_postfix_str(left)
        else:
            say(f"compiling: {left}")
    bar.close()


def expected(work: str, units: int = 1) -> tuple[float, bool]:
    """Seconds that a work takes, and whether they are remembered; else they are estimated."""
    times = _remembered()
    return units * times.get(work, USUAL[work]), work in times


@contextmanager
def timed(work: str) -> Iterator[None]:
    """Remember how long the work inside takes, if it goes well."""
    began = time.monotonic()
    yield
    remember(work, time.monotonic() - began)


def remember(work: str, seconds: float) -> None:
    """Keep the seconds of a work, or of one of its units, for the next command on this machine."""
    path = _path()
    if path is not None:
        with suppress(OSError):  # no more than an estimate is lost
            write_bytes(path, json.dumps(_remembered() | {work: round(seconds, 3)}, indent=2).encode())


def _path() -> Path | None:
    from concertacion.sim.compiled import CACHE_FOLDER

    return None if CACHE_FOLDER is None else CACHE_FOLDER.parent / "seconds.json"


def _remembered() -> dict[str, float]:
    """The seconds of works by name; a damaged file holds none."""
    try:
        times = json.loads(path.read_text(encoding="utf-8")) if (path := _path()) else {}
        return {work: float(times[work]) for work in USUAL if 0 < float(times.get(work, 0)) < 1e5}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
