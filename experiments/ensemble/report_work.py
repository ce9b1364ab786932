"""Figures and report of an ensemble: the work of the second process (see `experiments.ensemble.report_process`)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.compare.arms import condensed
from concertacion.analysis.figures import save_figures
from concertacion.analysis.marks import with_marks
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.reports.compare import compared_of, save_compared, section
from concertacion.analysis.reports.ensemble import outcome_rows, write_report
from concertacion.experiments.ensemble.report_process import serve
from concertacion.experiments.ensemble.runs import CONTROL, with_outcomes
from concertacion.experiments.ensemble.tables import tables_of
from concertacion.experiments.output.formats import add_tables
from concertacion.sim.outcomes import compile_ahead
from concertacion.sim.world import World


def import_early() -> None:
    """Make the imports that libraries put off, and compile: during the runs this costs no time."""
    Dataset({"run": [0]})
    for kind in ("png", "pdf"):
        Figure().savefig(BytesIO(), format=kind)
    compile_ahead()


def write_figures_and_report(
    world: World,
    dataset: Dataset,
    provenance: Mapping[str, Any],
    folder: Path,
    scenario: Mapping[str, Any],
    baseline: Dataset | None,
    tables: str = "none",
) -> tuple[list[tuple[str, ...]], str, str]:
    """Draw the figures of a Dataset and write its report into a folder, and its tables, if any are wanted.

    `baseline` are the same runs without the scenario (`analysis.compare.arms.condensed`), if there are such.

    Returns
    -------
    rows of the table of main outcomes, differences.csv and how many outcomes differ in words ("" without a baseline)

    Raises
    ------
    InputError
        If no run went well.
    """
    results, figures = with_marks(with_outcomes(dataset, world, tuple(MAIN)), scenario), folder / "figures"
    save_figures(results, figures)
    name = str(scenario["name"]) if scenario["name"] != CONTROL else "changed"
    compared = None if baseline is None else compared_of({CONTROL: baseline, name: condensed(results, scenario)})
    if compared is not None:
        save_compared(compared, figures)
    told = None if compared is None else section(compared, figures)
    differences = None if compared is None else compared.table
    add_tables(folder, tables, lambda: tables_of(world, dataset, differences))
    write_report(results, provenance, figures, folder / "report.html", told)
    rows = [tuple(row) for row in outcome_rows(runs_that_went_well(results))]
    return (rows, "", "") if compared is None or told is None else (rows, compared.csv, told["arms"][0][1][0])


if __name__ == "__main__":
    import_early()
    serve(write_figures_and_report)
