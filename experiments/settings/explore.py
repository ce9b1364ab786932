"""The settings of the page with levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A

from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import CORES, SharedSettings
from concertacion.sim.modes import ENGINES


@dataclass(frozen=True, kw_only=True)
class ExploreSettings(SharedSettings):
    """A page on this machine. The address of the page holds everything else that can be chosen."""

    simulates = False
    port: A[int, Setting("where the page is served: http://127.0.0.1:PORT; 0: any port that is free", 0, 65535, changes_numbers=False)] = 8899
    engine: A[str, Setting("kernel: begin with two settings compared; mesa: begin with one run, step by step", choices=ENGINES)] = "kernel"
    start: A[int, Setting("first year, where the address names none", 1000, 3000)] = 2015
    years: A[int, Setting("length of every run", 1, 200)] = 10
    replicates: A[int, Setting("runs of each of the two settings; the first twenty are shown as soon as they are done", 1, 10_000)] = 200
    seed: A[int, Setting("random seed of both settings", 0, 2**63 - 1)] = 1
    workers: A[int, Setting("threads that simulate, for all who have the page open", 1, 1024, null="one per core", changes_numbers=False)] = CORES
