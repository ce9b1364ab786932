"""The tables of a sweep: its runs, its points, and a summary of its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from concertacion.analysis import summaries
from concertacion.analysis.formatting import counted
from concertacion.analysis.sweeps import KEYS, label, read_manifest, sweep_frame
from concertacion.experiments.output.formats import CODEBOOK, Tables

OF_RUNS = {
    "point": ("number", "point of the design"),
    "replicate": ("number", "run at the point"),
    "run": ("number", "run whose random numbers it has"),
    "status": ("text", "empty where the run went well, else why it failed"),
}


def tables_of(folder: Path) -> Tables:
    """The tables of a finished sweep.

    Raises
    ------
    InputError
        If a file is not as it was written.
    """
    manifest, runs = read_manifest(folder), sweep_frame(folder)
    outcomes = list(manifest["outcomes"])
    labels = {str(name): label(manifest, str(name)) for name in runs}
    well = runs[runs["status"] == ""]
    varied = [name for name in runs if name not in (*KEYS, *outcomes)]
    means = well.groupby("point")[outcomes].mean()
    counts = well.groupby("point").size().rename("runs")
    points = runs.groupby("point")[varied].first().join([counts, means]).reset_index()
    summary = summaries.summary_of(well[outcomes], labels)
    columns = _codebook(runs, points, summary, labels)
    caption = f"Outcomes over {counted(len(well), 'run')} at {counted(len(points), 'point')}."
    whole = {"runs": [runs], "points": [points], "summary": [summary], "columns": [columns]}
    sheets = {"summary": summary, "points": points, "columns": columns[columns["table"] != "runs"]}
    return Tables(whole, lambda: sheets, summaries.printed(summary, len(well)), caption)


def _codebook(
    runs: pd.DataFrame, points: pd.DataFrame, summary: pd.DataFrame, labels: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    def row(table: str, name: str) -> tuple[str, str, str, str]:
        if name in OF_RUNS:
            return table, name, *OF_RUNS[name]
        if table == "points" and name == "runs":
            return table, name, "count", "runs that went well, over which outcomes are averaged"
        return table, name, labels.get(name, {}).get("units", ""), labels.get(name, {}).get("long_name", "")

    rows = [row(table, str(name)) for table, frame in (("runs", runs), ("points", points)) for name in frame]
    return pd.DataFrame(
        [*rows, *(("summary", name, *summaries.MEANING[name]) for name in map(str, summary))], columns=list(CODEBOOK)
    )
