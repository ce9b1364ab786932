"""Predictions without a model: of each row from the rows of the record before it, as chances of counts.

Each is given the record of earlier years (`past`) and the rows to predict; neither ever holds the answer.
"""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd

from concertacion.analysis.score import chances
from concertacion.analysis.score.kinds import Kind

WEIGHT = 2.0  # rows of the wider group that the rate of a group is shrunk with (assumed)
TIE = 0.5  # standard deviation, in log-odds, of a country's habit in a forum, towards which it is shrunk (assumed)


def constant(past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int) -> np.ndarray:
    """How often each count was seen, whatever the row."""
    seen = np.bincount(np.minimum(past[outcome], most), minlength=most + 1) / len(past)
    return np.repeat(chances.smoothed(seen[None], np.array([len(past)])), len(rows), axis=0)


def climatology(past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int, group: tuple[str, ...]) -> np.ndarray:
    """How often each count was seen in the row's group, shrunk towards all rows: (n_k + W p_k) / (n + W)."""
    wider = constant(past, rows, outcome, most)
    return (counted(past, rows, outcome, most, group) + WEIGHT * wider) / (observed(past, rows, group) + WEIGHT)[:, None]


def counted(past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int, group: tuple[str, ...]) -> np.ndarray:
    """Rows before of each row's group by count, float64[row, count]."""
    table = pd.crosstab(labels(past, group), past[outcome].clip(upper=most))
    return table.reindex(index=labels(rows, group), columns=range(most + 1), fill_value=0).to_numpy(float)


def observed(past: pd.DataFrame, rows: pd.DataFrame, group: tuple[str, ...]) -> np.ndarray:
    """Number of rows before of each row's group, float64[row]."""
    return labels(rows, group).map(labels(past, group).value_counts()).fillna(0.0).to_numpy(float)


def labels(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """One text for the columns of a group."""
    texts = (frame[name].astype(str) for name in columns)
    return reduce(lambda left, right: left + "|" + right, texts)


def poisson_of_mean(past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int, group: tuple[str, ...]) -> np.ndarray:
    """Poisson counts of the group's mean, shrunk towards the mean of all."""
    sums = labels(rows, group).map(past[outcome].groupby(labels(past, group)).sum()).fillna(0.0).to_numpy(float)
    mean = (sums + WEIGHT * past[outcome].mean()) / (observed(past, rows, group) + WEIGHT)
    return chances.of_mean(mean, most)


def persistence(past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int, group: tuple[str, ...]) -> np.ndarray:
    """The last count of the same series, as often as none followed none or a count itself; else the climatology of its group."""
    otherwise = climatology(past, rows, outcome, most, group)
    ordered = past.sort_values("year", kind="stable")
    series = labels(ordered, group)
    before, now = ordered[outcome].groupby(series).shift(), ordered[outcome]
    last = labels(rows, group).map(now.groupby(series).last()).to_numpy(float)
    told = otherwise.copy()
    for any_before in (False, True):
        alike = before > 0 if any_before else before == 0
        repeats = ((before == now)[alike].sum() + 1.0) / (alike.sum() + 2.0)
        which = np.flatnonzero(last > 0 if any_before else last == 0)
        told[which] *= 1.0 - repeats
        told[which, np.minimum(last[which], most).astype(int)] += repeats
    return told


def none(past: pd.DataFrame, rows: pd.DataFrame, most: int) -> np.ndarray:
    """Always none, as surely as so many rows before allow."""
    never = np.zeros((len(rows), most + 1))
    never[:, 0] = 1.0
    return chances.smoothed(never, np.full(len(rows), len(past)))


def with_habits(
    past_chances: np.ndarray, past: pd.DataFrame, ahead: np.ndarray, rows: pd.DataFrame, outcome: str, group: tuple[str, ...]
) -> np.ndarray:
    """Chances of 0 and 1 ahead, after the habit of each group took one step towards the rows before.

    The step is that of Newton from 0 in log-odds, shrunk by a normal of width `TIE`: b = sum(y - p) / (sum p (1 - p) + 1 / TIE^2)
    with p the predictor's own chances of the rows before. So predictors with and without a model are corrected alike.
    """
    p = chances.some(past_chances)
    groups = labels(past, group)
    residual = pd.Series(past[outcome].to_numpy() - p, past.index).groupby(groups).sum()
    spread = pd.Series(p * (1.0 - p), past.index).groupby(groups).sum()
    habit = labels(rows, group).map(residual / (spread + 1.0 / TIE**2)).fillna(0.0).to_numpy(float)
    q = chances.some(ahead)
    return chances.of_chance(1.0 / (1.0 + np.exp(-(np.log(q) - np.log1p(-q) + habit))))


def baselines(kind: Kind, past: pd.DataFrame, rows: pd.DataFrame, outcome: str, most: int) -> dict[str, np.ndarray]:
    """The predictions of every predictor that needs the table alone, by its name."""
    wide, own = kind.groups[0], kind.groups[-1]
    told = {"constant": constant(past, rows, outcome, most)}
    name = " and ".join(wide)
    told[name] = climatology(past, rows, outcome, most, wide)
    if own != wide:
        back = climatology(past, past, outcome, most, wide)
        told[" x ".join(own)] = with_habits(back, past, told[name], rows, outcome, own)
    told["persistence"] = persistence(past, rows, outcome, most, own)
    if not kind.binary:
        told["Poisson of the mean"] = poisson_of_mean(past, rows, outcome, most, wide)
        told["always none"] = none(past, rows, most)
    return told
