"""Proper scores of predictions, by predictor and measure, with intervals by a bootstrap over events. Low is good everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.score.chances import some
from concertacion.analysis.score.kinds import Kind

RESAMPLES, LEVEL = 4000, 0.9
FEW = 10  # events without which a bootstrap says nothing
SCORES = ("predictor", "measure", "value", "low", "high", "n")
DIFFERENCES = ("predictor", "less", "measure", "value", "low", "high", "n")


def measures_of(kind: Kind, outcome: str) -> dict[str, str]:
    """Name -> meaning of the measures of an outcome."""
    if kind.binary:
        return {
            "log loss": "minus the logarithm of the chance given to what happened, a seat",
            "Brier score": "squared difference of the chance and what happened (0 or 1), a seat",
        }
    crps = {f"CRPS of {outcome}": "continuous ranked probability score, a row: how far the prediction lies from what happened"}
    if len(kind.outcomes) > 1:
        return crps
    return {f"log loss of any {outcome}": f"minus the logarithm of the chance given to any {outcome}, or to none, a row"} | crps


def losses(kind: Kind, outcome: str, chances: np.ndarray, happened: np.ndarray) -> dict[str, np.ndarray]:
    """Each measure row by row, float64[row]. Of counts, the CRPS is the ranked probability score over 0, 1, 2, ..."""
    import scoringrules

    counts = np.minimum(happened, chances.shape[1] - 1)
    ranked = scoringrules.rps_score(counts + 1, chances)
    told = {}
    for measure in measures_of(kind, outcome):
        told[measure] = scoringrules.log_score((counts > 0).astype(float), some(chances)) if "log loss" in measure else ranked
    return told


def interval(loss: np.ndarray, events: Sequence[Any] | np.ndarray) -> tuple[float, float, float]:
    """Mean a row and its 90 % interval, the percentiles of a bootstrap over events; no ends for fewer than `FEW` events."""
    from scipy.stats import bootstrap

    sums = pd.Series(loss).groupby(np.asarray(events)).agg(["sum", "count"]).to_numpy(float)
    if len(sums) < FEW:
        return float(loss.mean()), float("nan"), float("nan")
    found = bootstrap(
        (sums[:, 0], sums[:, 1]), lambda total, rows, axis: total.sum(axis=axis) / rows.sum(axis=axis), paired=True,
        vectorized=True, n_resamples=RESAMPLES, confidence_level=LEVEL, method="percentile", rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    return float(loss.mean()), float(found.low), float(found.high)


def scored(
    kind: Kind,
    outcome: str,
    predictions: Mapping[str, np.ndarray],
    happened: np.ndarray,
    events: np.ndarray,
    models: Sequence[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The scores of each predictor; and each of `models` less the first of them and all other predictors, row by row."""
    each = {name: losses(kind, outcome, chances, happened) for name, chances in predictions.items()}
    rows = [
        (name, measure, *interval(loss, events), len(loss)) for name, found in each.items() for measure, loss in found.items()
    ]
    beside = [*models[:1], *(name for name in each if name not in models)]
    pairs = [(model, other) for model in models for other in beside if other != model]
    less = [
        (model, other, measure, *interval(loss - each[other][measure], events), len(loss))
        for model, other in pairs
        for measure, loss in each[model].items()
    ]
    return pd.DataFrame(rows, columns=list(SCORES)), pd.DataFrame(less, columns=list(DIFFERENCES))
