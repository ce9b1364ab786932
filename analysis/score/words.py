"""Scores in sentences: who is best, what the model earns or loses against it, and what its weights are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from concertacion.analysis.record.weighting import ENOUGH, HEAVY, Weights


def sentences(scores: pd.DataFrame, differences: pd.DataFrame, models: Sequence[str]) -> list[str]:
    """For each measure, each version of the model beside the best predictor without one."""
    told = []
    for measure, rows in scores.groupby("measure", sort=False):
        others = rows[~rows["predictor"].isin(list(models))]
        best = others.sort_values("value", kind="stable").iloc[0]
        told.append(f"{measure}: without the model, {best['predictor']} does best, {best['value']:.3f} a row.")
        here = differences[(differences["measure"] == measure) & (differences["less"] == best["predictor"])]
        told += [compared(*row) for row in here[["predictor", "less", "value", "low", "high"]].itertuples(index=False)]
    return told


def compared(model: str, other: str, value: float, low: float, high: float) -> str:
    """One paired difference in words; lower is better."""
    head = model[:1].upper() + model[1:]
    if pd.isna(low):
        return f"{head} differs from it by {value:+.3f}; too few events for an interval."
    span = f"{value:+.3f} [{low:+.3f}, {high:+.3f}]"
    if high < 0:
        return f"{head} does better than {other}: {span}."
    if low > 0:
        return f"{head} does worse than {other}: {span}."
    return f"{head} is not distinguishable from {other}: {span}."


def worth(weights: Mapping[str, Weights]) -> str:
    """How many points the weights of each name are worth, and that those which are no posterior are a screen."""
    told = [
        f"*{name}* are worth {each.effective:.3g} effective points with a Pareto k of {each.pareto_k:.2f}"
        + (", a posterior" if each.is_posterior else ", a screen")
        for name, each in weights.items()
    ]
    rule = f"A screen (fewer than {ENOUGH:.0f} points, or a k above {HEAVY:g}) says which points are ruled out, and no more."
    screens = [] if all(each.is_posterior for each in weights.values()) else [rule]
    return " ".join([f"The weights {'; those '.join(told)}.", *screens])
