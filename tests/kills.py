"""`make kills`: twenty random kill -9, SIGTERM and Ctrl-C over every kind of work, each compared with work never disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.experiments.stored.small import files

ROUNDS = 20
BASE = ["years=3", "world.countries=[ARG,BRA,CHL,COL]", "workers=2"]
SWEPT = ["replicates=60", "over=[insulation]", "points=30", "outcomes=[attendance]", "trajectories=[approval]"]
SWEEP = ["experiment=sweep", *BASE, *SWEPT]
WORK = {
    "default": [*BASE, "replicates=300"],
    "sweep on threads": [*SWEEP, "executor=threads"],
    "sweep on processes": [*SWEEP, "executor=processes"],
    "sweep on dask": [*SWEEP, "executor=dask"],
    "claims": ["experiment=claims", "workers=2", "replicates=2", "claim=[MSF-01]", "points=32", "pairs=2"],
}  # fmt: skip
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def started(arguments: list[str], folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "concertacion.experiments.run", *arguments, f"out={folder}"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)


def finished(arguments: list[str], folder: Path) -> float:
    """Run to the end; returns the seconds it took."""
    began, process = time.monotonic(), started(arguments, folder)
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"{folder.name}: exit {process.returncode}: {said}")
    return time.monotonic() - began


def disturbed(arguments: list[str], folder: Path, seconds: float, how: signal.Signals) -> str | None:
    """Start, send the signal after so many seconds, say how it ended, None if it was done by then.

    A signal of the terminal goes to all processes of the command.
    """
    process = started(arguments, folder)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, how) if how == signal.SIGINT else process.send_signal(how)
        _, said = process.communicate(timeout=120)
    lines = said.strip().splitlines()
    told = how == signal.SIGKILL or "Traceback" not in said  # what dask says of a command that is gone is its own
    if not told or (process.returncode not in (0, -how, 130)):
        raise SystemExit(f"{folder.name}: exit {process.returncode}: {said}")
    if how != signal.SIGKILL and not folder.exists() and list(folder.parent.glob(f".{folder.name}.*")):
        raise SystemExit(f"{folder.name}: left {list(folder.parent.iterdir())}")
    if process.returncode == 0:
        return None
    return f"exit {process.returncode}" + (f": {lines[-1][:90]}" if lines else "")


def main() -> int:
    """All rounds; returns 0 if every result is in the end the undisturbed one, to the byte."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as where a shell starts this in its background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    rng, wrong = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 14), 0
    with tempfile.TemporaryDirectory() as temporary:
        finished(WORK["default"], Path(temporary) / "warm")  # compiles, so that times are those of the work
        whole = {}
        for name, arguments in WORK.items():
            folder = Path(temporary) / "whole" / name.replace(" ", "_")
            seconds = finished(arguments, folder)
            whole[name] = files(folder), seconds
        for number in range(ROUNDS):
            name = list(WORK)[number % len(WORK)]
            content, seconds = whole[name]
            folder, how = Path(temporary) / "killed" / name.replace(" ", "_"), SIGNALS[number // len(WORK) % len(SIGNALS)]
            at = rng.uniform(0.3, 1.0) * seconds
            while (ended := disturbed(WORK[name], folder, at, how)) is None:  # it was done before: earlier, from the start
                shutil.rmtree(folder)
                at *= 0.7
            finished(WORK[name], folder)
            same = files(folder) == content and not list(folder.parent.glob(".*"))
            wrong += not same
            verdict = "same" if same else "DIFFERS"
            print(f"{number + 1:2}  {how.name:8} {name:20} at {at:4.1f} of {seconds:4.1f} s  {verdict}  {ended}", flush=True)
            shutil.rmtree(folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
