"""Gravity: visits as sizes, distance and a border have them, fitted to the record before (Poisson regression, as trade is)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertacion.analysis.score import chances

RIDGE = 2.0  # a weak pull of all effects towards 0, over the sum of the loss (assumed)


def gravity(
    past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int, terms: list[str], effects: tuple[str, ...] = ()
) -> np.ndarray:
    """Poisson chances of counts whose mean is log-linear in the `terms`, and in an effect of each label of `effects`.

    Terms are standardised over the rows before. Source: Santos Silva and Tenreyro 2006, "The Log of Gravity".
    """
    from sklearn.linear_model import PoissonRegressor

    if not past[outcome].any():
        return chances.of_mean(np.zeros(len(rows)), most)
    middle, spread = past[terms].mean(), past[terms].std().replace(0.0, 1.0)

    def design(frame: pd.DataFrame) -> np.ndarray:
        columns = [((frame[terms] - middle) / spread).to_numpy(float)]
        for name in effects:
            columns.append((frame[name].to_numpy()[:, None] == np.unique(past[name])).astype(float))
        return np.column_stack(columns)

    fitted = PoissonRegressor(alpha=RIDGE / len(past), max_iter=1000).fit(design(past), past[outcome])
    return chances.of_mean(fitted.predict(design(rows)), most)
