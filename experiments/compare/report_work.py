"""Differences, figures and report of a comparison: the work of the second process (see `experiments.output.reporter`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from xarray import Dataset

from concertacion.analysis.compare.words import Line
from concertacion.analysis.reports.compare import Compared, compared_of, save_compared, write_compare_report
from concertacion.experiments.compare.tables import tables_of
from concertacion.experiments.ensemble.report_work import import_early
from concertacion.experiments.output.formats import add_tables
from concertacion.experiments.output.reporter import serve


def write_figures_and_report(
    arms: Mapping[str, Dataset], manifest: Mapping[str, Any], folder: Path, tables: str = "none"
) -> tuple[str, list[Line]]:
    """Draw the figures of condensed arms and write their report into a folder, and their tables, if any are wanted.

    Returns differences.csv and its rows as texts.

    Raises
    ------
    InputError
        If no run went well in every arm.
    """
    compared: Compared = compared_of(arms)
    save_compared(compared, folder / "figures")
    add_tables(folder, tables, partial(tables_of, compared))
    write_compare_report(compared, manifest, folder / "figures", folder / "report.html")
    return compared.csv, compared.lines


if __name__ == "__main__":
    import_early()
    serve(write_figures_and_report)
