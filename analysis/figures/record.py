"""The figures of a comparison with the record: runs under prior and weights, fact by fact; parameters that moved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import BLUE, COLUMN, FULL, INK, MM, MUTED, PALE, VERMILION, axes_at, note, sheet, style
from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import counted, listed, shortened, words_of
from concertacion.analysis.record.facts import CHECK, CONSTRUCTION, GROUPS
from concertacion.analysis.record.results import Results
from concertacion.analysis.record.sample import to_unit

ROW, LEFT, WIDE, GAP, TOP = 3.4, 78.0, 98.0, 4.2, 9.0  # mm
LONGEST = 66  # characters of a title
ACROSS, HIGH, IN_ROW = 44.0, 17.0, 4
NAMED = 16  # parameters that moved, in words beside the figure; the figure has a panel for each
BINS = 16
MARKS = {CONSTRUCTION: " (set a default)", CHECK: " (check)"}


def facts(results: Results) -> Figure:
    """The record in the middle of each row, and intervals of runs around it, in standard deviations of error and discrepancy."""
    table = results.facts.assign(sd=np.hypot(results.facts["error"], results.facts["discrepancy"]))
    groups = [group for group in GROUPS if (table["group"] == group).any()]
    height = ROW * len(table) + GAP * len(groups)
    with style():
        figure = sheet(FULL, TOP + height + 9)
        axes = axes_at(figure, LEFT, TOP, WIDE, height)
        y, ticks, names = 0.0, [], []
        for group in groups:
            for row in table[table["group"] == group].to_dict("records"):
                scale = max(row["sd"], 1e-9)
                ends = [(row[name] - row["record"]) / scale for name in ("prior_low", "prior_high", "low", "high")]
                axes.plot(np.clip(ends[:2], -9, 9), [y, y], color=PALE, linewidth=5, solid_capstyle="butt", zorder=1)
                axes.plot(np.clip(ends[2:], -9, 9), [y, y], color=BLUE, linewidth=1.8, solid_capstyle="butt", zorder=2)
                colour, middle = VERMILION if row["conflict"] else BLUE, (row["median"] - row["record"]) / scale
                axes.plot(np.clip(middle, -9, 9), y, "o", color=colour, markersize=2.8, zorder=3)
                ticks.append(y)
                names.append(shortened(row["title"] + MARKS.get(row["role"], ""), LONGEST))
                y += ROW
            y += GAP
        axes.axvline(0.0, color=INK, linewidth=0.7)
        axes.axvspan(-2, 2, color=PALE, alpha=0.5, zorder=0, linewidth=0)
        axes.set_ylim(y - GAP + ROW / 2, -ROW)
        axes.set_xlim(-8, 8)
        axes.set_yticks(ticks, names)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("Model less record, in standard deviations of error and discrepancy")
        across, down = figure.get_size_inches() / MM
        handles = [Line2D([], [], color=PALE, linewidth=5, label="runs under the prior, 90 %"),
                   Line2D([], [], color=BLUE, marker="o", markersize=2.8, linewidth=1.8, label="weighted runs, 90 %"),
                   Line2D([], [], color=INK, linewidth=0.7, label="record")]  # fmt: skip
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(LEFT / across, 1 - 1.5 / down), ncols=3, borderaxespad=0)
    return figure


def parameters(results: Results) -> Figure:
    """The weighted distribution of each parameter that moved over its range under the prior: as tall as they are many."""
    moved = results.moved
    rows = -(-max(len(moved), 1) // IN_ROW)
    unit = to_unit(results.found.sample.latent)
    with style():
        figure = sheet(FULL, 9 + rows * (HIGH + 13))
        for n, row in enumerate(moved.to_dict("records")):
            axes = axes_at(figure, 6 + n % IN_ROW * ACROSS, 12 + n // IN_ROW * (HIGH + 13), ACROSS - 8, HIGH)
            position = list(results.values.columns).index(row["parameter"])
            share, edges = np.histogram(unit[:, position], BINS, (0, 1), weights=results.found.weights.weights)
            axes.stairs(BINS * share, edges, fill=True, color=BLUE, alpha=0.55)
            axes.axhline(1.0, color=MUTED, linewidth=0.9)
            axes.set_xlim(0, 1)
            axes.set_ylim(0, None)
            axes.set_yticks([])
            axes.set_xticks([0, 1], _ends(results.values[row["parameter"]]))
            axes.set_title(shortened(words_of(row["parameter"]), 26), pad=2, loc="left")
        if moved.empty:
            note(figure, 6, 10, "No parameter moved.")
        across, down = figure.get_size_inches() / MM
        handles = [Patch(color=BLUE, alpha=0.55, linewidth=0, label=f"weighted ({results.name})"),
                   Line2D([], [], color=MUTED, linewidth=0.9, label="prior")]  # fmt: skip
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(6 / across, 1 - 1.5 / down), ncols=2, borderaxespad=0)
    return figure


def _ends(values: pd.Series) -> list[str]:
    return [f"{values.min():.2g}", f"{values.max():.2g}"]


def waves(results: Results) -> Figure:
    """Share of the prior left after each wave, and effective points."""
    table = results.waves
    number = np.arange(len(table))
    with style():
        figure = sheet(COLUMN, 48)
        for n, (column, label) in enumerate((("left", "Share of the prior left"), ("effective", "Effective points"))):
            axes = axes_at(figure, 12 + n * 42, 6, 30, 32)
            axes.plot(number, table[column], color=BLUE, marker="o", markersize=2.5)
            axes.set_ylim(0, None)
            axes.set_xlabel("Wave")
            axes.set_title(label, loc="left", pad=2)
    return figure


def save_record_figures(results: Results, folder: Path, formats: tuple[str, ...] = ("png", "pdf")) -> list[SavedFigure]:
    """Draw and save all, with their texts for the report."""
    moved = [words_of(name) for name in results.moved["parameter"]]
    farthest = moved if len(moved) <= NAMED else [*moved[:NAMED], counted(len(moved) - NAMED, "other")]
    far = results.facts.sort_values("implausibility", ascending=False).head(3)
    named = listed([f"{row['title']} ({row['implausibility']:.1f})" for row in far.to_dict("records")])
    drawn = {
        "facts": (facts(results), SavedFigure(
            "facts", "The record and the runs",
            "Each row is a fact: the record lies at zero. Grey: 90 % of runs under the prior; blue: 90 % of weighted runs, with "
            f"their median, red where the fact is at odds with the others. Shaded: two standard deviations. Farthest: {named}.",
            f"{counted(len(results.facts), 'fact')} in rows, with intervals of runs around the record.",
        )),
        "parameters": (parameters(results), SavedFigure(
            "parameters", "Parameters that moved",
            f"The weighted points over the range of each parameter; the line is the prior. This is a {results.name}. "
            f"Moved, the farthest first: {listed(farthest)}.",
            f"Histograms of {counted(len(moved), 'parameter')}: {listed(farthest)}.",
        )),
        "waves": (waves(results), SavedFigure(
            "waves", "Wave by wave",
            "Left, the share of the prior that is not ruled out, measured under the prior; right, effective points.",
            f"Two curves over {counted(len(results.waves), 'wave')}.",
        )),
    }  # fmt: skip
    saved = []
    for name, (figure, words) in drawn.items():
        for kind in formats:
            with style():
                figure.savefig(folder / f"{name}.{kind}", metadata=METADATA[kind])
        saved.append(words)
    return saved
