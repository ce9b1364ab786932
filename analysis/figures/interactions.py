"""Which parameters act through one another: second-order Sobol' indices of every pair of the strongest."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from concertacion.analysis.figures.canvas import COLUMN, MUTED, axes_at, note, sheet, style
from concertacion.analysis.formatting import inside, shortened, words_of
from concertacion.analysis.sensitivity.indices import ranked

TITLE = "Interactions"
TOP, LEFT, HEAD, SIDE, BAR, LONGEST = 10, 34.0, 14.0, 51.0, 20.0, 24  # parameters; mm; characters of a name


def matrix(indices: pd.DataFrame) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The strongest parameters, S2 of each pair of them (parameter, parameter), symmetric, and where it is sure to be above 0."""
    names = list(ranked(indices, "ST")["parameter"][:TOP])
    values, sure = np.full((len(names),) * 2, np.nan), np.zeros((len(names),) * 2, dtype=bool)
    position_of = {name: n for n, name in enumerate(names)}
    pairs = indices[indices["measure"] == "S2"]
    for one, other, value, low in zip(*(pairs[column] for column in ("parameter", "other", "value", "low")), strict=True):
        if one in position_of and other in position_of:
            i, j = position_of[one], position_of[other]
            values[i, j] = values[j, i] = value
            sure[i, j] = sure[j, i] = low > 0
    return names, values, sure


def interactions(indices: pd.DataFrame, outcome: str) -> Figure:
    """Share of variance that each pair makes beyond each alone, for one outcome; numbers where its interval leaves out 0."""
    names, values, sure = matrix(indices)
    count = len(names)
    lower = np.tri(count, k=-1, dtype=bool)
    with style():
        figure = sheet(COLUMN, HEAD + SIDE + 28)
        axes = axes_at(figure, LEFT, HEAD, SIDE, SIDE)
        shown = np.where(lower, np.where(sure, 100 * values, 0.0), np.nan)
        limit = max(1.0, float(np.nanmax(shown, initial=0.0)))
        image = axes.imshow(shown, cmap="Blues", vmin=0, vmax=1.25 * limit)
        for i, j in zip(*np.nonzero(lower & sure), strict=True):
            colour = "white" if shown[i, j] > 0.8 * limit else "#202020"
            axes.text(
                j, i, f"{shown[i, j]:.0f}" if shown[i, j] >= 1 else "<1", ha="center", va="center", fontsize=6.5, color=colour
            )
        for i, j in zip(*np.nonzero(lower & ~sure), strict=True):
            axes.plot(j, i, marker=".", color=MUTED, markersize=1.2)
        labels = [shortened(words_of(name), LONGEST) for name in names]
        axes.set_yticks(range(1, count), labels[1:])
        axes.set_xticks(range(count - 1), labels[:-1], rotation=60, ha="right", rotation_mode="anchor")
        axes.set_xlim(-0.5, count - 1.5)
        axes.set_ylim(count - 0.5, 0.5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        bar = axes_at(figure, LEFT + SIDE - BAR, 3, BAR, 2.2)
        figure.colorbar(image, cax=bar, orientation="horizontal").set_label("Share of variance (%)")
        bar.tick_params(length=1.5)
        bar.set_xlim(0, limit)
        note(figure, 3, 2, words_of(outcome), fontweight="bold", va="top")
        note(figure, 3, 6, "number: interval above zero\ndot: interval includes zero", fontsize=6.5, va="top")
    return figure


def strongest(indices: pd.DataFrame) -> pd.Series | None:
    """The pair with the largest index whose interval leaves out 0, or None."""
    sure = indices[(indices["measure"] == "S2") & (indices["low"] > 0)]
    return None if sure.empty else sure.sort_values("value").iloc[-1]


def caption(indices: pd.DataFrame, outcome: str) -> str:
    """What the figure shows, with its numbers."""
    pair, pairs = strongest(indices), indices[indices["measure"] == "S2"]
    most = (
        "No pair has an interval above zero."
        if pair is None
        else f"The strongest: {words_of(pair['parameter'])} with {words_of(pair['other'])}, {100 * pair['value']:.1f}%."
    )
    return (
        f"{words_of(outcome)}: second-order Sobol' indices of the strongest parameters, the share of variance that two make "
        f"together beyond each alone. {(pairs['low'] > 0).sum()} of all {len(pairs)} pairs have an interval above zero. {most}"
    )


def alt(indices: pd.DataFrame, outcome: str) -> str:
    """The figure in words, for a reader who cannot see it."""
    sure = indices[(indices["measure"] == "S2") & (indices["low"] > 0)].sort_values("value", ascending=False).head(3)
    named = [f"{words_of(one)} with {words_of(other)}" for one, other in zip(sure["parameter"], sure["other"], strict=True)]
    return f"Triangular matrix. Pairs that interact most in {inside(outcome)}: {', '.join(named) or 'none for sure'}."
