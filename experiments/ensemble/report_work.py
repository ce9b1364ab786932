"""Figures and report of an ensemble: the work of the second process (see `experiments.ensemble.report_process`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.figures import save_figures
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.reports.ensemble import outcome_rows, write_report
from concertacion.experiments.ensemble.report_process import serve
from concertacion.experiments.ensemble.tables import tables_of
from concertacion.experiments.output.formats import add_tables
from concertacion.sim.outcomes import compile_ahead
from concertacion.sim.results import reduced
from concertacion.sim.world import World


def import_early() -> None:
    """Make the imports that libraries put off, and compile: during the runs this costs no time."""
    Dataset({"run": [0]})
    for kind in ("png", "pdf"):
        Figure().savefig(BytesIO(), format=kind)
    compile_ahead()


def write_figures_and_report(
    world: World, dataset: Dataset, provenance: Mapping[str, Any], folder: Path, tables: str = "none"
) -> list[tuple[str, ...]]:
    """Draw the figures of a Dataset and write its report into a folder, and its tables if there are to be any.

    Returns the rows of the table of main outcomes.

    Raises
    ------
    InputError
        If no run went well.
    """
    results = dataset.assign(outcomes=reduced(dataset, world, tuple(MAIN)))
    save_figures(results, folder / "figures")
    add_tables(folder, tables, partial(tables_of, world, dataset))
    write_report(results, provenance, folder / "figures", folder / "report.html")
    return [tuple(row) for row in outcome_rows(runs_that_went_well(results))]


if __name__ == "__main__":
    import_early()
    serve(write_figures_and_report)
