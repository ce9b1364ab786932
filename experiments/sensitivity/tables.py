"""The numbers of an analysis as files, and in the terminal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from concertacion.analysis.formatting import words_of
from concertacion.analysis.sensitivity.convergence import in_noise
from concertacion.analysis.sensitivity.indices import METHODS
from concertacion.analysis.sensitivity.results import SensitivityResults
from concertacion.experiments.output.formats import Tables, of_frames
from concertacion.experiments.output.stored import write_stored
from concertacion.experiments.output.tables import terminal_table

ORDINALS = "strongest", "second", "third", "fourth"  # parameters in the terminal
DIGITS = 6  # of numbers in CSV files


def write_tables(folder: Path, results: SensitivityResults, screen: SensitivityResults | None) -> None:
    """indices.csv and indices.parquet, checks.csv."""
    frames = frames_of(results, screen)
    write_stored(folder, "indices.parquet", frames["indices"].to_parquet(None, index=False))
    for name, table in frames.items():
        write_stored(folder, f"{name}.csv", table.to_csv(index=False, float_format=f"%.{DIGITS}g").encode())


def frames_of(results: SensitivityResults, screen: SensitivityResults | None) -> dict[str, pd.DataFrame]:
    """Indices and checks, with those of a screen; the column `method` says which."""
    both = [one for one in (results, screen) if one is not None]
    indices = pd.concat([one.indices.assign(method=one.method) for one in both], ignore_index=True)
    return {"indices": indices, "checks": pd.concat([one.checks.assign(method=one.method) for one in both], ignore_index=True)}


def tables_of(results: SensitivityResults, screen: SensitivityResults | None) -> Tables:
    """The same as tables to read."""
    header, rows, foot = ranking(results)
    return of_frames(frames_of(results, screen), pd.DataFrame(rows, columns=list(header)), foot)


def summary(results: SensitivityResults) -> str:
    """Each outcome with its strongest parameters, the share of noise, and whether the sample was enough."""
    header, rows, foot = ranking(results)
    return f"{terminal_table(header, rows)}\n\n{foot}"


def ranking(results: SensitivityResults) -> tuple[tuple[str, ...], list[tuple[str, ...]], str]:
    """Header, rows and foot of the summary."""
    rows = []
    for check in results.checks.to_dict("records"):
        top = results.top(check["outcome"], len(ORDINALS))
        cells = [f"{name} {value:.2g}" for name, value in zip(top["parameter"], top["value"], strict=True) if value > 0]
        cells = ["(noise)"] if in_noise(results.method, check["noise_in_means"]) else cells or ["(does not vary)"]
        cells += [""] * (len(ORDINALS) - len(cells))
        noise = f"{100 * check['noise']:.0f}%" if np.isfinite(check["noise"]) else "?"
        rows.append((words_of(check["outcome"]), *cells, noise, "yes" if check["enough"] else "no"))
    measure = {"sobol": "total share of variance", "morris": "mean absolute effect", "pawn": "PAWN index"}[results.method]
    foot = f"{METHODS[results.method].title}: {measure}. Noise: share of the variance of single runs that no parameter explains."
    return ("Outcome", *ORDINALS, "noise", "enough?"), rows, foot


def notes_of(results: SensitivityResults) -> list[str]:
    """Which outcomes are left out, at all or at some of the points: a sentence each, if any."""
    columns = (results.checks[name] for name in ("outcome", "points", "left_out"))
    gaps = [
        f"{words_of(outcome)}: {left_out} of {points + left_out} points left out, without a value there."
        for outcome, points, left_out in zip(*columns, strict=True)
        if left_out
    ]
    return [*gaps, *results.undefined]
