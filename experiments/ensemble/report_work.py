"""Figures and report of an ensemble: the work of the second process (see `experiments.output.reporter`)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.compare.arms import condensed
from concertacion.analysis.compare.words import sentences
from concertacion.analysis.figures import save_figures
from concertacion.analysis.marks import with_marks
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.reports.compare import compared_of, save_compared, section
from concertacion.analysis.reports.ensemble import outcome_rows, write_report
from concertacion.experiments.ensemble.runs import CONTROL, with_outcomes
from concertacion.experiments.ensemble.tables import tables_of
from concertacion.experiments.output.formats import add_tables
from concertacion.experiments.output.reporter import serve
from concertacion.sim.outcomes import compile_ahead
from concertacion.sim.world import World


def import_early() -> None:
    """Make the imports that libraries put off, and compile: during the runs this costs no time."""
    Dataset({"run": [0]})
    Figure().savefig(BytesIO(), format="png")
    compile_ahead()


def write_figures_and_report(
    world: World,
    dataset: Dataset,
    provenance: Mapping[str, Any],
    folder: Path,
    scenario: Mapping[str, Any],
    baseline: Dataset | None,
    tables: str,
    kind: str,
) -> tuple[list[tuple[str, ...]], str, str]:
    """Draw the figures of a Dataset and write its report into a folder, and its tables, if any are wanted.

    `baseline` are the same runs without the scenario (`analysis.compare.arms.condensed`), if there are such. Figures are PNG, and
    of another `kind` beside; "none": neither figures nor a report.

    Returns
    -------
    rows of the table of main outcomes, differences.csv and how many outcomes differ in words ("" without a baseline)

    Raises
    ------
    InputError
        If no run went well.
    """
    results, figures = with_marks(with_outcomes(dataset, world, tuple(MAIN)), scenario), folder / "figures"
    well = runs_that_went_well(results)
    name = str(scenario["name"]) if scenario["name"] != CONTROL else "changed"
    compared = None if baseline is None else compared_of({CONTROL: baseline, name: condensed(results, scenario)})
    add_tables(folder, tables, lambda: tables_of(world, dataset, None if compared is None else compared.table))
    if kind != "none":
        formats = tuple(dict.fromkeys(("png", kind)))
        save_figures(results, figures, formats)
        if compared is not None:
            save_compared(compared, figures, formats)
        told = None if compared is None else section(compared, figures)
        write_report(results, provenance, figures, folder / "report.html", told)
    rows = [tuple(row) for row in outcome_rows(well)]
    return (
        (rows, "", "") if compared is None else (rows, compared.csv, sentences(compared.lines, name, CONTROL, compared.runs)[0])
    )


if __name__ == "__main__":
    import_early()
    serve(write_figures_and_report)
