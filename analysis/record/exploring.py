"""The search for points that the record leaves: a screen, then waves where the likelihood of the record is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.record.implausibility import Against, cut_of, implausibilities
from concertacion.analysis.record.proposals import Mixture, aimed, log_weights
from concertacion.analysis.record.regression import Regression, log_likelihood, regressed
from concertacion.analysis.record.sample import Sample, to_unit
from concertacion.analysis.record.screening import Screen, screened
from concertacion.analysis.record.weighting import Weights, smoothed

STARTING, WEIGHING = "screen", "waves"
Simulate = Callable[[int, np.ndarray], np.ndarray]  # (wave, shares of the prior (points, axes)) -> values (points, runs, facts)


class Size(NamedTuple):
    """How much is run."""

    points: int  # of the screen
    wave_points: int  # of each wave
    waves: int  # at most
    seed: int


class Wave(NamedTuple):
    """What is known after a wave."""

    name: str  # what the wave was for
    points: int  # so far
    cut: float
    left: float  # share of the prior that is not ruled out
    effective: float  # number of points by the likelihood
    pareto_k: float

    @property
    def sentence(self) -> str:
        """What is known, in a line."""
        return (
            f"{self.name}, {self.points:,} points: {self.left:.2%} of the prior not ruled out (cut at {self.cut:.2f}); "
            f"{self.effective:.0f} effective points, Pareto k {self.pareto_k:.2f}"
        )


class Exploration(NamedTuple):
    """The points of all waves, and how each counts."""

    sample: Sample  # with the facts that weigh
    values: np.ndarray  # of all facts, float64 (points, runs, facts)
    against: Against
    screen: Screen
    waves: tuple[Wave, ...]
    log_prior: np.ndarray  # logarithm of prior over proposal, float64 (points,)
    cut: float
    implausibility: np.ndarray  # by point and fact that weighs
    regression: Regression  # of the facts that weigh
    weights: Weights

    @property
    def prior(self) -> np.ndarray:
        """What each point counts under the prior; sums to 1."""
        weights = np.exp(self.log_prior - self.log_prior.max())
        return weights / weights.sum()

    @property
    def remains(self) -> np.ndarray:
        """Whether a point is not ruled out, bool (points,)."""
        return self.implausibility.max(axis=1) <= self.cut

    def left(self) -> float:
        """Share of the prior that is not ruled out."""
        return float(self.prior[self.remains].sum())


def explore(
    simulate: Simulate, axes: int, against: Against, size: Size, weighing: np.ndarray | None = None,
    told: Callable[[Wave], None] = lambda wave: None,
) -> Exploration:  # fmt: skip
    """Screen, then weigh, by the facts that are `weighing` (bool (facts,), default all).

    The same arguments give the same points, so that runs already there serve again. Each wave goes where all runs before it put
    the likelihood; the search ends when the weights are a posterior, or `size.waves` are done.
    """
    generator = np.random.default_rng(size.seed)
    proposals, counts = [Mixture()], [size.points]
    weighing = np.ones(len(against.record), bool) if weighing is None else weighing
    sample = drawn(simulate, 0, proposals[0].drawn(size.points, np.arange(0), axes, generator))
    screen = screened(sample._replace(values=sample.values[:, :, weighing]), against)
    found = assessed(sample, weighing, screen, proposals, counts, against, size.seed)
    waves = [wave_of(STARTING, found)]
    told(waves[0])
    for number in range(1, size.waves + 1):
        if found.weights.is_posterior:
            break
        proposals.append(aimed(found.regression, generator))
        counts.append(size.wave_points)
        latent = proposals[-1].drawn(size.wave_points, screen.active, axes, generator)
        sample = sample.joined(drawn(simulate, number, latent))
        found = assessed(sample, weighing, screen, proposals, counts, against, size.seed)
        waves.append(wave_of(WEIGHING, found))
        told(waves[-1])
    return found._replace(waves=tuple(waves))


def drawn(simulate: Simulate, wave: int, latent: np.ndarray) -> Sample:
    """The points of a wave with the facts of their runs."""
    return Sample(latent, simulate(wave, to_unit(latent)), np.full(len(latent), wave))


def assessed(
    everything: Sample, weighing: np.ndarray, screen: Screen, proposals: Sequence[Mixture], counts: Sequence[int],
    against: Against, seed: int,
) -> Exploration:  # fmt: skip
    """All that the points so far say."""
    sample = everything._replace(values=everything.values[:, :, weighing])
    log_prior = log_weights(sample.latent[:, screen.active], proposals, counts)
    return judged(sample, everything.values, screen, log_prior, against, seed)


def judged(
    sample: Sample, values: np.ndarray, screen: Screen, log_prior: np.ndarray, against: Against, seed: int
) -> Exploration:  # fmt: skip
    """What points say whose density is known: again, too, against fewer facts or with another discrepancy."""
    weights = np.exp(log_prior - log_prior.max())
    cut = cut_of(sample, weights, against, np.random.default_rng(seed + 1))
    implausibility = implausibilities(sample.mean, sample.variance, sample.values.shape[1], against)
    regression = regressed(sample, screen, against)
    weighted = smoothed(log_prior + log_likelihood(regression, sample.latent[:, screen.active]))
    return Exploration(sample, values, against, screen, (), log_prior, cut, implausibility, regression, weighted)


def wave_of(name: str, found: Exploration) -> Wave:
    """What is known after a wave of this name."""
    weights = found.weights
    return Wave(name, len(found.log_prior), found.cut, found.left(), weights.effective, weights.pareto_k)


def of_facts(screen: Screen, kept: np.ndarray) -> Screen:
    """The screen of some of the facts, bool (facts,), with the same active parameters."""
    return screen._replace(share=screen.share[:, kept], acts=screen.acts[:, kept])


def effective_facts(values: np.ndarray, prior: np.ndarray) -> float:
    """Number of facts that say something of their own: the participation ratio of their correlations over runs under the prior,
    (sum of eigenvalues)^2 / sum of their squares; `values` (points, runs, facts).
    """
    rows, weights = values.reshape(-1, values.shape[2]), np.repeat(prior, values.shape[1])
    known = np.isfinite(rows)
    total = np.maximum((weights[:, None] * known).sum(axis=0), 1e-300)
    centred = np.where(known, rows - (weights[:, None] * np.where(known, rows, 0.0)).sum(axis=0) / total, 0.0)
    covariance = (centred * weights[:, None]).T @ centred
    size = np.sqrt(np.diag(covariance))
    varies = size > 0.0
    if not varies.any():
        return 0.0
    own = np.linalg.eigvalsh(covariance[np.ix_(varies, varies)] / np.outer(size[varies], size[varies]))
    return float(own.sum() ** 2 / (own**2).sum())
