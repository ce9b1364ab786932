"""Figures and report of an ensemble: the work of the second process (see `experiments.beside`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xarray import Dataset

from analysis import runs_that_went_well
from analysis.figures import save_figures
from analysis.outcomes import with_outcomes
from analysis.report import outcome_rows, write_report
from experiments.beside import serve


def tell(dataset: Dataset, facts: Mapping[str, Any], folder: Path) -> list[tuple[str, ...]]:
    """Draw the figures of a Dataset and write its report into a folder; returns the rows of the table of main outcomes.

    Raises
    ------
    InputError
        If no run went well.
    """
    told = with_outcomes(dataset)
    save_figures(told, folder / "figures")
    write_report(told, facts, folder / "figures", folder / "report.html")
    return [tuple(row) for row in outcome_rows(runs_that_went_well(told))]


if __name__ == "__main__":
    serve(tell)
