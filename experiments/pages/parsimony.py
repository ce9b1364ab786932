"""Writes docs/parsimony.md and configs/preset/core.yaml: `python -m concertacion.experiments.pages.parsimony`.

It counts, screens and tests (`experiments.parsimony`); runs that its folder holds are not run again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS, PROJECT
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.parsimony_text import page, preset
from concertacion.experiments.parsimony.core import Effort, core
from concertacion.experiments.parsimony.counts import counts_of
from concertacion.experiments.parsimony.screen import screen
from concertacion.experiments.phases import OUTCOMES, compile_model

PAGE = DOCS / "parsimony.md"
PRESET = PROJECT / "configs" / "preset" / "core.yaml"
OUT = Path("runs") / "parsimony"
TRAJECTORIES, REPLICATES = 5, 1  # of the screen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is missing, then write the page and the preset."""
    parser = argparse.ArgumentParser(prog="python -m concertacion.experiments.pages.parsimony", description=f"Write {PAGE.name}.")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder of the runs")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--preset", type=Path, default=PRESET)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--trajectories", type=int, default=TRAJECTORIES, help="of the screen")
    parser.add_argument("--replicates", type=int, default=REPLICATES, help="of the screen")
    for name, usual in Effort()._asdict().items():
        parser.add_argument(f"--{name}", type=int, default=usual, help="of the core")
    given = parser.parse_args(arguments)
    compile_model(OUTCOMES)
    effort = Effort(**{name: getattr(given, name) for name in Effort._fields})
    chosen = core(effort, given.out / "core", given.workers)
    screened = screen(given.trajectories, given.replicates, effort.seed, given.out / "screen", given.workers)
    write_bytes(given.preset, preset(chosen).encode())
    write_bytes(given.page, page(counts_of(PROJECT / "sim"), screened, chosen).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(answered(main))
