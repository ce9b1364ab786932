"""The settings that every experiment has, and those that experiments in chunks add.

The other modules of this folder declare those of one experiment each.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.declaration import Group, Setting
from concertacion.sim.declare import InputError
from concertacion.sim.modes import ENGINES, FORUMS, MODES

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
TIME_LIMIT = 60  # as sim.agent_runs has it, which would take long to import here
FORMATS = ("none", "csv", "parquet", "excel")
MOST_RUNS = 2**31  # beyond any use, and well within what numbers of runs and rows can count


@dataclass(frozen=True, kw_only=True)
class SharedSettings:
    """What every experiment has, checked. `world`, `scenario` and `parameters` are still data: `experiments.inputs` makes the objects."""

    simulates = True  # where there are no runs, the settings of runs are refused
    drawn_by = ""  # the module, if any, that draws and reports in a second process

    experiment: A[str, Group("what to run", "default")]
    world: A[dict[str, Any], Group("the region; world.countries=[ARG,BRA] takes some countries only, world.folder=DIR your own tables", "latin_america_20")]
    scenario: A[dict[str, Any], Group("what happens from outside, and which rules change", "baseline")]
    parameters: A[dict[str, Any], Group("parameters.NAME=VALUE sets any parameter of the model; --cfg job lists them", "default")]
    parameters_from: A[Path | None, Setting("FILE.yaml or FILE.csv with values of parameters, or core (docs/parsimony.md); parameters.NAME=VALUE overrides them", null="none")] = None
    start: A[int, Setting("first year, from January", 1000, 3000)] = 2000
    years: A[int, Setting("length of a run", 1, 200)] = 25
    mode: A[str, Setting("politics is simulated, follows the data, or follows the data until a year", choices=MODES)] = "free"
    until: A[int | None, Setting("last year that follows the data, with mode=replay", 1000, 3000, null="none")] = None
    forums: A[str, Setting("forums arise and die as the model has it, or are founded, joined and left as on record, where politics follows the data", choices=FORUMS)] = "free"
    settle: A[int | None, Setting("quarters simulated before the first, to let the start settle; 0: the start is as the tables say", 0, 400, null="80")] = None
    replicates: A[int, Setting("number of runs; in a sweep, at each point", 1, 1_000_000)] = 200
    seed: A[int, Setting("random seed; the same seed gives the same bytes", 0, 2**63 - 1)] = 1
    engine: A[str, Setting("compiled, or agents (slow, open to your own classes)", choices=ENGINES)] = "kernel"
    country_class: A[str | None, Setting("package.Class, your own subclass of sim.model.Country, with engine=mesa", null="the model's own")] = None
    time_limit: A[int, Setting("most seconds for a run of your own class, and for importing it", 1, 1_000_000, changes_numbers=False)] = TIME_LIMIT
    workers: A[int, Setting("threads or processes that share the work", 1, 1024, null="one per core", changes_numbers=False)] = CORES
    tables: A[str, Setting("tables beside the result, in its folder tables/: as CSV or Parquet, or their summaries as an Excel workbook; with a summary for LaTeX", choices=FORMATS, changes_numbers=False, adds_files=True)] = "none"
    out: A[Path | None, Setting("folder of the result", null="runs/<experiment>-<world>-<scenario>-<hash of the config>", changes_numbers=False)] = None

    @property
    def varies_worlds(self) -> bool:
        """Whether its points may have other worlds, scenarios and years, so that its plan tries them."""
        return False

    @property
    def names(self) -> tuple[str, str, str]:
        """Names of experiment, world and scenario, from which the default folder of a result takes its name."""
        return self.experiment, str(self.world["name"]), str(self.scenario["name"])

    def completed(self) -> Self:
        """These settings, checked against one another, with the values that depend on others filled in.

        Raises
        ------
        InputError
            If two settings contradict each other.
        """
        if self.country_class and self.engine != "mesa":
            raise InputError(f"country_class={self.country_class}: the compiled engine cannot run your own class; add engine=mesa")
        if self.time_limit != TIME_LIMIT and self.engine != "mesa":
            raise InputError(f"time_limit={self.time_limit}: has an effect only with engine=mesa; leave it out otherwise")
        return self


@dataclass(frozen=True, kw_only=True)
class ChunkedSettings(SharedSettings):
    """Experiments of so many runs that they are done in chunks and can be resumed."""

    executor: A[dict[str, Any], Group("where runs are done; executor.address=tcp://HOST:PORT names a dask scheduler", "threads", changes_numbers=False)]
    limit: A[int, Setting("largest number of runs that a command may start", 1, MOST_RUNS, changes_numbers=False)] = 1_000_000
    quiet: A[bool, Setting("show neither progress nor tables", changes_numbers=False)] = False


@dataclass(frozen=True, kw_only=True)
class KernelSettings(ChunkedSettings):
    """Experiments in chunks that only the compiled engine runs."""

    def completed(self) -> Self:
        """See `SharedSettings`; also refuses the other engine."""
        if self.engine != "kernel":
            raise InputError(f"engine={self.engine}: this experiment runs with the kernel only; leave engine out")
        return super().completed()
