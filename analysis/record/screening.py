"""Which parameters move a fact: an F test of a parabola for each parameter and fact, at one in twenty over all of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import f as f_distribution

from concertacion.analysis.record.implausibility import TINY, Against
from concertacion.analysis.record.sample import Sample, mean_of

LEVEL = 0.05  # chance of one false parameter among all
NARROW = 0.8  # width of a parameter that moved, over the prior's
STRONG = 1.0 - NARROW**2  # share of a fact's variance, all chance included, by which this fact alone makes a parameter as narrow


class Screen(NamedTuple):
    """Shares of variance, and what they name."""

    share: np.ndarray  # of the variance of a fact over points that a parameter explains alone, float64 (axes, facts)
    acts: np.ndarray  # whether a parameter moves a fact beyond chance, bool (axes, facts)
    active: np.ndarray  # positions of axes that move a fact beyond chance, int64
    strong: np.ndarray  # of these, those expected to have a narrower distribution in the end, int64


def screened(sample: Sample, against: Against) -> Screen:
    """The screen of a sample of the prior. A parameter acts through z and z^2, z its standard-normal coordinate, on facts in the
    scale of `Against.compressed`.
    """
    compressed, _ = against.compressed(sample)
    mean = mean_of(compressed)
    facts = np.nan_to_num(mean - np.nanmean(np.where(np.isfinite(mean), mean, np.nan), axis=0))
    facts = facts - facts.mean(axis=0)
    points, axes = sample.latent.shape
    total = np.maximum((facts**2).sum(axis=0), TINY)
    share = np.zeros((axes, facts.shape[1]))
    for axis in range(axes):
        columns = np.column_stack([sample.latent[:, axis], sample.latent[:, axis] ** 2])
        basis, _ = np.linalg.qr(columns - columns.mean(axis=0))
        share[axis] = ((basis.T @ facts) ** 2).sum(axis=0) / total
    freedom = max(points - 3, 1)
    ratio = (share / 2.0) / (np.maximum(1.0 - share, TINY) / freedom)
    chance = f_distribution.sf(ratio, 2, freedom)
    acts = chance < LEVEL / share.size
    if not acts.any():
        acts[np.unravel_index(share.argmax(), share.shape)] = True
    active = np.flatnonzero(acts.any(axis=1))
    runs = (compressed - mean[:, None, :]) ** 2
    noise = np.nansum(runs, axis=(0, 1)) / np.maximum(np.isfinite(runs).sum(axis=(0, 1)), 1) + np.diag(against.spread)
    seen = total / points / np.maximum(total / points + noise, TINY)
    strong = np.array([axis for axis in active if (share[axis] * seen).max() >= STRONG], dtype=np.int64)
    return Screen(share, acts, active, strong)
