"""`scatter`: one outcome against another, a mark a run; of many runs, how many lie where."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm

from concertacion.analysis.plot.frame import Frame, Side
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, key_of, labelled, looks, named
from concertacion.analysis.plot.statistics import independent

MOST = 20_000  # marks; of more, hexagons are drawn
HEXAGONS = 42  # across
NORMAL, ALMOST = 1.96, 1 - 1e-12
FEWEST, MOST_GROUPS = 10, 4  # observations for a correlation; groups whose correlation is told


def table(frame: Frame) -> pd.DataFrame:
    """The marks: x, value, label; of more than 20,000 rows the hexagons, with their number of runs."""
    columns = [name for name in ("by", "run", "x", "value") if name in frame.rows]
    rows = frame.rows[columns]
    return rows.reset_index(drop=True) if len(rows) <= MOST else hexagons(rows)


def hexagons(rows: pd.DataFrame) -> pd.DataFrame:
    """Middles x, value of the hexagons in which rows lie, and how many do (`n`)."""
    from matplotlib.figure import Figure

    extent = (*_ends(rows["x"]), *_ends(rows["value"]))
    drawn = Figure().add_subplot().hexbin(rows["x"], rows["value"], gridsize=HEXAGONS, extent=extent, mincnt=1)
    x, y = np.asarray(drawn.get_offsets()).T
    table = pd.DataFrame({"x": x, "value": y, "n": np.asarray(drawn.get_array()).astype(np.int64)})
    table.attrs["extent"] = extent
    return table


def _ends(values: pd.Series) -> tuple[float, float]:
    """The least and the largest value; apart, so that hexagons have a width, also where there is one value alone."""
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """Marks by label, or hexagons darker where more runs lie."""
    named(axes.xaxis, frame.x)
    named(axes.yaxis, frame.y)
    if "n" in told:
        image = axes.hexbin(
            told["x"], told["value"], C=told["n"], reduce_C_function=np.sum, gridsize=HEXAGONS, cmap="Blues", norm=LogNorm(),
            extent=told.attrs["extent"], linewidths=0.1,
        )  # fmt: skip
        return Drawn(image=image, bar=Side("n", f"{frame.each.capitalize()}s in a hexagon"))
    small = 2.6 if len(told) < 2000 else 1.2
    for group, look in enumerate(looks(frame)):
        one = told[told["by"] == group] if frame.by else told
        axes.plot(one["x"], one["value"], look.marker, color=look.colour, markersize=small, alpha=0.7, markeredgewidth=0)
    return Drawn(key_of(frame, marks=True, lines=False))


def correlation(rows: pd.DataFrame) -> tuple[float, float, float]:
    """Pearson's r, and its 95% interval by Fisher's z over what is independent: rows, or their blocks."""
    x, y = rows["x"].to_numpy(), rows["value"].to_numpy()
    n = rows["block"].nunique() if "block" in rows else len(rows)
    if n < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return np.nan, np.nan, np.nan
    r = float(np.corrcoef(x, y)[0, 1])
    low, high = np.tanh(np.arctanh(np.clip(r, -ALMOST, ALMOST)) + np.array([-1, 1]) * NORMAL / np.sqrt(n - 3))
    return r, float(low), float(high)


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the marks mean, and how the two go together, in each group."""
    rows, found = independent(frame.rows), []
    for group, label in enumerate(labelled(frame)[:MOST_GROUPS]):
        r, low, high = correlation(rows[rows["by"] == group] if frame.by else rows)
        if np.isfinite(r):
            found.append(f"{label} {r:.2f} ({low:.2f} to {high:.2f})".strip().replace("-", "−"))
    what = f"Hexagons: how many {frame.each}s." if "n" in told else f"Marks: {frame.each}s."
    return f"{what} Correlation, with 95% interval: {', '.join(found)}." if found else what


KIND = Kind(table, draw, words, along="against")
