"""What stands in the way of a prediction: its level, whether it tells rows apart, and where it loses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.score.kinds import Kind
from concertacion.analysis.score.scores import losses, measures_of

WORST = 3  # groups that are named


class Level(NamedTuple):
    """Means of what was said and of what happened, and how far they go together over rows."""

    said: float
    happened: float
    correlation: float  # Pearson's r; NaN where one of them never varies


class Loss(NamedTuple):
    """A group of rows, and what it adds to the mean difference from another predictor."""

    group: str
    part: float
    said: float
    happened: float
    rows: int


def expected(chances: np.ndarray) -> np.ndarray:
    """The mean count of each prediction."""
    mean: np.ndarray = chances @ np.arange(chances.shape[1])
    return mean


def level(chances: np.ndarray, happened: np.ndarray) -> Level:
    """Level and discrimination of a predictor."""
    said = expected(chances)
    varies = said.std() > 1e-12 and happened.std() > 0
    return Level(float(said.mean()), float(happened.mean()), float(np.corrcoef(said, happened)[0, 1]) if varies else float("nan"))


def where_it_loses(kind: Kind, outcome: str, model: np.ndarray, other: np.ndarray, rows: pd.DataFrame) -> list[Loss]:
    """The groups (forums, visitors, countries) that add most to what the model loses to another predictor, the worst first."""
    happened = rows[outcome].to_numpy()
    measure = next(iter(measures_of(kind, outcome)))
    difference = losses(kind, outcome, model, happened)[measure] - losses(kind, outcome, other, happened)[measure]
    frame = pd.DataFrame(
        {"group": rows[kind.texts[0]].to_numpy(), "part": difference, "said": expected(model), "happened": happened}
    )
    each = frame.groupby("group").agg(
        part=("part", "sum"), said=("said", "mean"), happened=("happened", "mean"), rows=("part", "size")
    )
    worst = each.assign(part=each["part"] / len(rows)).sort_values("part", ascending=False, kind="stable").head(WORST)
    return [
        Loss(str(name), float(row["part"]), float(row["said"]), float(row["happened"]), int(row["rows"]))
        for name, row in worst[worst["part"] > 0].iterrows()
    ]
