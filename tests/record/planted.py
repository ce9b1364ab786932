"""Planted truths: records that the model itself has made at known points, and what is then said of these points.

python -m tests.record.planted out=DIR [truths=50] [points=even|odd] takes a folder that experiment=record wrote. Each truth is
one of its points; one of its runs, with error and discrepancy drawn, is the past; all other points are the sample. What a point
weighs is a function of its coordinates, so each past is answered at draws of coordinates, and no more runs are made. Intervals
are asked of points of the screen, drawn from the prior; facts at odds of points drawn by weight: near the record, where a search
has points to tell by. The even points are those that the method may be settled on, and the odd ones those that test it.
python -m tests.record.planted toy=true [truths=50] searches for each truth anew, in a model of twelve lines.

Both print coverage of 90 % intervals, uniformity of ranks, widths of the parameters that were expected to move, and how often a
fact is named that is wrong by four standard deviations: of runs, error and discrepancy; and of all that the others leave open.
Exit status 1 if a result is not as it has to be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import kstest, norm

from concertacion.analysis.record.conflict import SURE, Surprise, Usual, surprise, usual
from concertacion.analysis.record.exploring import Exploration, Size, explore
from concertacion.analysis.record.implausibility import Against
from concertacion.analysis.record.proposals import DRAWS, aimed
from concertacion.analysis.record.regression import log_likelihood, regressed
from concertacion.analysis.record.sample import Sample, to_unit
from concertacion.analysis.record.weighting import quantiles, smoothed
from tests.record import toy
from tests.record.folder import found_in

HALVES = {"even": 0, "odd": 1}
INTERVAL, COVERED, WIDTH, NAMED, FALSE, SHIFT = (0.05, 0.95), (0.85, 0.95), 0.8, 0.8, 0.1, 4.0


class Trial(NamedTuple):
    """A truth, and what is said of it. Shares of the prior are those of the unit interval."""

    truth: np.ndarray  # shares of the prior, float64 (axes,)
    before: np.ndarray  # weights of the points before the past is known, float64 (points,)
    found: Exploration
    right: Surprise  # with no fact wrong
    usual: Usual
    apart: tuple[Surprise, Surprise]  # with one fact wrong: by `SHIFT` total standard deviations, or of what is left open
    wrong: int
    best: float  # chance that exact inference names a fact that is wrong by total standard deviations, if facts were normal


class Planted(NamedTuple):
    """Of every truth, and parameter that was expected to move."""

    inside: np.ndarray  # bool (truth, parameter): the truth in the 90 % interval
    rank: np.ndarray  # share of the weight below the truth
    width: np.ndarray  # of the interval, over that before
    effective: np.ndarray  # (truth,) points
    named: np.ndarray  # bool (truth, 2): the wrong fact
    first: np.ndarray  # bool (truth, 2): the wrong fact, and no other before it
    false: np.ndarray  # bool (truth,): any fact, of a record with no wrong one
    best: np.ndarray  # float64 (truth, 2): chance that exact inference names the wrong fact

    def lines(self) -> list[str]:
        """Each result beside what it has to be."""
        covered, ranks = self.inside.mean(), kstest(self.rank.reshape(-1), "uniform").pvalue
        plain, known = self.named.mean(axis=0)
        first, best = self.first.mean(axis=0), self.best.mean(axis=0)
        low, middle, high = np.quantile(self.effective, (0.05, 0.5, 0.95))
        return [
            f"{len(self.rank)} truths x {self.rank.shape[1]} parameters expected to move; effective points {middle:.0f} "
            f"({low:.0f} to {high:.0f})",
            f"coverage of 90 % intervals {covered:.0%}: {_said(COVERED[0] <= covered <= COVERED[1])} "
            f"({COVERED[0]:.0%} to {COVERED[1]:.0%})",
            f"ranks uniform, p = {ranks:.2f}: {_said(ranks > 0.01)}",
            f"median width {np.median(self.width):.2f} of that before: {_said(np.median(self.width) <= WIDTH)} (at most {WIDTH})",
            f"wrong by {SHIFT:.0f} standard deviations of what the other facts leave open, named in {known:.0%}: "
            f"{_said(known >= NAMED)} (at least {NAMED:.0%}), as the first in {first[1]:.0%}; "
            f"of runs, error and discrepancy alone, in {plain:.0%}, as the first in {first[0]:.0%}",
            f"exact inference of normal and independent facts would name {best[1]:.0%} and {best[0]:.0%}",
            f"false alarms in {self.false.mean():.0%}: {_said(self.false.mean() <= FALSE)} (at most {FALSE:.0%})",
        ]


def named(told: Surprise, beside: Usual) -> list[int]:
    """Facts at odds with the others, the most surprising first."""
    chances = beside.chance(told)
    return [int(fact) for fact in np.argsort(-np.abs(told.apart) / beside.size) if chances[fact] < SURE]


def summed_up(trials: Iterator[Trial]) -> Planted:
    """The trials together."""
    rows = []
    for number, trial in enumerate(trials, 1):
        found, unit = trial.found, to_unit(trial.found.sample.latent)
        expected, weights = found.screen.strong, found.weights.weights
        ends = np.array([quantiles(unit[:, axis], weights, INTERVAL) for axis in expected])
        prior = np.array([quantiles(unit[:, axis], trial.before, INTERVAL) for axis in expected])
        truth, told = trial.truth[expected], [named(wrong, trial.usual) for wrong in trial.apart]
        alarm = bool(named(trial.right, trial.usual))
        rows.append((
            (ends[:, 0] <= truth) & (truth <= ends[:, 1]), [weights[unit[:, a] < trial.truth[a]].sum() for a in expected],
            np.diff(ends)[:, 0] / np.diff(prior)[:, 0], found.weights.effective,
            [trial.wrong in each for each in told], [each[:1] == [trial.wrong] for each in told], alarm,
            [trial.best, named_at_best(np.full(1, SHIFT), len(trial.right.apart))],
        ))  # fmt: skip
        print(f"truth {number}: {found.weights.effective:.0f} effective points, wrong fact named: {rows[-1][4]}", flush=True)
    return Planted(*(np.array(column) for column in zip(*rows, strict=True)))


def wrong_by(past: np.ndarray, found: Exploration, usual: Usual, fact: int, total: float) -> tuple[np.ndarray, np.ndarray]:
    """The past with a fact wrong, by `SHIFT` total standard deviations and by as many of what the others leave open of it."""
    one, other = past.copy(), past.copy()
    one[fact] += SHIFT * total
    other[fact] += SHIFT * surprise(found.regression).size[fact] * usual.size[fact]
    return one, other


def named_at_best(far: np.ndarray, facts: int) -> float:
    """Chance that facts that are wrong by so many standard deviations, given all others, are named by the rule that names any of
    as many right ones once in ten records.
    """
    limit = norm.isf(0.5 * (1.0 - (1.0 - SURE) ** (1.0 / facts)))
    return float((norm.sf(limit - far) + norm.cdf(-limit - far)).mean())


def of_a_folder(found: Exploration, truths: int, seed: int, points: str = "") -> Iterator[Trial]:
    """Truths among the points of a folder (all, the even or the odd ones), each answered by what all others say."""
    generator, spread, parity = np.random.default_rng(seed), found.against.spread, HALVES.get(points)
    chosen = np.ones(len(found.sample.wave), bool) if parity is None else np.arange(len(found.sample.wave)) % 2 == parity
    screen, weights = np.flatnonzero(chosen & (found.sample.wave == 0)), found.weights.weights * chosen
    near = generator.choice(len(weights), truths, False, weights / weights.sum())
    for point, other in zip(generator.choice(screen, truths, False), near, strict=True):
        rest, past = _planted(found, point, generator)
        one = _answered(rest, found, seed, past)
        rest, past = _planted(found, other, generator)
        against, fact = Against(past, spread), int(generator.integers(len(past)))
        here = found._replace(
            sample=rest, against=against, regression=regressed(rest, found.screen, against),
            log_prior=np.delete(found.log_prior, other),
        )  # fmt: skip
        beside, right = usual(here, generator), surprise(here.regression)
        total = np.sqrt(found.sample.variance[other] + np.diag(spread))
        plain, known = (
            surprise(regressed(rest, found.screen, Against(wrong, spread)))
            for wrong in wrong_by(past, here, beside, fact, float(total[fact]))
        )
        best = named_at_best(SHIFT * total / (right.size * beside.size), len(past))
        yield Trial(to_unit(found.sample.latent[point]), one.prior, one, right, beside, (plain, known), fact, best)


def _planted(found: Exploration, point: int, generator: np.random.Generator) -> tuple[Sample, np.ndarray]:
    """All other points, and a past that this one makes."""
    sample, spread = found.sample, found.against.spread
    past = sample.values[point, int(generator.integers(sample.values.shape[1]))]
    others = np.arange(len(sample.latent)) != point
    noise = generator.multivariate_normal(np.zeros(len(spread)), spread, method="cholesky")
    return Sample(*(each[others] for each in sample)), np.where(np.isfinite(past), past, found.against.record) + noise


def _answered(sample: Sample, found: Exploration, seed: int, past: np.ndarray) -> Exploration:
    """What is said of a past, at draws of coordinates instead of points with runs."""
    generator, active = np.random.default_rng(seed), found.screen.active
    against = Against(past, found.against.spread)
    regression = regressed(sample, found.screen, against)
    proposal = aimed(regression, generator)
    latent = proposal.drawn(DRAWS, active, sample.latent.shape[1], generator)
    log_prior = -proposal.log_ratio(latent[:, active])
    return found._replace(
        sample=sample._replace(latent=latent), against=against, log_prior=log_prior, regression=regression,
        weights=smoothed(log_prior + log_likelihood(regression, latent[:, active])),
    )  # fmt: skip


def of_the_toy(size: Size, truths: int) -> Iterator[Trial]:
    """Truths drawn from the prior, with a search of its own for each record; all share the runs of the screen."""
    generator = np.random.default_rng(size.seed)
    points = to_unit(np.random.default_rng(size.seed).standard_normal((size.points, toy.AXES)))
    screen = _toy(0, points)
    for number in range(1, truths + 1):
        truth = generator.random(toy.AXES)
        past = _toy(1_000_000 + number, truth[None])[0, 0] + generator.multivariate_normal(np.zeros(toy.FACTS), toy.SPREAD)
        search = partial(_searched, screen, size, 1000 * number)
        one, fact = search(past), int(generator.integers(len(past)))
        beside, right = usual(one, generator), surprise(one.regression)
        total = float(np.sqrt(toy.NOISE**2 + toy.SPREAD[fact, fact]))
        best = named_at_best(SHIFT * total / (right.size * beside.size), len(past))
        plain, known = (surprise(search(wrong).regression) for wrong in wrong_by(past, one, beside, fact, total))
        yield Trial(truth, one.prior, one, right, beside, (plain, known), fact, best)


def _searched(screen: np.ndarray, size: Size, first: int, past: np.ndarray) -> Exploration:
    def simulate(wave: int, unit: np.ndarray) -> np.ndarray:
        return screen if wave == 0 else _toy(first + wave, unit)

    return explore(simulate, toy.AXES, Against(past, toy.SPREAD), size)


def _toy(wave: int, unit: np.ndarray) -> np.ndarray:
    return toy.run(unit, np.random.default_rng([5, wave]))


def _said(well: bool) -> str:
    return "yes" if well else "NO"


def main(arguments: Sequence[str]) -> int:
    """Print the results; 1 if one is not as it has to be."""
    given = dict(argument.split("=") for argument in arguments)
    truths = int(given.get("truths", 50))
    if given.get("toy") == "true":
        trials = of_the_toy(Size(800, 300, 4, 1), truths)
    else:
        trials = of_a_folder(found_in(Path(given["out"])), truths, 1, given.get("points", ""))
    lines = summed_up(trials).lines()
    print("\n".join(lines))
    return int(any("NO" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
