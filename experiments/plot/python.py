"""Figures in a notebook or a script: the settings of the command as keywords, on what is in memory, on Axes of the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from xarray import Dataset

from concertacion.analysis.compare.folder import Comparison
from concertacion.analysis.marks import with_marks
from concertacion.analysis.plot.memory import table_of_dataset, table_of_frame
from concertacion.analysis.plot.request import Request, request_of
from concertacion.analysis.plot.sources import Runs, Table
from concertacion.experiments.plot.opened import opened
from concertacion.experiments.plot.runs import runs_in
from concertacion.sim.declare import InputError
from concertacion.sim.scenario import Scenario
from concertacion.sim.world import World

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EXPECTED = "results of simulate or ensemble, a comparison, a mapping of arms to results, a sweep, a table, or a folder"


def plot(
    what: Any,
    y: str,
    x: str | None = None,
    *,
    y2: str | None = None,
    by: str | None = None,
    select: Mapping[str, Any] | None = None,
    kind: str | None = None,
    years: Sequence[int] | None = None,
    record: bool | None = None,
    against: str | None = None,
    world: World | None = None,
    scenario: Scenario | Mapping[str, Any] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw `y` of what is in memory or in the folder of a result, with intervals; returns the Axes, of two panels the upper one.

    `what`: results of `simulate` or `ensemble` (with their record, or `keep="summary"`), a comparison, a mapping of arms to
    results, a sweep of `open_sweep`, any DataFrame with a row a run, or a folder. The settings are those of `concertacion
    experiment=plot` (docs/plot.md). Outcomes, and what is on record, need the `world` of the runs; when the scenario acts, the
    `scenario`.

    Without `ax` a figure of one column (89 mm) is made, with title, legend and caption. With it the panel is drawn on `ax` under
    your own style. Either way the caption, with interval and number of runs, is the label of the Axes: `ax.get_label()`.

    Raises
    ------
    InputError
        If a name or a setting is wrong, in one sentence.
    """
    from concertacion.analysis.plot.picture import drawn_on, panels_of, picture

    request = request_of(y, x, y2, by, select, kind, years, record, against)
    panels = panels_of(source_of(what, request, world, scenario), request)
    if ax is not None:
        if len(panels) > 1:
            raise InputError(f"y2={y2}: two panels need two Axes; call plot() for each of them")
        return drawn_on(ax, panels[0])
    import matplotlib.pyplot as plt

    return picture(panels, plt.figure()).axes[0]


def source_of(
    what: Any, request: Request, world: World | None = None, scenario: Scenario | Mapping[str, Any] | None = None
) -> Runs | Table:
    """What figures are drawn from.

    Raises
    ------
    InputError
        If it is nothing that can be drawn.
    """
    if isinstance(what, str | Path):
        return opened(Path(what), request)
    if isinstance(what, pd.DataFrame):
        return table_of_frame(what)
    if isinstance(what, Dataset) and "quarter" not in what.dims:
        return table_of_dataset(what)
    arms = {"": what} if isinstance(what, Dataset) else what.arms if isinstance(what, Comparison) else what
    through_time = isinstance(arms, Mapping) and all(isinstance(one, Dataset) and "quarter" in one.dims for one in arms.values())
    if not through_time or not arms:
        raise InputError(f"plot: cannot draw {type(what).__name__}; expected {EXPECTED}")
    acts = scenario._asdict() if isinstance(scenario, Scenario) else scenario
    return runs_in({str(name): _marked(one, acts) for name, one in arms.items()}, world)


def _marked(results: Dataset, acts: Mapping[str, Any] | None) -> Dataset:
    """Results with a dimension `run`, which those of `simulate` lack, and marks of the scenario, which a comparison has."""
    results = results if "run" in results.dims else results.expand_dims(run=[0])
    return results if acts is None else with_marks(results, acts)
